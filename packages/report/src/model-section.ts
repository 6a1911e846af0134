import { confusionMatrixFigure, trainingCurveFigure } from '@saliogram/figures';
import type { ModelResults, SplitResults, TrainingPoint } from './model-results.ts';
import { className, percent, thousands } from './number-text.ts';
import { flatten } from './provenance-section.ts';
import type { Block, Section } from './report-data.ts';

/** The model card as a section: facts, limits, figures of every split beside the baselines, training curve. */
export function modelSection(model: ModelResults): Section {
  return {
    title: 'Model card',
    blocks: [
      { type: 'keyValues', entries: modelFacts(model) },
      {
        type: 'callout',
        tone: 'warning',
        title: 'What the model cannot see',
        text: modelLimits(model),
      },
      ...(model.splits.length > 0 ? [splitsTable(model.splits)] : []),
      ...model.splits.flatMap((split) => splitBlocks(split, model)),
      ...trainingBlocks(model),
    ],
  };
}

/** What a model is, as names and values. */
export function modelFacts({ file, sha256, metadata, examples }: ModelResults): [string, string][] {
  const { architecture, classes, preprocessing, units, zero, attribution, dataHash } = metadata;
  return [
    ['File', file],
    ...(sha256 === undefined ? [] : [['SHA-256', sha256] as [string, string]]),
    ['Network', networkInWords(architecture)],
    ['Classes', classes.map(className).join(', ')],
    ['Input', `${units}; a value of 0 is the ${zero}`],
    ...flatten(preprocessing, 'preprocessing'),
    ['Made', `${metadata.created}, version ${metadata.codeVersion}`],
    ...(dataHash === undefined ? [] : [['Data (SHA-256)', dataHash] as [string, string]]),
    ...(attribution === undefined ? [] : [['Data from', attribution] as [string, string]]),
    ...(examples === undefined
      ? []
      : [
          [
            'Training examples',
            `${examples.file}: where ${thousands(examples.count)} of the training sequences are to be found, and what the network remembers of them (its last hidden states, no waveforms), so that the nearest can be shown`,
          ] as [string, string],
        ]),
  ];
}

function networkInWords(architecture: ModelResults['metadata']['architecture']): string {
  const { kind, bidirectional, inputs, hidden, dense = [], outputs } = architecture;
  const parts = [
    `${kind.toUpperCase()}${bidirectional ? ' both ways' : ''}`,
    `${inputs} input${inputs === 1 ? '' : 's'} per step`,
    `layers of ${hidden.join(' and ')} units`,
    ...dense.map(({ units, batchNorm }) => `${batchNorm ? 'batch-normalised ' : ''}dense layer of ${units}`),
    `${outputs} classes`,
  ];
  return parts.join(', ');
}

/** What a reader must not expect of a model. */
export function modelLimits({ metadata }: ModelResults): string {
  const names = metadata.classes.map(({ name }) => name.toLowerCase()).join(', ');
  const isImage = metadata.preprocessing['order'] === 'scan-line';
  const sight = isImage
    ? 'It sees one image at a time, pixel after pixel, at this size and in this place.'
    : sightOfBeats(metadata.preprocessing);
  return `It knows ${metadata.classes.length} classes (${names}) and puts every input into one of them, whatever it really is. ${sight} It was made for research and is not a medical device.`;
}

/** What is around a beat that a model does not see. */
function sightOfBeats({ channels }: Readonly<Record<string, unknown>>): string {
  const names = Array.isArray(channels) ? channels.map(String) : [];
  const unseen = [
    names.some((name) => name.startsWith('rr-'))
      ? 'of the neighbouring beats it knows the intervals and no shapes'
      : 'no neighbouring beats, no rhythm',
    names.includes('second-lead') ? 'no third lead' : 'no other lead',
  ];
  return `It sees one input window at a time: ${unseen.join(', ')}.`;
}

