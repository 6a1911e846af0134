import type { SequenceBatch } from '@saliogram/core';

/** Which sequences a round takes, and the place of each in memory. */
export interface Places {
  readonly rowsPerLane: number;
  /** Sequences of each lane. */
  readonly rows: readonly number[];
  /** Steps of the sequence in each place, longest first within a lane; undefined when all are equally long. */
  readonly lengths?: readonly number[];
  /** The sequence in each place, or the first when they follow each other. */
  readonly sequences: readonly number[] | number;
  /** Visits runs of `count` neighbours in memory that are neighbours in the batch too. */
  each(visit: (place: number, sequence: number, count: number) => void): void;
}

/** Divides a batch into rounds of at most `rows` sequences per lane; long and short ones are dealt out evenly. */
export function planPlaces(x: SequenceBatch, rows: number, lanes: number): Places[] {
  const { lengths } = x;
  const order = lengths && Array.from({ length: x.batch }, (_, i) => i);
  if (lengths) order?.sort((a, b) => lengths[b] - lengths[a] || a - b);
  const rounds: Places[] = [];
  for (let from = 0; from < x.batch; from += rows * lanes) {
    const count = Math.min(rows * lanes, x.batch - from);
    rounds.push(
      order && lengths ? dealt(order.slice(from, from + count), lengths, lanes) : inOrder(from, count, lanes),
    );
  }
  return rounds;
}

function inOrder(from: number, count: number, lanes: number): Places {
  const rowsPerLane = Math.ceil(count / lanes);
  return {
    rowsPerLane,
    rows: Array.from({ length: lanes }, (_, lane) =>
      Math.max(0, Math.min(rowsPerLane, count - lane * rowsPerLane)),
    ),
    sequences: from,
    each: (visit) => visit(0, from, count),
  };
}

function dealt(order: readonly number[], lengths: ArrayLike<number>, lanes: number): Places {
  const rowsPerLane = Math.ceil(order.length / lanes);
  const rows = Array.from({ length: lanes }, (_, lane) => Math.ceil((order.length - lane) / lanes));
  const place = (i: number): number => (i % lanes) * rowsPerLane + Math.floor(i / lanes);
  const sequences = Array.from<number>({ length: rowsPerLane * lanes }).fill(0);
  order.forEach((sequence, i) => (sequences[place(i)] = sequence));
  return {
    rowsPerLane,
    rows,
    lengths: sequences.map((sequence) => lengths[sequence]),
    sequences,
    each: (visit) => order.forEach((sequence, i) => visit(place(i), sequence, 1)),
  };
}
