import type { Objective, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkWord } from '../attribution/check-argument.ts';
import { sumsOf } from '../attribution/completeness.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import type { Game } from './coalition-values.ts';
import { coalitionValues } from './coalition-values.ts';
import { segmentMap } from './segment-map.ts';
import type { PlayerValues } from './segment-map.ts';
import { SEGMENT_DEFAULTS, playersOf, segmentSettings } from './segments.ts';
import type { SegmentOptions } from './segments.ts';

/** What every method over segments may be given. */
export interface SegmentRunOptions extends RunOptions, BaselineOptions, SegmentOptions {
  /** What coalitions are worth; default `probability`. */
  readonly objective?: Objective;
  /** Coalitions handed to the model at once; default as many as 2^21 input values hold. */
  readonly batchSize?: number;
}

/** The defaults of {@link SegmentRunOptions}. */
export const SEGMENT_RUN_DEFAULTS = {
  ...SEGMENT_DEFAULTS,
  ...BASELINE_DEFAULTS,
  objective: 'probability',
} as const;

/** What differs between the methods that fit segments' values to coalitions of them. */
export interface SegmentMethod {
  /** Its name in the registry. */
  readonly name: string;
  /** In messages. */
  readonly stage: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Coalitions of so many players, [R, M]; asked for once for each number. */
  coalitions(players: number): Uint8Array;
  /** Players' worth from those coalitions' values, and from those of none and of all. */
  solve(players: number, values: Float64Array, empty: number, full: number): PlayerValues & { fit?: number };
}

/** Cuts sequences into segments, values coalitions of them and solves for what each segment is worth. */
export async function explainSegments(
  method: SegmentMethod,
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: SegmentRunOptions,
): Promise<Attribution> {
  const { stage } = method;
  const { objective = SEGMENT_RUN_DEFAULTS.objective } = options;
  checkWord(stage, 'objective', objective, ['score', 'probability', 'log-probability']);
  const start = model.passes();
  const players = playersOf(stage, x, options, true);
  const baseline = baselineSequences(stage, x, options)[0];
  const plans = new Map<number, Uint8Array>();
  for (const { length } of players) if (!plans.has(length)) plans.set(length, method.coalitions(length));
  const classOf = await resolveTargets(model, x, targets, options);
  const game: Game = { x, baseline, targets: classOf, objective, players };
  const rows = players.map(({ length }) => withEnds(plans.get(length)!, length));
  const values = await coalitionValues(model, game, rows, stage, options);
  const worth = values.map((own, b) => method.solve(players[b].length, own.subarray(2), own[0], own[1]));
  const map = segmentMap(x, players, worth);
  const sums = sumsOf(map.values, x);
  const fit = worth.flatMap((own) => own.fit ?? []);
  return {
    method: method.name,
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    ...map,
    heat: { scaling: 'magnitude', floor: 1e-6 },
    settings: { ...segmentSettings(x, options), ...baselineSettings(options), ...method.settings, objective },
    completenessGap: values.map(([empty, full], b) => sums[b] - (full - empty)),
    ...(fit.length > 0 && { fit }),
    cost: passesSince(model, start),
  };
}

/** Coalitions after that of none and that of all. */
export function withEnds(masks: Uint8Array, players: number): Uint8Array {
  const rows = new Uint8Array(masks.length + 2 * players).fill(1, players, 2 * players);
  rows.set(masks, 2 * players);
  return rows;
}
