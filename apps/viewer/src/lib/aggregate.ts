import { quantile } from '@saliogram/core';
import type { WorklistRow } from './worklist.ts';

/** Whose label puts a beat into a class. */
export type Grouping = 'model' | 'reference';

/** Median and quartiles at each step, [T] each; NaN where there are no beats. */
export interface StepQuartiles {
  readonly low: Float32Array;
  readonly middle: Float32Array;
  readonly high: Float32Array;
}

/** What a method finds in the beats of one class, aligned on their R peaks, or in its images. */
export interface ClassAggregate {
  readonly recording: string;
  /** Of the recording. */
  readonly digest: string;
  readonly grouping: Grouping;
  /** MIT symbol of the class. */
  readonly symbol: string;
  /** Name in the registry. */
  readonly method: string;
  /** Of the model. */
  readonly model: string;
  /** Beats looked at so far. */
  readonly beats: number;
  /** Beats of that class in the recording. */
  readonly total: number;
  /** First channel of the model's input. */
  readonly input: StepQuartiles;
  /** Heat in [0, 1] per beat, the largest of the channels. */
  readonly heat: StepQuartiles;
}

/** Quartiles over beats (type 7 of Hyndman and Fan) at each of `steps` steps; every series is [T]. */
export function quartilesPerStep(series: readonly Float32Array[], steps: number): StepQuartiles {
  const at = (probability: number): Float32Array =>
    Float32Array.from({ length: steps }, (_, t) =>
      quantile(
        series.map((values) => values[t]),
        probability,
      ),
    );
  return { low: at(0.25), middle: at(0.5), high: at(0.75) };
}

/** One value per step of [T, C]: the largest of the channels, or the first channel. */
export function perStep(values: Float32Array, channels: number, of: 'largest' | 'first'): Float32Array {
  return Float32Array.from({ length: values.length / channels }, (_, t) =>
    of === 'first'
      ? values[t * channels]
      : values.subarray(t * channels, (t + 1) * channels).reduce((a, b) => Math.max(a, b), -Infinity),
  );
}

/** Up to `most` of the items, evenly spread over all of them, so that a sample tells of the whole recording. */
export function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / most)]);
}

/** The beats of each class that occurs, the most frequent class first; beats without that label are left out. */
export function beatsByClass(
  rows: readonly WorklistRow[],
  grouping: Grouping,
): ReadonlyMap<string, number[]> {
  const classes = new Map<string, number[]>();
  for (const row of rows) {
    const symbol = row[grouping];
    // Without the model's label there is no input that it has looked at.
    if (symbol === '' || row.model === '') continue;
    const beats = classes.get(symbol);
    if (beats) beats.push(row.beat);
    else classes.set(symbol, [row.beat]);
  }
  return new Map([...classes].toSorted(([, a], [, b]) => b.length - a.length));
}

/** Reference against model, with the beats behind each number. */
export interface Confusion<R extends WorklistRow = WorklistRow> {
  /** Symbols of the reference that occur, those the model knows first and in its order. */
  readonly rows: readonly string[];
  /** Symbols of the model's classes. */
  readonly columns: readonly string[];
  /** Beats per [row][column], the surest first. */
  readonly cells: readonly (readonly (readonly R[])[])[];
  /** Beats with both labels. */
  readonly total: number;
}

/** The confusion of all beats that have both labels. */
export function confusionOf<R extends WorklistRow>(
  rows: readonly R[],
  symbols: readonly string[],
): Confusion<R> {
  const both = rows.filter(({ reference, model }) => reference !== '' && model !== '');
  const found = new Set(both.map(({ reference }) => reference));
  const others = [...found].filter((symbol) => !symbols.includes(symbol)).toSorted();
  const references = [...symbols.filter((symbol) => found.has(symbol)), ...others];
  const cells = references.map(() => symbols.map(() => [] as R[]));
  for (const row of both) cells[references.indexOf(row.reference)][symbols.indexOf(row.model)].push(row);
  for (const cell of cells.flat()) cell.sort((a, b) => b.probability - a.probability);
  return { rows: references, columns: symbols, cells, total: both.length };
}
