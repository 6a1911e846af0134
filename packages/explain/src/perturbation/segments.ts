import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { checkInteger, checkWord } from '../attribution/check-argument.ts';
import type { Segment } from '../attribution/segment.ts';
import { cellsOf, lengthOf } from '../attribution/sequence-end.ts';

/** What is kept or hidden as one. */
export interface SegmentOptions {
  /** Steps of a segment; default (null) a 36th of the longest sequence, rounded up: 6 of a beat of 216. */
  readonly width?: number | null;
  /** Whether a segment spans all channels (default) or each channel has its own. */
  readonly channels?: 'together' | 'separate';
  /**
   * Named segments, a list for each sequence or one for all, such as P, QRS and T, or a lead; they stand in for those of
   * equal width. Segments of one name are kept or hidden together.
   */
  readonly segments?: readonly Segment[] | readonly (readonly Segment[])[] | null;
}

/** The defaults of {@link SegmentOptions}. */
export const SEGMENT_DEFAULTS = { width: null, channels: 'together', segments: null } as const;

/** Inputs of one sequence that are kept or hidden together. */
export interface Player {
  readonly name: string;
  readonly segments: readonly Segment[];
  /** Indices into [T, C], each once. */
  readonly cells: readonly number[];
  readonly firstStep: number;
}

/**
 * The players of each sequence.
 *
 * @param partition whether every input must belong to exactly one, those outside all segments to `rest`
 * @throws `argument-invalid` for segments that do not fit their sequence, or overlap in a partition
 */
export function playersOf(
  where: string,
  x: SequenceBatch,
  options: SegmentOptions,
  partition: boolean,
): Player[][] {
  const lists = segmentLists(where, x, options);
  const known = new Map<string, Player[]>();
  return lists.map((list, b) => {
    // Sequences of the same list and length have the same players.
    const key = list === lists[0] ? String(lengthOf(x, b)) : `${b} of its own`;
    const found = known.get(key);
    if (found) return found;
    const named = options.segments ? list : regular(where, x, b, options);
    if (options.segments) checkFit(where, x, b, named);
    const players = joined(named, x.channels);
    if (partition) players.push(...restOf(where, x, b, players));
    known.set(key, players);
    return players;
  });
}

/** What shaped the players, as plain JSON. */
export function segmentSettings(x: SequenceBatch, options: SegmentOptions) {
  if (options.segments) return { segments: 'given' };
  return { width: widthOf(x, options), channels: options.channels ?? SEGMENT_DEFAULTS.channels };
}

/** Steps of a segment of equal width. */
export function widthOf(x: SequenceBatch, { width }: SegmentOptions): number {
  return width ?? Math.ceil(x.steps / 36);
}

function segmentLists(where: string, x: SequenceBatch, { segments }: SegmentOptions): (readonly Segment[])[] {
  const given = segments ?? [];
  if (!Array.isArray(given) || given.some((each) => typeof each !== 'object' || each === null)) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got segments ${JSON.stringify(segments).slice(0, 60)}, expected a list of segments with name, from and to`,
    );
  }
  if (!isListOfLists(given)) return Array.from({ length: x.batch }, () => given);
  if (given.length === x.batch) return [...given];
  throw new SaliogramError(
    'argument-invalid',
    `${where}: got segments for ${given.length} sequences, expected a list for each of ${x.batch}`,
    { details: { lists: given.length, batch: x.batch } },
  );
}

function isListOfLists(
  segments: NonNullable<SegmentOptions['segments']>,
): segments is readonly (readonly Segment[])[] {
  return segments.length > 0 && Array.isArray(segments[0]);
}

function regular(where: string, x: SequenceBatch, b: number, options: SegmentOptions): Segment[] {
  const { channels = SEGMENT_DEFAULTS.channels } = options;
  const width = widthOf(x, options);
  checkInteger(where, 'width', width, 1);
  checkWord(where, 'channels', channels, ['together', 'separate']);
  const length = lengthOf(x, b);
  return Array.from({ length: Math.ceil(length / width) }, (_, s) => {
    const [from, to] = [s * width, Math.min(length, (s + 1) * width)];
    const name = `steps ${from} to ${to - 1}`;
    if (channels === 'together') return [{ name, from, to }];
    return Array.from({ length: x.channels }, (_c, channel) => {
      return { name: `${name}, channel ${channel}`, from, to, channel };
    });
  }).flat();
}

function checkFit(where: string, x: SequenceBatch, b: number, segments: readonly Segment[]): void {
  const length = lengthOf(x, b);
  for (const { name, from, to, channel = 0 } of segments) {
    const whole = [from, to, channel].every(Number.isInteger);
    if (whole && from >= 0 && from < to && to <= length && channel >= 0 && channel < x.channels) continue;
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got segment ${name} of steps ${from} up to ${to}, channel ${channel}, for sequence ${b}, expected whole steps within 0 up to ${length} and a channel below ${x.channels}`,
      { details: { name, from, to, channel, sequence: b, length, channels: x.channels } },
    );
  }
}

/** One player for each name. */
function joined(segments: readonly Segment[], channels: number): Player[] {
  const names = [...new Set(segments.map(({ name }) => name))];
  return names.map((name) => {
    const own = segments.filter((segment) => segment.name === name);
    const cells = own.flatMap(({ from, to, channel }) =>
      Array.from({ length: (to - from) * channels }, (_, i) => from * channels + i).filter(
        (cell) => channel === undefined || cell % channels === channel,
      ),
    );
    const firstStep = Math.min(...own.map(({ from }) => from));
    return { name, segments: own, cells: [...new Set(cells)], firstStep };
  });
}

/** The inputs that belong to no player, as one; none where the players leave none. */
function restOf(where: string, x: SequenceBatch, b: number, players: readonly Player[]): Player[] {
  const owner = new Map<number, string>();
  for (const { name, cells } of players) {
    for (const cell of cells) {
      const other = owner.get(cell);
      if (other !== undefined) {
        throw new SaliogramError(
          'argument-invalid',
          `${where}: segments ${other} and ${name} of sequence ${b} overlap at step ${Math.floor(cell / x.channels)}, expected segments that share nothing`,
          { details: { first: other, second: name, sequence: b } },
        );
      }
      owner.set(cell, name);
    }
  }
  const cells = Array.from({ length: cellsOf(x, b) }, (_, i) => i).filter((cell) => !owner.has(cell));
  if (cells.length === 0) return [];
  return [
    {
      name: 'rest',
      segments: runsOf(cells, x.channels),
      cells,
      firstStep: Math.floor(cells[0] / x.channels),
    },
  ];
}

/** Inputs as segments named `rest`: runs of whole steps without a channel, and of single channels. */
function runsOf(cells: readonly number[], channels: number): Segment[] {
  const free = new Set(cells);
  const last = Math.floor(cells[cells.length - 1] / channels);
  const whole = (t: number): boolean =>
    Array.from({ length: channels }, (_, c) => t * channels + c).every((cell) => free.has(cell));
  const segments: Segment[] = [];
  const add = (has: (t: number) => boolean, channel?: number): void => {
    for (let from = 0; from <= last; from++) {
      if (!has(from)) continue;
      let to = from + 1;
      while (to <= last && has(to)) to++;
      segments.push({ name: 'rest', from, to, ...(channel !== undefined && { channel }) });
      from = to;
    }
  };
  add(whole);
  for (let c = 0; c < channels; c++) add((t) => !whole(t) && free.has(t * channels + c), c);
  return segments;
}
