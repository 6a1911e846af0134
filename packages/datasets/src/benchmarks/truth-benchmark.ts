import { sequenceBatch } from '@saliogram/core';
import type { ClassInfo, SequenceBatch } from '@saliogram/core';

/** Sequences of which it is known where the evidence lies. B sequences, T steps, C channels. */
export interface TruthSequences {
  readonly x: SequenceBatch;
  /** One class per sequence, [B], or per step, [B, T]. */
  readonly labels: Uint8Array;
  /** 1 where a cell makes the label, [B, T, C]. */
  readonly truth: Uint8Array;
  /** Where the generator knows it: the same sequences without what makes their label, and without noise, [B, T, C]. */
  readonly counterpart?: Float32Array;
}

/** A task with known truth: what to learn from, and what to explain. */
export interface TruthBenchmark {
  readonly name: string;
  readonly classes: readonly ClassInfo[];
  /** Whether a label is that of a whole sequence or of each step after the steps up to it. */
  readonly labelling: 'sequence' | 'step';
  /** Absent where the model is given and nothing is learnt. */
  readonly train?: TruthSequences;
  readonly validation?: TruthSequences;
  readonly test: TruthSequences;
}

/** How many sequences there are, and from which seed. */
export interface BenchmarkSizes {
  readonly seed: number;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** Room for `count` sequences, to be filled in. */
export function emptyTruth(
  count: number,
  steps: number,
  channels: number,
  labelling: TruthBenchmark['labelling'],
): TruthSequences {
  return {
    x: sequenceBatch(new Float32Array(count * steps * channels), count, steps, channels),
    labels: new Uint8Array(labelling === 'step' ? count * steps : count),
    truth: new Uint8Array(count * steps * channels),
  };
}
