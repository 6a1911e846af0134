import type { ClassInfo } from '@saliogram/core';
import type { TableOne } from '@saliogram/explain';
import { beatsSection } from './beats-section.ts';
import type { BeatCounts } from './beats-section.ts';
import { buildReport } from './build-report.ts';
import { accuracyFindings, beatsFinding, tableOneFindings } from './findings.ts';
import type { Finding } from './findings.ts';
import type { ModelResults } from './model-results.ts';
import { modelSection } from './model-section.ts';
import type { PaperData } from './paper-numbers.ts';
import type { Block, Provenance, Section } from './report-data.ts';
import { tableOneBlocks } from './table-one-section.ts';

/** Everything a reproduction of the paper came to; plain JSON, figures as SVG documents. */
export interface ReproductionResults {
  /** What must be read first: a limited run, a pretrained model, synthetic data. */
  readonly notices?: readonly string[];
  /** The beat table, where heartbeats were cut. */
  readonly beats?: BeatCounts;
  /** One per data set, ECG first. */
  readonly experiments: readonly ExperimentResults[];
  readonly provenance: Provenance;
}

/** One data set with its model and what the techniques found. */
export interface ExperimentResults {
  readonly data: PaperData;
  /** 'ECG', 'MNIST'. */
  readonly dataName: string;
  readonly classes: readonly ClassInfo[];
  readonly model: ModelResults;
  readonly figures: ExperimentFigures;
  readonly tableOne?: TableOne;
  /** Sentences about how the techniques ran: iterations, convergence, classes without an example. */
  readonly remarks?: readonly string[];
}

/** SVG documents. */
export interface ExperimentFigures {
  /** The paper's Figure 1. */
  readonly temporalScores?: string;
  /** Figure 2. */
  readonly classModes?: string;
  /** Figure 3 (ECG) or 4 (MNIST). */
  readonly saliency?: string;
}

/** A figure of the paper, drawn for our model. */
export interface PaperFigure {
  /** Its number in the paper. */
  readonly figure: number;
  readonly svg: string;
  readonly caption: string;
}

/**
 * The report of a reproduction: what agrees with the paper, what does not and why (all computed from the results), the
 * paper's figures and table for our models, the beats, the model cards, and how everything was made.
 *
 * @returns an HTML page
 */
export function reproductionReport(results: ReproductionResults): string {
  const { experiments, beats, provenance } = results;
  const classes = experiments.find(({ data }) => data === 'ecg')?.classes ?? experiments[0]?.classes ?? [];
  return buildReport({
    title: 'What does an LSTM look for in classifying heartbeats?',
    subtitle: 'A reproduction of van der Westhuizen and Lasenby (2017) on our own models',
    notices: [...(results.notices ?? []), 'Research use, not a medical device.'],
    sections: [
      summarySection(reproductionFindings(results)),
      ...experiments.flatMap(experimentSections),
      ...(beats ? [beatsSection(beats, classes)] : []),
      ...experiments.map(({ model, dataName }) => {
        const section = modelSection(model);
        return experiments.length > 1 ? { ...section, title: `${section.title}, ${dataName}` } : section;
      }),
    ],
    provenance,
  });
}

/** Each claim of the paper that the results can speak to, beside what was found. */
export function reproductionFindings({ experiments, beats }: ReproductionResults): Finding[] {
  return [
    ...(beats ? [beatsFinding(beats)] : []),
    ...experiments.flatMap(({ model, tableOne, dataName }) => [
      ...accuracyFindings(model).map((finding) =>
        experiments.length > 1 ? { ...finding, claim: `${dataName}: ${finding.claim}` } : finding,
      ),
      ...(tableOne ? tableOneFindings(tableOne, dataName) : []),
    ]),
  ];
}

const VERDICTS: readonly (readonly [Finding['verdict'], string])[] = [
  ['agrees', 'hold here'],
  ['partly', 'hold in part'],
  ['differs', 'do not hold'],
  ['not measured', 'were not measured'],
];

function summarySection(findings: readonly Finding[]): Section {
  const counts = VERDICTS.map(
    ([verdict, words]) => [findings.filter((finding) => finding.verdict === verdict).length, words] as const,
  ).flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]));
  return {
    title: 'What agrees with the paper, what does not, and why',
    blocks: [
      {
        type: 'paragraph',
        text: `Of ${findings.length} claims: ${counts.join(', ')}. Each row is computed from the numbers further down.`,
      },
      {
        type: 'table',
        caption: 'Claims of the paper and what was found.',
        columns: [{ title: 'Claim' }, { title: 'Found here' }, { title: 'Verdict' }, { title: 'Why' }],
        rows: findings.map(({ claim, found, verdict, why }) => [claim, found, verdict, why]),
      },
      { type: 'paragraph', text: NAMES },
    ],
  };
}

const NAMES =
  'The paper calls the class of symbol V "premature ventricular fibrillation" and "V-fib"; in the annotations of MIT-BIH, V is premature ventricular contraction, and this report calls it so.';

/** The paper's figures that an experiment has, in its order: their number there, what they show, and the SVG document. */
export function experimentFigures({ data, figures }: ExperimentResults): PaperFigure[] {
  const unit = data === 'ecg' ? 'step' : 'pixel';
  const last = data === 'ecg' ? 3 : 4;
  const all: [number, string | undefined, string][] = [
    [
      1,
      figures.temporalScores,
      `The paper's Figure 1: how likely the right class is after every ${unit}, and which class is the most likely there. What stands at the beginning is the prior of the model, not a finding.`,
    ],
    [
      2,
      figures.classModes,
      "The paper's Figure 2: the input that each class scores highest, beside the median of real inputs. The paper found these modes uninterpretable.",
    ],
    [
      last,
      figures.saliency,
      `The paper's Figure ${last}: what each technique finds salient. Heat is scaled to 0..1 in each panel, so that panels show where, not how much.`,
    ],
  ];
  return all.flatMap(([figure, svg, caption]) => (svg === undefined ? [] : [{ figure, svg, caption }]));
}

function experimentSections(experiment: ExperimentResults): Section[] {
  const { dataName, tableOne, remarks } = experiment;
  return [
    {
      title: `What the model looks for, ${dataName}`,
      blocks: [
        ...experimentFigures(experiment).map(({ svg, caption }): Block => ({ type: 'figure', svg, caption })),
        ...(remarks && remarks.length > 0 ? [{ type: 'list', items: remarks } as const] : []),
      ],
    },
    ...(tableOne
      ? [
          {
            title: `Table I, ${dataName}: average class score reduction`,
            blocks: tableOneBlocks(tableOne, experiment),
          },
        ]
      : []),
  ];
}
