import type { ClassInfo, OnEvent } from '@saliogram/core';
import { classMode, temporalScores } from '@saliogram/explain';
import type { ClassModes, TemporalScores } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import type { DataSet } from './data-set.ts';
import { chooseExamples } from './examples.ts';
import type { Examples } from './examples.ts';
import { figureOne, figureTwo, saliencyFigureOf } from './paper-figures.ts';
import { explainAll } from './paper-techniques.ts';
import type { Explained, PaperTechnique } from './paper-techniques.ts';

/** A figure with its file name and caption. */
export interface NamedFigure {
  /** File name without extension. */
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
}

/** What the paper's figures are made of. */
export interface PaperRunRequest {
  readonly model: RecurrentModel;
  readonly data: DataSet;
  /** Where examples and medians are taken from. */
  readonly from: Uint32Array;
  readonly techniques: readonly PaperTechnique[];
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** The paper's figures for one data set, with everything they show. */
export interface PaperRun {
  readonly figures: readonly NamedFigure[];
  readonly examples: Examples;
  readonly temporal: TemporalScores;
  readonly modes: ClassModes;
  readonly explained: readonly Explained[];
  /** Scores of the examples, [B, K]. */
  readonly scores: Float32Array;
}

/** Explains one example per class with every technique and draws the paper's Figures 1 to 3 (ECG) or 1, 2 and 4 (MNIST). */
export async function runPaperFigures(request: PaperRunRequest): Promise<PaperRun> {
  const { model, data, from, techniques, seed, signal, onEvent } = request;
  const work = { signal, onEvent };
  const examples = await chooseExamples(model, data, from, { seed, signal });
  const temporal = await temporalScores(model, examples.x, work);
  const { steps, channels } = data.sequences;
  const modes = await classMode(model, { steps, channels }, { seed, ...work });
  const explained = await explainAll(model, examples.x, examples.targets, techniques, work);
  const scores = await model.scores(examples.x, { signal });
  const notes = explained.flatMap(({ attribution }) => attribution.notes ?? []);
  const saliency = saliencyFigureOf(data, examples, explained, scores, notes);
  return {
    figures: nameFigures(data, figureOne(data, examples, temporal), figureTwo(data, modes, from), saliency),
    examples,
    temporal,
    modes,
    explained,
    scores,
  };
}

function nameFigures(data: DataSet, one: string, two: string, saliency: string): NamedFigure[] {
  const images = data.name === 'mnist';
  const what = images ? 'mnist' : 'ecg';
  const number = images ? 4 : 3;
  return [
    {
      name: `figure-1-${what}`,
      title: `Figure 1 (${images ? 'MNIST' : 'ECG'}): temporal output scores`,
      caption:
        'What the model would have said had the sequence ended at each step: the probability of the right class as heat, and the most likely class.',
      svg: one,
    },
    {
      name: `figure-2-${what}`,
      title: `Figure 2 (${images ? 'MNIST' : 'ECG'}): class modes`,
      caption:
        'The input that maximises the class score less lambda times its squared size, beside the median of real inputs of the class. It need not look like one, nor even be taken for the class: the probability beside it says so.',
      svg: two,
    },
    {
      name: `figure-${number}-${what}`,
      title: `Figure ${number}: salient regions by technique`,
      caption: `${images ? 'Digits' : 'Beats'} that the model classifies correctly, with the importance of each step from 0 to 1 as heat.`,
      svg: saliency,
    },
  ];
}

/** Sentences about how the techniques ran. */
export function remarksOf(run: PaperRun, classes: readonly ClassInfo[]): string[] {
  const { examples, modes, explained } = run;
  const { converged, iterations, rule } = modes.convergence;
  const settled = converged.filter(Boolean).length;
  return [
    ...examples.missing.map(
      (info) => `No sequence of the class ${info.name} (${info.symbol}) that the model gets right was found.`,
    ),
    priorOf(run, classes),
    `Class modes: ${settled} of ${converged.length} converged, after ${Math.min(...iterations)} to ${Math.max(...iterations)} iterations; ${rule}.`,
    ...explained.flatMap(({ technique, attribution }) => {
      const { convergence, notes = [] } = attribution;
      const said = convergence
        ? [
            `${technique.title}: ${Math.min(...convergence.iterations)} to ${Math.max(...convergence.iterations)} iterations; ${convergence.rule}.`,
          ]
        : [];
      return [...said, ...notes.map((note) => `${technique.title}: ${note}`)];
    }),
  ];
}

/** What the model says after one step, before it can know: the paper saw every heartbeat begin as normal. */
function priorOf({ temporal }: PaperRun, classes: readonly ClassInfo[]): string {
  const { batch, steps, predicted } = temporal;
  const counts = classes.map((_, k) =>
    Array.from({ length: batch }, (_unused, b) => predicted[b * steps]).reduce(
      (n, c) => n + Number(c === k),
      0,
    ),
  );
  const said = counts.flatMap((n, k) => (n > 0 ? [`${n} of ${batch} examples ${classes[k].name}`] : []));
  return `After its first step the model calls ${said.join(', ')}.`;
}

/** Everything that shaped the figures, by technique. */
export function settingsOf({ modes, explained }: PaperRun): Record<string, unknown> {
  return {
    'Class mode': modes.settings,
    ...Object.fromEntries(
      explained.map(({ technique, attribution }) => [technique.title, attribution.settings]),
    ),
  };
}
