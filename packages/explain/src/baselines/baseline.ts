import type { SequenceBatch } from '@saliogram/core';
import { commonestClass } from './commonest-class.ts';

/** The baselines that have a name. */
export const BASELINE_NAMES = [
  'zero',
  'mean',
  'mode',
  'isoelectric',
  'class-median',
  'dominant-beat',
  'noise',
  'data',
] as const;

export type BaselineName = (typeof BASELINE_NAMES)[number];

/**
 * What stands for an absent input: a number in the input's unit; sequences of the input's shape, one for each or one for
 * all; or by name
 * - `zero`: 0, which means what the input's scaling makes of it;
 * - `mean`, `mode`: the sequence's own, per channel;
 * - `isoelectric`: the level of the isoelectric line of each sequence and channel, from the reference;
 * - `class-median`: the median over the sequences of a class, step by step, from the reference;
 * - `dominant-beat`: the patient's own dominant beat, from the reference;
 * - `noise`: the sequence's mean and white noise, `snrDb` below the power of the sequence about its mean;
 * - `data`: sequences drawn from the reference.
 */
export type Baseline = number | BaselineName | SequenceBatch;

/** What baselines by name are made of. */
export interface BaselineReference {
  /** Sequences like the explained ones, [N, T, C]; for `data` and `class-median`. */
  readonly data?: SequenceBatch;
  /** Class of each of them, [N]; for `class-median`. */
  readonly labels?: ArrayLike<number>;
  /** The class whose median stands in; default the commonest of `labels`. */
  readonly medianClass?: number;
  /** Level of the isoelectric line per explained sequence and channel, [B, C], or one for all, [C]. */
  readonly isoelectric?: ArrayLike<number>;
  /** The dominant beat of each explained sequence's patient, [B, T, C], or one for all, [1, T, C]. */
  readonly dominantBeats?: SequenceBatch;
}

/** The options of every method that has a baseline. */
export interface BaselineOptions {
  /** Default 0. */
  readonly baseline?: Baseline;
  readonly reference?: BaselineReference | null;
  /** For `noise`, how far it lies below the sequence; default 0 dB, as strong as the sequence. */
  readonly snrDb?: number;
  /** Seed of the baselines that are drawn, `noise` and `data`; default 0. */
  readonly seed?: number;
}

/** The defaults of {@link BaselineOptions}. */
export const BASELINE_DEFAULTS = { baseline: 0, reference: null, snrDb: 0, seed: 0 } as const;

/** The options of a baseline as plain JSON for an attribution's settings: only what shaped the values. */
export function baselineSettings({ baseline = 0, reference, snrDb = 0, seed = 0 }: BaselineOptions) {
  if (typeof baseline === 'object') return { baseline: 'given' };
  if (baseline === 'noise') return { baseline, snrDb, seed };
  if (baseline === 'data') return { baseline, seed };
  if (baseline === 'class-median' && reference?.labels) {
    return { baseline, medianClass: reference.medianClass ?? commonestClass(reference.labels) };
  }
  return { baseline };
}

/** Whether two draws of a baseline differ. */
export function isDrawn(baseline: Baseline): boolean {
  return baseline === 'noise' || baseline === 'data';
}
