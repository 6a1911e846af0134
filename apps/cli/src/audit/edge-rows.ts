import { createRandom } from '@saliogram/core';
import type { Random, ScoresModel, SequenceBatch } from '@saliogram/core';
import type { ShortcutRow } from '@saliogram/report';
import { decide } from './decide.ts';
import type { Decided } from './decide.ts';
import { changeOf, meanChange, measureChange, meansOf } from './measure-change.ts';
import type { Members } from './measure-change.ts';
import { verdictOnExcess } from './verdict.ts';

/** What counts as an edge of the window, ms. */
export const EDGE_MS = 30;
const DRAWS = 5;

/** Steps of an edge. */
export function edgeSteps(samplingFrequency: number): number {
  return Math.max(1, Math.round((EDGE_MS * samplingFrequency) / 1000));
}

/**
 * Puts straight lines between what stands before and behind in place of the steps from `fromOf` on, in each channel; at
 * an end of the window the nearest value that stays. A line makes no step of its own, in whatever unit.
 *
 * @param fromOf first step of each sequence, [B]
 */
export function bridgeSteps(x: SequenceBatch, fromOf: ArrayLike<number>, length: number): SequenceBatch {
  const { batch, steps, channels } = x;
  const values = x.values.slice();
  for (let b = 0; b < batch; b++) {
    const from = fromOf[b];
    const to = Math.min(steps, from + length);
    for (let c = 0; c < channels; c++) {
      const at = (t: number): number => (b * steps + t) * channels + c;
      const before = x.values[at(from > 0 ? from - 1 : to)];
      const behind = x.values[at(to < steps ? to : from - 1)];
      for (let t = from; t < to; t++) {
        values[at(t)] = before + ((t - from + 1) / (to - from + 1)) * (behind - before);
      }
    }
  }
  return { ...x, values };
}

/** Rows of the window's edges: each is hidden, beside blocks of the same length at random places between them. */
export async function edgeRows(
  model: ScoresModel,
  x: SequenceBatch,
  clean: Decided,
  samplingFrequency: number,
  members: Members,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Omit<ShortcutRow, 'model'>[]> {
  const length = edgeSteps(samplingFrequency);
  const random: Random = createRandom(members.seed);
  const hidden = async (fromOf: ArrayLike<number>) =>
    changeOf(clean, await decide(model, bridgeSteps(x, fromOf, length), options));
  const everywhere = (from: number): number[] => Array.from({ length: x.batch }, () => from);
  const inside = (): number[] =>
    Array.from({ length: x.batch }, () => length + random.integer(x.steps - 3 * length + 1));
  const draws = [];
  for (let draw = 0; draw < DRAWS; draw++) draws.push(await hidden(inside()));
  const control = {
    name: `as long a line at ${DRAWS} random places inside the window`,
    change: meanChange(draws),
  };
  const edges = [
    ['first', 0],
    ['last', x.steps - length],
  ] as const;
  const rows = [];
  for (const [which, from] of edges) {
    rows.push({
      suspect: 'Window edges',
      done: `${which} ${EDGE_MS} ms replaced by the nearest value that stays`,
      measure: 'decisions changed',
      ...measureChange(await hidden(everywhere(from)), members, control),
    });
  }
  return rows;
}

/**
 * Rows of the window's edges by the heat of each method: its share within an edge of either end, beside their share of
 * the time.
 */
export function edgeHeatRows(
  explained: readonly { readonly method: { readonly title: string }; readonly ownHeat: Float64Array }[],
  steps: number,
  samplingFrequency: number,
  members: Members,
): Omit<ShortcutRow, 'model'>[] {
  const length = edgeSteps(samplingFrequency);
  const time = (2 * length) / steps;
  return explained.map(({ method, ownHeat }) => {
    const shares = Float64Array.from(members.classOf, (_, b) => {
      const heat = ownHeat.subarray(b * steps, (b + 1) * steps);
      const all = heat.reduce((sum, value) => sum + value, 0);
      const inner = heat.subarray(length, steps - length).reduce((sum, value) => sum + value, 0);
      return all > 0 ? 1 - inner / all : NaN;
    });
    const excess = meansOf(
      shares.map((share) => share - time),
      members,
    ).all;
    return {
      suspect: 'Window edges',
      done: `heat in the first and last ${EDGE_MS} ms: ${method.title}`,
      measure: 'share of heat',
      effect: meansOf(shares, members),
      control: {
        name: 'their share of the time',
        effect: { estimate: time, low: time, high: time },
        excess,
      },
      verdict: verdictOnExcess(excess),
    };
  });
}
