import { gatherBatch } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { coalitionValues } from './coalition-values.ts';
import type { Game } from './coalition-values.ts';

/**
 * Values of coalitions, [R, M] for each sequence, from two bases: its past as it is and its past hidden, so that a model
 * that can resumes both after it.
 *
 * @param pruned whether (above 0) the first player of a sequence is its past
 */
export async function valuesAfterPast(
  model: ScoresModel,
  game: Game,
  rows: readonly Uint8Array[],
  pruned: readonly number[],
  stage: string,
  options: RunOptions,
): Promise<Float64Array[]> {
  const both = game.players.flatMap((_, b) => [b, b]);
  const x: SequenceBatch = gatherBatch(game.x, both);
  const size = x.steps * x.channels;
  const hides = (copy: number): boolean => copy % 2 === 1 && pruned[both[copy]] > 0;
  both.forEach((b, copy) => {
    if (!hides(copy)) return;
    for (const cell of game.players[b][0].cells) {
      x.values[copy * size + cell] = game.baseline.values[b * size + cell];
    }
  });
  // The past is no player of either base: what is left of a row goes to the base that its first entry asks for.
  const players = both.map((b) => (pruned[b] > 0 ? game.players[b].slice(1) : game.players[b]));
  const split = both.map((b, copy) => {
    const count = game.players[b].length;
    const own: number[] = [];
    for (let r = 0; r < rows[b].length / count; r++) {
      if (baseOf(rows[b], r, count, pruned[b]) !== copy % 2) continue;
      own.push(...rows[b].subarray(r * count + (pruned[b] > 0 ? 1 : 0), (r + 1) * count));
    }
    return Uint8Array.from(own);
  });
  const targets = both.map((b) => game.targets[b]);
  const turned = { ...game, x, baseline: gatherBatch(game.baseline, both), targets, players };
  const values = await coalitionValues(model, turned, split, stage, options);
  return game.players.map(({ length }, b) => {
    const taken = [0, 0];
    return Float64Array.from({ length: rows[b].length / length }, (_, r) => {
      const base = baseOf(rows[b], r, length, pruned[b]);
      return values[2 * b + base][taken[base]++];
    });
  });
}

/** 0 for a row with the past, 1 for one without; 0 where nothing was pruned. */
function baseOf(rows: Uint8Array, r: number, count: number, pruned: number): number {
  return pruned > 0 && rows[r * count] === 0 ? 1 : 0;
}
