import type { Random, SequenceBatch } from '@saliogram/core';
import { sequencesReaching } from '../baselines/sequences-reaching.ts';

/** What a generator is to continue. */
export interface Continuation {
  /** The first step drawn; the steps before it are as they are. */
  readonly from: number;
  /** Steps drawn. */
  readonly steps: number;
  /** Draws, S. */
  readonly samples: number;
  /** A channel whose value at step `from` is known, kept, and told of the other channels. */
  readonly known?: number;
}

/**
 * Draws how sequences might go on: x_from, x_from+1, ... given x_<from. A network that was trained to do so may be given
 * as one.
 */
export interface SequenceGenerator {
  /** In the settings of what was made with it. */
  readonly name: string;
  /** What a reader should know of it, in sentences; in the notes of what was made with it. */
  readonly notes?: readonly string[];
  /**
   * Draws of the steps, [B, S, steps, C]. From `random` it takes as much for one sequence as for many, and the same for
   * each, so that a map does not depend on its neighbours.
   */
  sample(x: SequenceBatch, continuation: Continuation, random: Random): Float32Array | Promise<Float32Array>;
}

/** Tells what is to be expected of the next steps: the mean of how sequences might go on, given x_<from. */
export interface SequenceForecaster {
  /** In the settings of what was made with it. */
  readonly name: string;
  /** What a reader should know of it, in sentences; in the notes of what was made with it. */
  readonly notes?: readonly string[];
  /** Of x_from, x_from+1, ..., [B, steps, C]. */
  expected(
    x: SequenceBatch,
    continuation: Pick<Continuation, 'from' | 'steps'>,
  ): Float32Array | Promise<Float32Array>;
}

/** A generator that also tells how likely what came was. */
export interface DensityGenerator extends SequenceGenerator {
  /** Mean over all steps of all sequences of -log p(x_t | x_<t), of all channels together, in nats; lower is better. */
  negativeLogLikelihood(x: SequenceBatch): number;
}

/**
 * A generator that knows no past: steps of sequences of the data at the same time, a whole sequence for each draw; what it
 * expects is their mean.
 *
 * @throws `argument-invalid`, when it draws, for data of other channels or fewer steps
 */
export function dataGenerator(data: SequenceBatch): SequenceGenerator & SequenceForecaster {
  return {
    name: 'data',
    expected(x, { from, steps }) {
      const size = steps * x.channels;
      const reaching = sequencesReaching(data, x.channels, from + steps);
      const sums = new Float64Array(size);
      for (const source of reaching) {
        const at = (source * data.steps + from) * x.channels;
        for (let i = 0; i < size; i++) sums[i] += data.values[at + i];
      }
      return Float32Array.from({ length: x.batch * size }, (_, i) => sums[i % size] / reaching.length);
    },
    sample(x, { from, steps, samples, known }, random) {
      const reaching = sequencesReaching(data, x.channels, from + steps);
      const chosen = Array.from({ length: samples }, () => reaching[random.integer(reaching.length)]);
      const { channels } = x;
      const drawn = new Float32Array(x.batch * samples * steps * channels);
      for (let b = 0; b < x.batch; b++) {
        chosen.forEach((source, s) => {
          const at = (source * data.steps + from) * channels;
          const to = (b * samples + s) * steps * channels;
          drawn.set(data.values.subarray(at, at + steps * channels), to);
          if (known !== undefined) drawn[to + known] = x.values[(b * x.steps + from) * channels + known];
        });
      }
      return drawn;
    },
  };
}
