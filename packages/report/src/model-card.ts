import { markdownTable } from './markdown-table.ts';
import type { ModelResults, SplitResults } from './model-results.ts';
import { modelFacts, modelLimits } from './model-section.ts';
import { className, percent, thousands } from './number-text.ts';
import { flatten } from './provenance-section.ts';

/** The model card as Markdown, to stand beside the model file. */
export function modelCardMarkdown(model: ModelResults): string {
  const { file, metadata, splits } = model;
  const parts = [
    `# ${file}`,
    markdownTable(['', ''], modelFacts(model)),
    `## What it cannot see`,
    modelLimits(model),
    ...(splits.length === 0
      ? []
      : ['## How well it does', summary(splits), ...splits.map((split) => splitCard(split, model))]),
    ...(metadata.training
      ? ['## Training', markdownTable(['setting', 'value'], trainingFacts(metadata.training))]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function summary(splits: readonly SplitResults[]): string {
  return markdownTable(
    ['split', 'test sequences', 'accuracy', 'cross-entropy', 'majority class', '1 nearest neighbour'],
    splits.map(({ name, evaluation, majority, oneNearestNeighbour }) => [
      name,
      thousands(evaluation.n),
      percent(evaluation.accuracy),
      evaluation.crossEntropy?.toFixed(4) ?? '–',
      percent(majority?.accuracy),
      percent(oneNearestNeighbour?.accuracy),
    ]),
  );
}

function splitCard(split: SplitResults, { metadata: { classes } }: ModelResults): string {
  const { evaluation } = split;
  return [
    `### Split ${split.name}`,
    split.description,
    markdownTable(
      ['class', 'support', 'sensitivity', 'positive predictivity', 'F1'],
      classes.map((info) => {
        const found = evaluation.perClass[info.symbol];
        return [
          className(info),
          thousands(found?.support ?? 0),
          percent(found?.sensitivity),
          percent(found?.positivePredictivity),
          percent(found?.f1),
        ];
      }),
    ),
    'Confusion matrix (rows: reference, columns: model):',
    markdownTable(
      ['', ...classes.map(({ symbol }) => symbol)],
      classes.map((info, row) => [className(info), ...evaluation.confusion[row].map(thousands)]),
    ),
  ].join('\n\n');
}

// The history is a figure's matter, not a card's.
function trainingFacts(training: Readonly<Record<string, unknown>>): [string, string][] {
  return flatten(training).filter(([name]) => !name.startsWith('history'));
}