function splitsTable(splits: readonly SplitResults[]): Block {
  return {
    type: 'table',
    caption: 'Accuracy on the test part of each split, beside two baselines that need no network.',
    columns: [
      { title: 'Split' },
      { title: 'Test sequences', align: 'right' },
      { title: 'Model', align: 'right' },
      { title: 'Cross-entropy', align: 'right' },
      { title: 'Majority class', align: 'right' },
      { title: '1 nearest neighbour', align: 'right' },
    ],
    rows: splits.map(({ name, evaluation, majority, oneNearestNeighbour }) => [
      name,
      thousands(evaluation.n),
      percent(evaluation.accuracy),
      evaluation.crossEntropy?.toFixed(4) ?? '–',
      percent(majority?.accuracy),
      percent(oneNearestNeighbour?.accuracy),
    ]),
  };
}

function splitBlocks(split: SplitResults, { metadata: { classes } }: ModelResults): Block[] {
  const { evaluation, oneNearestNeighbour } = split;
  return [
    { type: 'subheading', text: `Split ${split.name}` },
    { type: 'paragraph', text: split.description },
    {
      type: 'table',
      caption: `Each class on the test part of the split ${split.name}.`,
      columns: [
        { title: 'Class' },
        { title: 'Support', align: 'right' },
        { title: 'Sensitivity', align: 'right' },
        { title: 'Positive predictivity', align: 'right' },
        { title: 'F1', align: 'right' },
        ...(oneNearestNeighbour ? ([{ title: '1-NN sensitivity', align: 'right' }] as const) : []),
      ],
      rows: classes.map((info) => {
        const found = evaluation.perClass[info.symbol];
        return [
          className(info),
          thousands(found?.support ?? 0),
          percent(found?.sensitivity),
          percent(found?.positivePredictivity),
          percent(found?.f1),
          ...(oneNearestNeighbour ? [percent(oneNearestNeighbour.perClass[info.symbol]?.sensitivity)] : []),
        ];
      }),
    },
    {
      type: 'figure',
      svg: confusionMatrixFigure({ confusion: evaluation.confusion, classes }),
      caption: `Confusion matrix, split ${split.name}: rows are the reference, columns the model.`,
    },
  ];
}

/** Which epochs saw averaged steps, in a sentence. */
function coarseEpochs(history: readonly TrainingPoint[]): string {
  const scales = new Map<number, number[]>();
  for (const { epoch, timeScale = 1 } of history)
    scales.set(timeScale, [...(scales.get(timeScale) ?? []), epoch]);
  const parts = [...scales].filter(([scale]) => scale > 1);
  if (parts.length === 0) return '';
  const texts = parts.map(
    ([scale, epochs]) =>
      `${scale} steps into one in ${epochs.length === 1 ? `epoch ${epochs[0]}` : `epochs ${epochs[0]} to ${epochs.at(-1)}`}`,
  );
  return ` Training began on a coarser time scale: ${texts.join(', ')}.`;
}

function trainingBlocks({ history, chosenEpoch, metadata }: ModelResults): Block[] {
  const config = metadata.training?.config ?? metadata.training;
  const blocks: Block[] = [];
  if (history !== undefined && history.length > 0) {
    const fine = history.filter(({ timeScale = 1 }) => timeScale === 1);
    const best = fine.reduce<TrainingPoint | undefined>(
      (least, point) => (least && least.crossEntropy <= point.crossEntropy ? least : point),
      undefined,
    );
    blocks.push(
      { type: 'subheading', text: 'Training' },
      {
        type: 'figure',
        svg: trainingCurveFigure({
          epochs: history.map((point) => ({
            epoch: point.epoch,
            trainLoss: point.trainLoss,
            trainAccuracy: point.trainAccuracy,
            validationLoss: point.crossEntropy,
            validationAccuracy: point.accuracy,
          })),
          chosenEpoch: chosenEpoch ?? best?.epoch ?? null,
        }),
        caption: `Training figures are means over the epoch, with dropout and changing weights; validation figures are taken at its end, without dropout.${coarseEpochs(history)}`,
      },
    );
  }
  if (config !== undefined && config !== null && typeof config === 'object') {
    blocks.push({ type: 'keyValues', entries: flatten(config) });
  }
  return blocks;
}
