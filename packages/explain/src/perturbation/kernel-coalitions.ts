import { SaliogramError } from '@saliogram/core';
import type { Random } from '@saliogram/core';

/** Coalitions of M players with their Shapley kernel weights, which add up to 1; the empty and the full one are left out. */
export interface KernelCoalitions {
  /** M. */
  readonly players: number;
  /** [R, M], 1 for a present player. */
  readonly masks: Uint8Array;
  /** [R] */
  readonly weights: Float64Array;
  /** Coalitions from this one on were drawn, each followed by its complement; those before are all of their sizes. */
  readonly firstDrawn: number;
}

/** Fewest pairs worth drawing, so that their scatter tells the error. */
const FEWEST_PAIRS = 10;

/**
 * All coalitions where they are no more than `samples`; else the smallest and the largest as far as the samples reach,
 * and pairs of the other sizes drawn by their weight.
 *
 * @throws `argument-invalid` for too few samples
 * Source: Lundberg and Lee 2017; pairs of complements, Covert and Lee 2021.
 */
export function kernelCoalitions(
  where: string,
  players: number,
  samples: number,
  random: Random,
): KernelCoalitions {
  const all = 2 ** players - 2;
  const least = Math.min(all, 2 * players + 2 * FEWEST_PAIRS);
  if (samples < least) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got ${samples} samples for ${players} segments, expected at least ${least}; take more, or fewer segments`,
      { details: { samples, players, least } },
    );
  }
  const rows: Uint8Array[] = [];
  const weights: number[] = [];
  const half = Math.floor(players / 2);
  let mass = 0;
  for (let size = 1; size < players; size++) mass += massOf(size, players);
  let massLeft = mass;
  let size = 1;
  for (; size <= half; size++) {
    const count = sizeCount(size, players);
    const own = massOf(size, players) * (2 * size === players ? 1 : 2);
    const left = samples - rows.length;
    const drawable = left - count >= 2 * FEWEST_PAIRS && (left * own) / massLeft >= count;
    if (samples < all && size > 1 && !drawable) break;
    for (const row of subsets(players, size)) {
      rows.push(row);
      if (2 * size !== players) rows.push(complement(row));
    }
    while (weights.length < rows.length) weights.push(own / count / mass);
    massLeft -= own;
  }
  const firstDrawn = rows.length;
  if (size <= half) {
    const pairs = Math.floor((samples - firstDrawn) / 2);
    const order = Uint32Array.from({ length: players }, (_, i) => i);
    const sizes = Array.from({ length: half - size + 1 }, (_, i) => size + i);
    for (let pair = 0; pair < pairs; pair++) {
      const chosen = drawSize(sizes, players, massLeft * random.uniform());
      const row = new Uint8Array(players);
      for (const player of random.shuffle(order).subarray(0, chosen)) row[player] = 1;
      rows.push(row, complement(row));
      weights.push(massLeft / mass / (2 * pairs), massLeft / mass / (2 * pairs));
    }
  }
  const masks = new Uint8Array(rows.length * players);
  rows.forEach((row, r) => masks.set(row, r * players));
  return { players, masks, weights: Float64Array.from(weights), firstDrawn };
}

/** The kernel's weight of all coalitions of a size together, up to a factor: that of one, times how many there are. */
const massOf = (size: number, players: number): number => (players - 1) / (size * (players - size));

/** Coalitions of a size and, where it is another, of its complement's. */
function sizeCount(size: number, players: number): number {
  let count = 2 * size === players ? 1 : 2;
  for (let i = 0; i < size; i++) count = (count * (players - i)) / (i + 1);
  return Math.round(count);
}

function drawSize(sizes: readonly number[], players: number, mark: number): number {
  let reached = 0;
  for (const size of sizes) {
    reached += massOf(size, players) * (2 * size === players ? 1 : 2);
    if (mark < reached) return size;
  }
  return sizes[sizes.length - 1];
}

const complement = (row: Uint8Array): Uint8Array => row.map((present) => 1 - present);

/** All subsets of a size, in lexicographic order. */
function* subsets(players: number, size: number): Generator<Uint8Array> {
  const members = Array.from({ length: size }, (_, i) => i);
  for (;;) {
    const row = new Uint8Array(players);
    for (const member of members) row[member] = 1;
    yield row;
    let at = size - 1;
    while (at >= 0 && members[at] === players - size + at) at--;
    if (at < 0) return;
    members[at]++;
    for (let i = at + 1; i < size; i++) members[i] = members[i - 1] + 1;
  }
}
