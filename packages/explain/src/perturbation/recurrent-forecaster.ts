import { SaliogramError, createRandom } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { checkInteger } from '../attribution/check-argument.ts';
import { ForecastingGru } from './forecasting-gru.ts';
import { lineAhead } from './line-ahead.ts';
import type { Read } from './reading-gru.ts';
import { checkChannels, trainOnParts, trainingParts, trainingPlan } from './recurrent-training.ts';
import type { RecurrentTrainingOptions } from './recurrent-training.ts';
import type { SequenceForecaster } from './sequence-generator.ts';
import type { StepScaling } from './step-scaling.ts';

/** A forecaster that was trained, and how well it did on sequences that it did not learn from. */
export interface RecurrentForecaster extends SequenceForecaster {
  readonly notes: readonly string[];
  /** Mean squared error of a value of the window, in units of its variance; of what was held out. */
  readonly heldOut: { readonly sequences: number; readonly recurrent: number };
  /** Epochs to the weights that were kept, and in all. */
  readonly bestEpoch: number;
  readonly epochs: number;
}

const WHERE = 'recurrent forecaster';

/**
 * What is to be expected of each of the next W steps, told by a GRU that has read x_<t: trained by the squared error of all
 * of them, with Adam from the lines in x_t-1 on; the epoch that does best on held-out sequences is kept.
 *
 * Source: Leung et al. 2023, whose code trains a network for each channel by the squared error of its own draws, which
 * leaves of them but what is expected.
 *
 * @param window W; steps ahead
 * @throws `argument-invalid` for data of fewer than two sequences, or an impossible option; `cancelled`
 */
export async function recurrentForecaster(
  data: SequenceBatch,
  window: number,
  options: RecurrentTrainingOptions = {},
): Promise<RecurrentForecaster> {
  checkInteger(WHERE, 'window', window, 1);
  const plan = trainingPlan(WHERE, data, options);
  const random = createRandom(plan.seed);
  const parts = trainingParts(data, plan, random);
  const { inside, outside, scaling } = parts;
  const network = new ForecastingGru(data.channels, plan.units, window, random);
  const sequences = scaling.sequencesOf(inside);
  const ahead = Array.from({ length: window }, (_, i) => lineAhead(sequences, data.channels, i + 1));
  network.startFrom(ahead);
  const trained = await trainOnParts(WHERE, network, parts, plan, random);
  // The loss is half the sum over channels.
  const error = (2 * trained.heldOut) / data.channels;
  return {
    name: `recurrent (${plan.units} units, ${trained.bestEpoch} epochs)`,
    notes: [
      `The recurrent forecaster was trained on ${inside.batch} sequences; on ${outside.batch} held out its mean squared error over ${window} steps came to ${error.toFixed(3)} of the variance.`,
    ],
    heldOut: { sequences: outside.batch, recurrent: error },
    bestEpoch: trained.bestEpoch,
    epochs: trained.epochs,
    expected: forecastsOf(network, scaling, data),
  };
}

function forecastsOf(
  network: ForecastingGru,
  scaling: StepScaling,
  data: SequenceBatch,
): SequenceForecaster['expected'] {
  // Steps of the same sequences are asked for one after the other: what was read before each is worked out once.
  const known = new WeakMap<Float32Array, readonly Read[][]>();
  return (x, { from, steps }) => {
    checkChannels(WHERE, data, x);
    if (steps > network.window) {
      throw new SaliogramError(
        'argument-invalid',
        `${WHERE}: got ${steps} steps to forecast, expected at most ${network.window}, as many as it was trained for`,
        { details: { steps, most: network.window } },
      );
    }
    const { channels } = x;
    const { lengths: _, ...whole } = x;
    const readings = known.get(x.values) ?? scaling.sequencesOf(whole).map((own) => network.readings(own));
    known.set(x.values, readings);
    const expected = new Float32Array(x.batch * steps * channels);
    readings.forEach((own, b) => {
      const told = network.tell(own[from]);
      for (let i = 0; i < steps * channels; i++) {
        expected[b * steps * channels + i] = scaling.unscaled(told[i], i % channels);
      }
    });
    return expected;
  };
}
