import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkNumber, checkWord } from '../attribution/check-argument.ts';
import { sumsOf } from '../attribution/completeness.ts';
import { baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { coalitionValues } from './coalition-values.ts';
import type { Game } from './coalition-values.ts';
import { KERNEL_SHAP_DEFAULTS, kernelShapley } from './kernel-shap.ts';
import type { KernelShapOptions } from './kernel-shap.ts';
import { valuesAfterPast } from './past-coalitions.ts';
import { segmentMap } from './segment-map.ts';
import { withEnds } from './segment-run.ts';
import { playersOf, widthOf } from './segments.ts';
import type { Player } from './segments.ts';

/** Options of {@link timeShap}. */
export interface TimeShapOptions extends RunOptions, BaselineOptions, Pick<KernelShapOptions, 'objective'> {
  /** Steps of an event; 1 in the publication; default (null) a 36th of the longest sequence, rounded up. */
  readonly width?: number | null;
  /** Coalitions of each sequence; default 2000. */
  readonly samples?: number;
  /** Most that the pruned past may be worth, either way, in the unit of the objective; 0 prunes nothing; default 0.025. */
  readonly tolerance?: number;
  /** Coalitions handed to the model at once; default as many as 2^21 input values hold. */
  readonly batchSize?: number;
}

const { segments: _segments, channels: _channels, ...EVENT_DEFAULTS } = KERNEL_SHAP_DEFAULTS;

/** The defaults of {@link timeShap}. */
export const TIME_SHAP_DEFAULTS = { ...EVENT_DEFAULTS, tolerance: 0.025 } as const;

/**
 * TimeSHAP: KernelSHAP over events of `width` steps, of which the longest past that is worth no more than `tolerance`
 * stays one, `past`. Its worth is the Shapley value of the game of two, the past against what follows.
 *
 * The values add up to p_c(x) - p_c(b) exactly, and are the Shapley values where all coalitions are within `samples`. An
 * event's worth is spread evenly over its inputs. `seed` is that of the coalitions too.
 * Cost: one forward pass per coalition, resumed after the past, and up to two per event for the search of the past,
 * resumed as well. Source: Bento et al. 2021.
 *
 * @throws `argument-invalid` for an impossible width or too few samples for the events that are left
 */
export async function timeShap(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: TimeShapOptions = {},
): Promise<Attribution> {
  const stage = 'TimeSHAP';
  const { samples, seed, tolerance, objective } = { ...TIME_SHAP_DEFAULTS, ...options };
  checkNumber(stage, 'tolerance', tolerance, 0);
  checkWord(stage, 'objective', objective, ['score', 'probability', 'log-probability']);
  const start = model.passes();
  const events = playersOf(stage, x, { width: widthOf(x, options) }, true);
  const baseline = baselineSequences(stage, x, options)[0];
  const classOf = await resolveTargets(model, x, targets, options);
  const whole: Game = { x, baseline, targets: classOf, objective, players: events };
  const pruned =
    tolerance === 0 ? events.map(() => 0) : await prunedEvents(model, whole, tolerance, stage, options);
  const players = events.map((own, b) => withPast(own, pruned[b]));
  const shapley = kernelShapley(stage, samples, seed);
  const plans = new Map<number, Uint8Array>();
  for (const { length } of players) {
    if (!plans.has(length)) plans.set(length, withEnds(shapley.coalitions(length), length));
  }
  const rows = players.map(({ length }) => plans.get(length)!);
  const values = await valuesAfterPast(model, { ...whole, players }, rows, pruned, stage, options);
  const worth = values.map((own, b) => shapley.solve(players[b].length, own.subarray(2), own[0], own[1]));
  const map = segmentMap(x, players, worth);
  const sums = sumsOf(map.values, x);
  return {
    method: 'time-shap',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    ...map,
    heat: { scaling: 'magnitude', floor: 1e-6 },
    settings: {
      width: widthOf(x, options),
      ...baselineSettings(options),
      samples,
      tolerance,
      objective,
      seed,
      pastSteps: pruned.map((count, b) => events[b][count].firstStep),
    },
    completenessGap: values.map(([empty, full], b) => sums[b] - (full - empty)),
    cost: passesSince(model, start),
  };
}

/** How many of the first events of each sequence are together worth no more than the tolerance; not all of them. */
async function prunedEvents(
  model: ScoresModel,
  game: Game,
  tolerance: number,
  stage: string,
  options: RunOptions,
): Promise<number[]> {
  const turned = { ...game, x: game.baseline, baseline: game.x };
  // Rows i: the first i events present; both games change at the start of event i, so that both resume there.
  const rows = game.players.map(({ length }) =>
    Uint8Array.from({ length: (length + 1) * length }, (_, at) =>
      at % length < Math.floor(at / length) ? 1 : 0,
    ),
  );
  const withPast = await coalitionValues(model, game, rows, stage, options);
  const withRest = await coalitionValues(model, turned, rows, stage, options);
  return game.players.map(({ length }, b) => {
    const [full, empty] = [withPast[b][length], withPast[b][0]];
    for (let i = length - 1; i > 0; i--) {
      const worth = (full - withRest[b][i] + withPast[b][i] - empty) / 2;
      if (Math.abs(worth) <= tolerance) return i;
    }
    return 0;
  });
}

/** The first `count` events as one player. */
function withPast(events: readonly Player[], count: number): Player[] {
  if (count === 0) return [...events];
  const to = events[count - 1].segments[0].to;
  const cells = events.slice(0, count).flatMap((event) => event.cells);
  return [
    { name: 'past', segments: [{ name: 'past', from: 0, to }], cells, firstStep: 0 },
    ...events.slice(count),
  ];
}
