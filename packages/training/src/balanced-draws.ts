import type { Random } from '@saliogram/core';

/** How much more often than they occur the rare are drawn: 0 as they occur, 1 all alike. */
export interface Balance {
  /** Of classes. */
  readonly classBalance: number;
  /** Of the groups within a class: patients with many beats of it against patients with few. */
  readonly groupBalance: number;
}

/**
 * As many indices as there are, drawn with replacement: class k with probability proportional to n_k^(1 - classBalance),
 * a group g that has it to n_gk^(1 - groupBalance), and the group's sequences of the class alike.
 *
 * @param indices of the sequences to draw from
 * @param labels class of every sequence, by index
 * @param groups group of every sequence, by index
 */
export function balancedDraws(
  indices: ArrayLike<number>,
  labels: ArrayLike<number>,
  groups: ArrayLike<number>,
  { classBalance, groupBalance }: Balance,
  random: Random,
): Uint32Array {
  const cells = cellsOf(indices, labels, groups);
  const classes = new Map<number, { count: number; weight: number }>();
  for (const { label, members } of cells) {
    const { count, weight } = classes.get(label) ?? { count: 0, weight: 0 };
    const added = weight + members.length ** (1 - groupBalance);
    classes.set(label, { count: count + members.length, weight: added });
  }
  let sum = 0;
  const ends = cells.map(({ label, members }) => {
    const { count, weight } = classes.get(label)!;
    sum += (count ** (1 - classBalance) * members.length ** (1 - groupBalance)) / weight;
    return sum;
  });
  return Uint32Array.from(indices, () => {
    const at = random.uniform() * sum;
    const { members } = cells[ends.findIndex((end) => at < end)] ?? cells[cells.length - 1];
    return members[random.integer(members.length)];
  });
}

/** The sequences of one class and group. */
interface Cell {
  readonly label: number;
  readonly members: number[];
}

function cellsOf(
  indices: ArrayLike<number>,
  labels: ArrayLike<number>,
  groups: ArrayLike<number>,
): readonly Cell[] {
  const cells = new Map<string, Cell>();
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i];
    const key = `${labels[index]} ${groups[index]}`;
    const cell = cells.get(key);
    if (cell) cell.members.push(index);
    else cells.set(key, { label: labels[index], members: [index] });
  }
  return [...cells.values()];
}
