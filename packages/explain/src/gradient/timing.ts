import { createRandom } from '@saliogram/core';
import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import { cellsOf, lengthOf } from '../attribution/sequence-end.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { multiplyByDistance } from './distance.ts';
import { gradientsAt } from './point-gradients.ts';
import { segmentMasks } from './segment-masks.ts';

/** Options of {@link timing}; the path begins at the baseline. */
export interface TimingOptions extends RunOptions, BaselineOptions {
  /** Points along the path, each with a mask of its own; default 50. */
  readonly nodes?: number;
  /** Segments that a mask keeps as they are; default (null) 1.6 for each channel, as 50 are for 31. */
  readonly segments?: number | null;
  /** Fewest and most steps of a segment; default (null) 10 / 48 of the sequence, and all of it. */
  readonly minSteps?: number | null;
  readonly maxSteps?: number | null;
  /** What is integrated; default `score`. */
  readonly objective?: Objective;
}

const PATH_DEFAULTS = {
  nodes: 50,
  segments: null,
  minSteps: null,
  maxSteps: null,
  objective: 'score',
} as const;

/** The defaults of {@link timing}. */
export const TIMING_DEFAULTS = { ...BASELINE_DEFAULTS, ...PATH_DEFAULTS } as const;

/**
 * TIMING: (x_i - b_i) times the mean of d s_c / d x_i over points of the path from the baseline b to x, at each of which
 * random segments, one channel each, stay as they are in x; the mean is over the points at which i was not in one.
 *
 * So a stretch is judged in the presence of true neighbours, not only of a beat that shrinks as a whole. The values do
 * not add up to anything. `seed` is that of the masks too. Cost: one forward and one backward pass per node.
 * Source: Jang, Kim and Yang 2025. Their code also keeps step 0 of a segment's channel whenever the segment is shorter
 * than the longest of its draw; here a segment keeps its own steps alone.
 *
 * @throws `model-mismatch` when the model has no gradient, `argument-invalid` for segments longer than the sequence
 */
export async function timing(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: TimingOptions = {},
): Promise<Attribution> {
  const where = 'TIMING';
  requireCapability(model, 'scoreGradient', 'timing');
  const { nodes, objective, seed, ...shape } = { ...TIMING_DEFAULTS, ...options };
  checkInteger(where, 'nodes', nodes, 1);
  const count = shape.segments ?? Math.ceil(1.6 * x.channels);
  checkInteger(where, 'segments', count, 0);
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const baseline = baselineSequences(where, x, options)[0];
  const size = x.steps * x.channels;
  const movesAt = movesOf(where, x, nodes, { ...shape, count }, seed);
  const values = new Float32Array(x.values.length);
  const counts = new Uint32Array(x.values.length);
  const path = {
    count: nodes,
    move(point: Float32Array, b: number, k: number): void {
      const share = (k + 0.5) / nodes;
      movesAt(b, k).forEach((moves, i) => {
        const from = baseline.values[b * size + i];
        if (moves) point[i] = from + share * (point[i] - from);
      });
    },
    take(gradient: Float32Array, b: number, k: number): void {
      movesAt(b, k).forEach((moves, i) => {
        if (!moves) return;
        values[b * size + i] += gradient[i];
        counts[b * size + i]++;
      });
    },
  };
  await gradientsAt(model, x, classOf, objective, path, where, options);
  for (let i = 0; i < values.length; i++) values[i] /= Math.max(1, counts[i]);
  multiplyByDistance(values, x, baseline);
  const never = countWhere(x, counts);
  return {
    method: 'timing',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'magnitude', floor: 1e-6 },
    settings: {
      ...baselineSettings(options),
      nodes,
      segments: count,
      minSteps: shape.minSteps,
      maxSteps: shape.maxSteps,
      seed,
      objective,
    },
    ...(never > 0 && {
      notes: [
        `${never} inputs lay in a kept segment at every node and got 0; take more nodes or fewer segments.`,
      ],
    }),
    cost: passesSince(model, start),
  };
}

/** Of sequence b and node k, which inputs move along the path, [T, C] up to the end of the sequence. */
function movesOf(
  where: string,
  x: SequenceBatch,
  nodes: number,
  { count, minSteps, maxSteps }: { count: number; minSteps: number | null; maxSteps: number | null },
  seed: number,
): (b: number, k: number) => Uint8Array {
  // Sequences of one length have the same masks, so that a map does not depend on its neighbours.
  const masks = new Map<number, Uint8Array>();
  for (let b = 0; b < x.batch; b++) {
    const steps = lengthOf(x, b);
    if (masks.has(steps)) continue;
    const extent = { count, least: minSteps ?? Math.ceil((10 / 48) * steps), most: maxSteps ?? steps };
    masks.set(steps, segmentMasks(where, nodes, steps, x.channels, extent, createRandom(seed)));
  }
  return (b, k) => masks.get(lengthOf(x, b))!.subarray(k * cellsOf(x, b), (k + 1) * cellsOf(x, b));
}

/** Inputs, up to the ends of their sequences, that no node moved. */
function countWhere(x: SequenceBatch, counts: Uint32Array): number {
  const size = x.steps * x.channels;
  let never = 0;
  for (let b = 0; b < x.batch; b++) {
    for (let i = b * size; i < b * size + cellsOf(x, b); i++) if (counts[i] === 0) never++;
  }
  return never;
}
