import { SaliogramError, createRandom } from '@saliogram/core';
import type { Random, SequenceBatch } from '@saliogram/core';
import { checkNumber, checkWord } from '../attribution/check-argument.ts';
import { lengthOf } from '../attribution/sequence-end.ts';
import { BASELINE_NAMES, isDrawn } from './baseline.ts';
import type { BaselineName, BaselineOptions, BaselineReference } from './baseline.ts';
import { classMedian } from './class-median.ts';
import { modeOf } from './mode.ts';
import { sequencesReaching } from './sequences-reaching.ts';

/**
 * Baseline sequences of the shape of `x`, [B, T, C], for `samples` draws (the same one again where nothing is drawn).
 *
 * @param where the method, for messages
 * @throws `argument-invalid` for an unknown name, a shape that does not fit, or a reference that lacks what the name needs
 */
export function baselineSequences(
  where: string,
  x: SequenceBatch,
  options: BaselineOptions,
  samples = 1,
): SequenceBatch[] {
  const { baseline = 0, snrDb = 0, seed = 0 } = options;
  const reference = options.reference ?? {};
  if (typeof baseline === 'number') checkNumber(where, 'baseline', baseline);
  else if (typeof baseline === 'string') checkWord(where, 'baseline', baseline, BASELINE_NAMES);
  if (baseline === 'noise') checkNumber(where, 'snrDb', snrDb);
  const random = createRandom(seed);
  const make = (): Float32Array => {
    switch (baseline) {
      case 'mean':
      case 'mode':
        return ownLevel(x, baseline === 'mean' ? meanOf : modeOf);
      case 'isoelectric':
        return levels(where, x, reference.isoelectric);
      case 'class-median':
        return repeated(where, x, classMedian(where, reference), 'reference.data');
      case 'dominant-beat':
        return repeated(where, x, needed(where, baseline, reference, 'dominantBeats'), 'dominantBeats');
      case 'noise': {
        const level = ownLevel(x, meanOf);
        const spread = ownLevel(x, (series) => deviationOf(series) * 10 ** (-snrDb / 20));
        return level.map((value, i) => value + spread[i] * random.normal());
      }
      case 'data':
        return drawn(where, x, needed(where, baseline, reference, 'data'), random);
      default:
        return typeof baseline === 'object'
          ? repeated(where, x, baseline, 'baseline')
          : new Float32Array(x.values.length).fill(baseline === 'zero' ? 0 : baseline);
    }
  };
  const first = { ...x, values: make() };
  const draws = Array.from({ length: samples - 1 }, () =>
    isDrawn(baseline) ? { ...x, values: make() } : first,
  );
  return [first, ...draws];
}

const meanOf = (series: Float64Array): number => series.reduce((sum, v) => sum + v, 0) / series.length;

function deviationOf(series: Float64Array): number {
  const centre = meanOf(series);
  return Math.sqrt(meanOf(series.map((v) => (v - centre) ** 2)));
}

/** A number of each sequence and channel at all its steps, [B, T, C]; steps after the end count for nothing. */
function ownLevel(x: SequenceBatch, of: (series: Float64Array) => number): Float32Array {
  const { batch, steps, channels, lengths } = x;
  const result = new Float32Array(x.values.length);
  for (let b = 0; b < batch; b++) {
    const series = new Float64Array(lengths?.[b] ?? steps);
    for (let c = 0; c < channels; c++) {
      for (let t = 0; t < series.length; t++) series[t] = x.values[(b * steps + t) * channels + c];
      const level = of(series);
      for (let t = 0; t < steps; t++) result[(b * steps + t) * channels + c] = level;
    }
  }
  return result;
}

function levels(where: string, x: SequenceBatch, given: ArrayLike<number> | undefined): Float32Array {
  const { batch, steps, channels } = x;
  if (given === undefined || (given.length !== channels && given.length !== batch * channels)) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: baseline isoelectric got ${given === undefined ? 'no' : given.length} levels in reference.isoelectric, expected ${batch} x ${channels} (sequences x channels) or ${channels}`,
      { details: { levels: given?.length ?? 0, batch, channels } },
    );
  }
  return x.values.map((_, i) => {
    const c = i % channels;
    return given[given.length === channels ? c : Math.floor(i / (steps * channels)) * channels + c];
  });
}

/** Sequences of the shape of `x`, or one that is repeated for all. */
function repeated(where: string, x: SequenceBatch, given: SequenceBatch, name: string): Float32Array {
  const { batch, steps, channels } = x;
  checkShape(where, x, given, name, given.batch === 1 || given.batch === batch);
  if (given.batch === batch) return given.values;
  const size = steps * channels;
  return x.values.map((_, i) => given.values[i % size]);
}

/** For each sequence one of `data` that lasts as long, drawn. */
function drawn(where: string, x: SequenceBatch, data: SequenceBatch, random: Random): Float32Array {
  checkShape(where, x, data, 'reference.data', data.batch > 0);
  const size = x.steps * x.channels;
  const values = new Float32Array(x.values.length);
  const known = new Map<number, number[]>();
  for (let b = 0; b < x.batch; b++) {
    const steps = lengthOf(x, b);
    const lasting = known.get(steps) ?? sequencesReaching(data, x.channels, steps);
    known.set(steps, lasting);
    const from = lasting[random.integer(lasting.length)] * size;
    values.set(data.values.subarray(from, from + size), b * size);
  }
  return values;
}

function checkShape(
  where: string,
  x: SequenceBatch,
  given: SequenceBatch,
  name: string,
  enough: boolean,
): void {
  if (enough && given.steps === x.steps && given.channels === x.channels) return;
  const shape = ({ batch, steps, channels }: SequenceBatch) => `${batch} x ${steps} x ${channels}`;
  throw new SaliogramError(
    'argument-invalid',
    `${where}: got ${name} of ${shape(given)} (sequences x steps x channels), expected ${shape(x)} as the input, or one sequence of it`,
    { details: { given: shape(given), expected: shape(x) } },
  );
}

function needed<K extends 'data' | 'dominantBeats'>(
  where: string,
  baseline: BaselineName,
  reference: BaselineReference,
  name: K,
): SequenceBatch {
  const found = reference[name];
  if (found !== undefined) return found;
  throw new SaliogramError(
    'argument-invalid',
    `${where}: baseline ${baseline} is made of reference.${name}, which was not given; give it, or choose another baseline`,
    { details: { baseline } },
  );
}
