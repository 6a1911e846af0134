import type { Random } from '@saliogram/core';

const STARTS = 12;
const GAIN = 1e-12;

/**
 * Divides whole groups among P parts so that every part holds its share of every class, and of the groups.
 *
 * Least squares over classes and parts of (held / total - share), by moving a group or exchanging two as long as that
 * helps, from 12 random beginnings; classes that no group has are passed over. No part is empty when G >= P.
 *
 * @param counts sequences by group and class, shape [G, K]
 * @param shares of the parts, P positive numbers that add up to 1
 * @returns the part of each group, shape [G]
 */
export function stratifyGroups(
  counts: readonly (readonly number[])[],
  shares: readonly number[],
  random: Random,
): Uint8Array {
  const weights = sharesOfTotals(counts);
  let best: Uint8Array = new Uint8Array();
  let least = Infinity;
  for (let start = 0; start < STARTS; start++) {
    const parts = deal(counts.length, shares, random);
    const distance = improve(weights, parts, shares);
    if (distance < least - GAIN) [best, least] = [parts, distance];
  }
  return best;
}

/** What each group has of every class, and of the groups: columns that add up to 1. */
function sharesOfTotals(counts: readonly (readonly number[])[]): Float64Array[] {
  const totals = counts[0]?.map((_, k) => counts.reduce((sum, row) => sum + row[k], 0)) ?? [];
  const present = totals.flatMap((total, k) => (total > 0 ? [k] : []));
  return counts.map((row) =>
    Float64Array.from([...present.map((k) => row[k] / totals[k]), 1 / counts.length]),
  );
}

/** Shuffled groups, one to each part and then by share. */
function deal(groups: number, shares: readonly number[], random: Random): Uint8Array {
  const ends = shares.map((_, p) => shares.slice(0, p + 1).reduce((sum, share) => sum + share, 0));
  const parts = new Uint8Array(groups);
  const order = random.shuffle(Uint32Array.from({ length: groups }, (_, g) => g));
  order.forEach((group, rank) => {
    const place = ends.findIndex((end) => (rank + 0.5) / groups < end);
    parts[group] = rank < shares.length ? rank : place < 0 ? shares.length - 1 : place;
  });
  return parts;
}

/** Moves and exchanges groups until nothing helps; returns the distance that is left. */
function improve(weights: readonly Float64Array[], parts: Uint8Array, shares: readonly number[]): number {
  const width = weights[0]?.length ?? 0;
  const none = new Float64Array(width);
  const sizes = shares.map(() => 0);
  // How far each part is above its share, by column.
  const excess = shares.map((share) => new Float64Array(width).fill(-share));
  for (let g = 0; g < parts.length; g++) {
    sizes[parts[g]]++;
    weights[g].forEach((weight, k) => (excess[parts[g]][k] += weight));
  }
  /** Gives `from` to part b and `back` to part a when that lowers the distance. */
  const exchange = (a: number, b: number, from: Float64Array, back: Float64Array): boolean => {
    let change = 0;
    for (let k = 0; k < width; k++) {
      const given = from[k] - back[k];
      change += 2 * given * (given - excess[a][k] + excess[b][k]);
    }
    if (change > -GAIN) return false;
    for (let k = 0; k < width; k++) {
      excess[a][k] -= from[k] - back[k];
      excess[b][k] += from[k] - back[k];
    }
    return true;
  };
  for (let helped = true; helped;) {
    helped = false;
    for (let g = 0; g < parts.length; g++) {
      for (let b = 0; b < shares.length; b++) {
        const a = parts[g];
        if (a === b || sizes[a] === 1 || !exchange(a, b, weights[g], none)) continue;
        sizes[a]--;
        sizes[b]++;
        parts[g] = b;
        helped = true;
      }
      for (let h = g + 1; h < parts.length; h++) {
        const [a, b] = [parts[g], parts[h]];
        if (a === b || !exchange(a, b, weights[g], weights[h])) continue;
        [parts[g], parts[h]] = [b, a];
        helped = true;
      }
    }
  }
  return excess.reduce((sum, row) => sum + row.reduce((part, value) => part + value * value, 0), 0);
}
