import type { SequenceBatch } from '@saliogram/core';
import type { SegmentValue } from '../attribution/segment.ts';
import type { Player } from './segments.ts';

/** What each player of a sequence is worth, [M], and the standard errors where samples were drawn. */
export interface PlayerValues {
  readonly values: ArrayLike<number>;
  readonly standardErrors?: ArrayLike<number>;
}

/**
 * The worth of players as a map [B, T, C], each spread evenly over its inputs so that the map adds up as they do, and as
 * a list for each sequence.
 */
export function segmentMap(
  x: SequenceBatch,
  players: readonly (readonly Player[])[],
  worth: readonly PlayerValues[],
): { values: Float32Array; segments: SegmentValue[][]; standardErrors?: Float32Array } {
  const spread = (of: (b: number, p: number) => number): Float32Array => {
    const map = new Float32Array(x.values.length);
    players.forEach((own, b) =>
      own.forEach(({ cells }, p) => {
        const share = of(b, p) / cells.length;
        for (const cell of cells) map[b * x.steps * x.channels + cell] = share;
      }),
    );
    return map;
  };
  const sampled = worth.every(({ standardErrors }) => standardErrors !== undefined);
  return {
    values: spread((b, p) => worth[b].values[p]),
    segments: players.map((own, b) => segmentList(own, worth[b])),
    ...(sampled && { standardErrors: spread((b, p) => worth[b].standardErrors![p]) }),
  };
}

/** The segments of the players of one sequence with their worth. */
export function segmentList(
  players: readonly Player[],
  { values, standardErrors }: PlayerValues,
): SegmentValue[] {
  return players.flatMap(({ segments }, p) =>
    segments.map((segment) => ({
      ...segment,
      value: values[p],
      ...(standardErrors && { standardError: standardErrors[p] }),
    })),
  );
}
