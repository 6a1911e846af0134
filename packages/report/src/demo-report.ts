import { beatStrip } from '@saliogram/figures';
import type { BeatStrip } from '@saliogram/figures';
import { buildReport } from './build-report.ts';
import type { ModelResults } from './model-results.ts';
import { modelSection } from './model-section.ts';
import { className, percent } from './number-text.ts';
import type { Block, Provenance } from './report-data.ts';

/** One recording, explained; plain JSON, figures as SVG documents. */
export interface DemoResults {
  /** Whether the recording was made by the generator. */
  readonly synthetic: boolean;
  /** What was recorded: the record's name, or how it was synthesised. */
  readonly recording: string;
  /** The excerpt with its beats, the explained ones marked. */
  readonly strip: BeatStrip;
  /** The explained beats, one per class. */
  readonly beats: readonly DemoBeat[];
  readonly figures: {
    readonly temporalScores?: string;
    readonly classModes?: string;
    readonly saliency?: string;
  };
  /** For a synthetic recording: how much of each technique's heat lies on the samples that make the class. */
  readonly truth?: readonly {
    readonly technique: string;
    readonly heatOnTruth: number;
    readonly expectedByChance: number;
  }[];
  /** Sentences about how the techniques ran. */
  readonly remarks?: readonly string[];
  readonly model: ModelResults;
  readonly provenance: Provenance;
}

/** A beat with what the model says of it. */
export interface DemoBeat {
  /** Symbol in the reference annotation. */
  readonly reference: string;
  /** Seconds from the start of the recording. */
  readonly timeS: number;
  /** Class probabilities in the order of the model's classes. */
  readonly probabilities: readonly number[];
}

/**
 * The report of a demonstration: one recording, one beat per class, explained by all techniques.
 *
 * @returns an HTML page
 */
export function demoReport(results: DemoResults): string {
  const { synthetic, recording, strip, figures, model, remarks, truth } = results;
  return buildReport({
    title: 'Heartbeats and what the model looks for in them',
    subtitle: recording,
    notices: [
      ...(synthetic ? ['The recording is synthetic: it was made by a generator, no heart made it.'] : []),
      'Research use, not a medical device.',
    ],
    sections: [
      {
        title: 'The recording',
        blocks: [
          {
            type: 'figure',
            svg: beatStrip(strip),
            caption: `Lead ${strip.lead}; letters are the reference labels, framed beats are explained below. Printed at full size, 25 mm are 1 s and 10 mm are 1 mV unless the strip says otherwise.`,
          },
          beatsTable(results),
        ],
      },
      {
        title: 'Why the model says so',
        blocks: [
          ...figureBlock(
            figures.saliency,
            'Heat under the trace: how important each step is to the score of its class, scaled to 0..1 in each panel. Where techniques disagree, trust none of them on sight.',
          ),
          ...figureBlock(
            figures.temporalScores,
            'The probability of the right class after every step, the most likely class there, and where the decision was made.',
          ),
          ...figureBlock(
            figures.classModes,
            'The input that maximises the class score less lambda times its squared size, beside the median beat of the class. It need not look like one, nor even be taken for the class: the probability beside it says so.',
          ),
          ...(remarks && remarks.length > 0 ? [{ type: 'list', items: remarks } as const] : []),
          ...(truth && truth.length > 0 ? [truthTable(truth)] : []),
        ],
      },
      modelSection(model),
    ],
    provenance: results.provenance,
  });
}

function beatsTable({ beats, model }: DemoResults): Block {
  const { classes } = model.metadata;
  return {
    type: 'table',
    caption: 'The explained beats.',
    columns: [
      { title: 'Reference' },
      { title: 'Time', align: 'right' },
      { title: 'Model' },
      { title: 'Probability', align: 'right' },
      { title: 'Runner-up' },
      { title: 'Probability', align: 'right' },
    ],
    rows: beats.map(({ reference, timeS, probabilities }) => {
      const order = probabilities.map((_, k) => k).sort((a, b) => probabilities[b] - probabilities[a]);
      const known = classes.find(({ symbol }) => symbol === reference);
      return [
        known ? className(known) : reference,
        `${timeS.toFixed(2)} s`,
        className(classes[order[0]]),
        percent(probabilities[order[0]], 1),
        className(classes[order[1]]),
        percent(probabilities[order[1]], 1),
      ];
    }),
  };
}

function truthTable(truth: NonNullable<DemoResults['truth']>): Block {
  return {
    type: 'table',
    caption:
      'The generator knows which samples make the class. Share of the heat that lies on them, and the share that even heat would have there.',
    columns: [
      { title: 'Technique' },
      { title: 'Heat on them', align: 'right' },
      { title: 'Even heat', align: 'right' },
    ],
    rows: truth.map(({ technique, heatOnTruth, expectedByChance }) => [
      technique,
      percent(heatOnTruth, 0),
      percent(expectedByChance, 0),
    ]),
  };
}

function figureBlock(svg: string | undefined, caption: string): Block[] {
  return svg === undefined ? [] : [{ type: 'figure', svg, caption }];
}
