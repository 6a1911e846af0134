import { gatherBatch, median, softmax } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { Attribution, ClassModes, TemporalScores } from '@saliogram/explain';
import { heatOf, salientSequences } from '@saliogram/explain';
import {
  PAPER_CLASS_NAME_NOTE,
  classModeFigure,
  classModeImageFigure,
  imageSaliencyFigure,
  saliencyFigure,
  temporalScoresFigure,
  temporalScoresImageFigure,
} from '@saliogram/figures';
import type {
  ClassModeSample,
  ImageLayout,
  SaliencyRow,
  SeriesLayout,
  TemporalScoresSample,
} from '@saliogram/figures';
import type { Examples } from './examples.ts';
import type { Explained } from './paper-techniques.ts';
import type { DataSet } from './data-set.ts';

/** Sequences of a class from which its median is taken. */
const medianSample = 500;
const digitLayout: ImageLayout = { rows: 28, columns: 28 };

/** How the steps of a data set are drawn: as a series, or (undefined) as the pixels of an image. */
function seriesLayoutOf(data: DataSet): SeriesLayout | undefined {
  if (!data.beats) return undefined;
  const { samplingFrequency, window } = data.beats.preprocessing;
  const { steps, channels } = data.sequences;
  return { steps, channels, samplingFrequency, originStep: window.before, unit: data.units };
}

/** Where a sequence of the data is from. */
export function originOf(data: DataSet, index: number): string {
  const { beats } = data;
  if (!beats) return `image ${index}`;
  const record = beats.recordOf[index];
  const rate = data.name === 'mitdb' ? 360 : beats.samplingFrequency;
  return `record ${beats.recordNames[record]}, ${beats.leads[record]}, ${(beats.peaks[index] / rate).toFixed(1)}\u00a0s`;
}

function sequenceAt(x: SequenceBatch, row: number): Float32Array {
  const size = x.steps * x.channels;
  return x.values.subarray(row * size, (row + 1) * size);
}

/** The paper's Figure 1 of these examples. */
export function figureOne(
  data: DataSet,
  { x, targets, indices }: Examples,
  temporal: TemporalScores,
): string {
  const { steps, classes: count, probabilities, predicted, decidedStep } = temporal;
  const samples = Array.from(targets, (target, b): TemporalScoresSample => {
    const last = predicted[(b + 1) * steps - 1];
    return {
      label: data.classes[target].name,
      detail: originOf(data, indices[b]),
      values: sequenceAt(x, b),
      correctProbability: Float32Array.from(
        { length: steps },
        (_, t) => probabilities[(b * steps + t) * count + target],
      ),
      mostLikely: predicted.subarray(b * steps, (b + 1) * steps),
      decisionStep: last === target ? decidedStep[b] : null,
    };
  });
  const layout = seriesLayoutOf(data);
  return layout
    ? temporalScoresFigure({ samples, classes: data.classes, layout })
    : temporalScoresImageFigure({ samples, classes: data.classes, layout: digitLayout });
}

/** The paper's Figure 2, each mode beside the median of its class. */
export function figureTwo(data: DataSet, modes: ClassModes, from: Uint32Array): string {
  const samples = Array.from(modes.classes, (target, row): ClassModeSample => ({
    label: data.classes[target].name,
    mode: sequenceAt(modes.modes, row),
    median: medianOfClass(data, target, from),
    score: modes.scores[row],
    probability: modes.probabilities[row],
    iterations: modes.convergence.iterations[row],
    converged: modes.convergence.converged[row],
  }));
  const layout = seriesLayoutOf(data);
  return layout
    ? classModeFigure({ samples, layout })
    : classModeImageFigure({ samples, layout: digitLayout });
}

function medianOfClass(data: DataSet, target: number, from: Uint32Array): Float32Array {
  const members = from.filter((i) => data.labels[i] === target).subarray(0, medianSample);
  const { values, batch, steps, channels } = gatherBatch(data.sequences, members);
  const size = steps * channels;
  return Float32Array.from({ length: size }, (_, t) =>
    batch === 0 ? 0 : median(Float32Array.from({ length: batch }, (_value, b) => values[b * size + t])),
  );
}

/** The paper's Figure 3 (series) or 4 (images). */
export function saliencyFigureOf(
  data: DataSet,
  { x, targets, indices }: Examples,
  explained: readonly Explained[],
  scores: Float32Array,
  notes: readonly string[],
): string {
  const classes = data.classes.length;
  const probabilities = softmax(scores, classes);
  const maps = explained.map(({ attribution }) => heatRows(attribution));
  const rows = Array.from(targets, (target, b): SaliencyRow => ({
    label: data.classes[target].name,
    detail: originOf(data, indices[b]),
    probability: probabilities[b * classes + target],
    values: sequenceAt(x, b),
    heats: maps.map((map) => map[b]),
  }));
  const techniques = explained.map(({ technique }) => technique.title);
  const layout = seriesLayoutOf(data);
  if (!layout) return imageSaliencyFigure({ techniques, samples: rows, layout: digitLayout, notes });
  return saliencyFigure({
    techniques,
    rows,
    layout,
    notes: [...notes, `Hidden values are 0, which here is the ${data.zero}.`, PAPER_CLASS_NAME_NOTE],
  });
}

/** The heat of each sequence; null where the map says that nothing is salient. */
export function heatRows(attribution: Attribution): (Float32Array | null)[] {
  const { steps, channels } = attribution.shape;
  const heat = heatOf(attribution);
  const size = steps * channels;
  return Array.from(salientSequences(attribution), (salient, b) =>
    salient === 0 ? null : heat.subarray(b * size, (b + 1) * size),
  );
}
