import { sliceBatch, throwIfAborted } from '@saliogram/core';
import type { Objective, ScoresModel, SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import { objectiveValue } from '../attribution/objective-value.ts';
import type { Player } from './segments.ts';
import { VALUES_AT_ONCE, variantScores } from './variant-scores.ts';

/** A game on each sequence: its players' inputs as they are where they are present, and the baseline where they are not. */
export interface Game {
  readonly x: SequenceBatch;
  readonly baseline: SequenceBatch;
  readonly targets: ArrayLike<number>;
  readonly objective: Objective;
  /** Of each sequence. */
  readonly players: readonly (readonly Player[])[];
}

/** A coalition of one sequence. */
interface Row {
  readonly b: number;
  readonly present: Uint8Array;
}

/**
 * The objective of coalitions, an array for each sequence; one pass for each that is not there already, resumed before
 * the first absent player where the model can.
 *
 * @param coalitions of each sequence, [R, M], 1 for a present player
 */
export async function coalitionValues(
  model: ScoresModel,
  game: Game,
  coalitions: readonly Uint8Array[],
  stage: string,
  options: RunOptions,
): Promise<Float64Array[]> {
  const { x } = game;
  const { rows, indexOf } = differentRows(game, coalitions);
  const atOnce = options.batchSize ?? Math.max(1, Math.floor(VALUES_AT_ONCE / (x.steps * x.channels)));
  checkInteger(stage, 'batchSize', atOnce, 1);
  const values = new Float64Array(rows.length);
  for (let from = 0; from < rows.length; from += atOnce) {
    throwIfAborted(options.signal, stage);
    const some = rows.slice(from, from + atOnce);
    const scores = await scoresOfRows(model, game, some, options);
    some.forEach(({ b }, i) => {
      values[from + i] = objectiveValue(scores, i, model.classes.length, game.targets[b], game.objective);
    });
    options.onEvent?.({ type: 'progress', stage, done: from + some.length, total: rows.length });
  }
  throwIfAborted(options.signal, stage);
  return indexOf.map((indices) => Float64Array.from(indices, (index) => values[index]));
}

/** Every coalition once, and for each one asked for which it is. */
function differentRows({ players }: Game, coalitions: readonly Uint8Array[]) {
  const rows: Row[] = [];
  const indexOf = coalitions.map((masks, b) => {
    const count = players[b].length;
    const seen = new Map<string, number>();
    return Array.from({ length: masks.length / count }, (_, r) => {
      const present = masks.subarray(r * count, (r + 1) * count);
      const key = String.fromCharCode(...present);
      const known = seen.get(key);
      if (known !== undefined) return known;
      seen.set(key, rows.length);
      rows.push({ b, present });
      return rows.length - 1;
    });
  });
  return { rows, indexOf };
}

async function scoresOfRows(
  model: ScoresModel,
  { x, baseline, players }: Game,
  rows: readonly Row[],
  options: RunOptions,
): Promise<Float32Array> {
  const size = x.steps * x.channels;
  const firstBase = rows[0].b;
  const bases = sliceBatch(x, firstBase, rows[rows.length - 1].b + 1);
  const values = new Float32Array(rows.length * size);
  const firstChange = rows.map(({ b, present }, i) => {
    const copy = values.subarray(i * size, (i + 1) * size);
    copy.set(x.values.subarray(b * size, (b + 1) * size));
    let first = x.steps;
    players[b].forEach(({ cells, firstStep }, p) => {
      if (present[p]) return;
      first = Math.min(first, firstStep);
      for (const cell of cells) copy[cell] = baseline.values[b * size + cell];
    });
    return first;
  });
  const sequences: SequenceBatch = {
    ...bases,
    values,
    batch: rows.length,
    ...(x.lengths && { lengths: rows.map(({ b }) => x.lengths![b]) }),
  };
  const variants = { sequences, baseOf: rows.map(({ b }) => b - firstBase), firstChange };
  return (await variantScores(model, bases, variants, options)).scores;
}
