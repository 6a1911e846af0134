import { SaliogramError } from '@saliogram/core';
import type { PassCount, RecurrentCellsModel, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Targets } from '../attribution/attribution.ts';
import { callOptions, passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { hasCapability } from '../attribution/capability.ts';
import { checkNumber } from '../attribution/check-argument.ts';
import { networkMultipliers } from '../propagation/deep-lift/network-multipliers.ts';
import { eachSequence, openNetwork, turns } from '../propagation/each-sequence.ts';
import { prefixTrace, traceNetwork } from '../propagation/trace/network-trace.ts';

/** Options of {@link memorySpan}. */
export interface MemorySpanOptions extends RunOptions {
  /** Steps t whose memory is asked for, from 0; default twelve, evenly spread, the last among them. */
  readonly at?: readonly number[];
  /** Share of the mass that the effective length holds, 0.01 to 1; default 0.9. */
  readonly share?: number;
}

/** The defaults of {@link memorySpan}. */
export const MEMORY_SPAN_DEFAULTS = { share: 0.9 } as const;

const STEPS_BY_DEFAULT = 12;

/** How far back a score looks. */
export interface MemorySpan {
  readonly targets: Int32Array;
  /** The steps t that were asked for, in order, [N]. */
  readonly at: Int32Array;
  /** |d s_c(x_1..t) / d x_tau| over the channels, [B, N, T]; 0 for tau > t, NaN where t is after the end. */
  readonly magnitudes: Float32Array;
  /** Least lag l such that the steps t - l .. t hold the share of the mass, in steps, [B, N]; -1 where there is no mass. */
  readonly effectiveLength: Int32Array;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cost: PassCount;
}

/**
 * Memory span: |d s_c(x_1..t) / d x_tau| over tau for chosen t, how much the score after step t still depends on each
 * step before it, and the effective memory length, the lag that holds 90 % of it.
 *
 * By the model's own gradient on prefixes, or, for a model that shows its cells only, by backward passes through them.
 * Cost: one forward and one backward pass over a prefix per step asked for. Source: Madsen 2019 (connectivity of a
 * recurrent network).
 *
 * @throws `model-mismatch` when the model has no gradient and shows no cells, `argument-invalid` for a step out of range
 */
export async function memorySpan(
  model: ScoreGradientModel | RecurrentCellsModel,
  x: SequenceBatch,
  targets: Targets,
  options: MemorySpanOptions = {},
): Promise<MemorySpan> {
  const where = 'memory-span';
  const share = options.share ?? MEMORY_SPAN_DEFAULTS.share;
  checkNumber(where, 'share', share, 0.01, 1);
  const at = stepsAsked(where, x.steps, options.at);
  const before = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const magnitudes = new Float32Array(x.batch * at.length * x.steps).fill(NaN);
  const put = (b: number, n: number, gradient: ArrayLike<number>, from: number): void => {
    const row = magnitudes.subarray((b * at.length + n) * x.steps, (b * at.length + n + 1) * x.steps).fill(0);
    for (let t = 0; t <= at[n]; t++) {
      let sum = 0;
      for (let c = 0; c < x.channels; c++) sum += gradient[from + t * x.channels + c] ** 2;
      row[t] = Math.sqrt(sum);
    }
  };
  const own = hasCapability(model, 'scoreGradient')
    ? await overPrefixes(model, x, classOf, at, options, put)
    : await throughCells(model as RecurrentCellsModel, x, classOf, at, options, put);
  const made = passesSince(model, before);
  return {
    targets: classOf,
    at: Int32Array.from(at),
    magnitudes,
    effectiveLength: Int32Array.from({ length: x.batch * at.length }, (_, i) =>
      lagOfShare(magnitudes.subarray(i * x.steps, i * x.steps + at[i % at.length] + 1), share),
    ),
    settings: { at, share },
    cost: { forward: made.forward + own, backward: made.backward + own },
  };
}

function stepsAsked(where: string, steps: number, given: readonly number[] | undefined): number[] {
  const count = Math.min(steps, STEPS_BY_DEFAULT);
  const at = given ?? Array.from({ length: count }, (_, n) => Math.round(((n + 1) * steps) / count) - 1);
  const wrong = at.find((t) => !Number.isInteger(t) || t < 0 || t >= steps);
  if (wrong !== undefined || at.length === 0) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got step ${wrong}, expected whole steps from 0 to ${steps - 1}, at least one`,
      { details: { step: wrong, steps } },
    );
  }
  return [...new Set(at)].sort((a, b) => a - b);
}

type Put = (b: number, n: number, gradient: ArrayLike<number>, from: number) => void;

async function overPrefixes(
  model: ScoreGradientModel,
  x: SequenceBatch,
  classOf: Int32Array,
  at: readonly number[],
  options: RunOptions,
  put: Put,
): Promise<number> {
  const turn = turns(options.signal, 'memory span');
  for (const [n, t] of at.entries()) {
    await turn();
    const steps = t + 1;
    const size = steps * x.channels;
    const who = Array.from({ length: x.batch }, (_, b) => b).filter((b) => (x.lengths?.[b] ?? x.steps) > t);
    if (who.length > 0) {
      const values = new Float32Array(who.length * size);
      who.forEach((b, i) => {
        const from = b * x.steps * x.channels;
        values.set(x.values.subarray(from, from + size), i * size);
      });
      const prefixes = { values, batch: who.length, steps, channels: x.channels };
      const own = who.map((b) => classOf[b]);
      const { gradient } = await model.scoreGradient(prefixes, own, 'score', callOptions(options));
      who.forEach((b, i) => put(b, n, gradient, i * size));
    }
    options.onEvent?.({ type: 'progress', stage: 'memory span', done: n + 1, total: at.length });
  }
  return 0;
}

/** Returns the passes made, counted by the part of a sequence that they read. */
async function throughCells(
  model: RecurrentCellsModel,
  x: SequenceBatch,
  classOf: Int32Array,
  at: readonly number[],
  options: RunOptions,
  put: Put,
): Promise<number> {
  const network = openNetwork('memory-span', model, x);
  const { weight, inputs } = network.head[network.head.length - 1];
  let passes = 0;
  await eachSequence(x, 'memory span', options, async ({ index, input, steps }, turn) => {
    const whole = traceNetwork(network, input, steps);
    const readout = weight.subarray(classOf[index] * inputs, (classOf[index] + 1) * inputs);
    for (const [n, t] of at.entries()) {
      if (t >= steps) continue;
      await turn();
      const trace = prefixTrace(network, input, whole, t + 1);
      put(index, n, networkMultipliers(network, trace, trace, readout), 0);
      passes += (t + 1) / x.steps;
    }
  });
  return passes;
}

/** The least lag whose steps, the last among them, hold the share of the sum of the magnitudes; -1 of nothing. */
function lagOfShare(magnitudes: Float32Array, share: number): number {
  const sum = magnitudes.reduce((total, v) => total + v, 0);
  if (!(sum > 0)) return -1;
  let held = 0;
  for (let lag = 0; lag < magnitudes.length; lag++) {
    held += magnitudes[magnitudes.length - 1 - lag];
    // Against the rounding of sums in another order.
    if (held >= share * sum * (1 - 1e-12)) return lag;
  }
  return magnitudes.length - 1;
}
