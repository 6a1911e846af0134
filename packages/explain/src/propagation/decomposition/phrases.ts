import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { checkInteger } from '../../attribution/check-argument.ts';
import type { Segment } from '../../attribution/segment.ts';
import type { Sequence } from '../each-sequence.ts';

/** Segments of a fixed width, `stride` steps apart (default the width); the last ends with the sequence. */
export interface RegularSegments {
  readonly width: number;
  readonly stride?: number;
}

/** Regular segments, segments for all sequences, or segments for each. */
export type SegmentChoice = RegularSegments | readonly Segment[] | readonly (readonly Segment[])[];

/** Segments of one name, which count as one phrase. */
export interface Phrase {
  readonly segments: readonly Segment[];
  /** 1 at the cells of the phrase, [L, C]. */
  readonly cells: Uint8Array;
  /** 1 at the steps of which the phrase has all channels, [L]. */
  readonly steps: Uint8Array;
}

/** The segments of each sequence, checked, [B]. */
export function segmentsOf(where: string, x: SequenceBatch, choice: SegmentChoice): Segment[][] {
  const all = listsOf(where, x, choice);
  for (const { name, from, to, channel } of all.flat()) {
    const fits = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= x.steps;
    const exists =
      channel === undefined || (Number.isInteger(channel) && channel >= 0 && channel < x.channels);
    if (fits && exists) continue;
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got segment ${name} of steps ${from} to ${to}${channel === undefined ? '' : ` of channel ${channel}`}, expected whole steps from 0 to ${x.steps} in order and a channel below ${x.channels}`,
      { details: { name, from, to, channel } },
    );
  }
  return all;
}

function listsOf(where: string, x: SequenceBatch, choice: SegmentChoice): Segment[][] {
  if ('width' in choice) {
    const { width, stride = width } = choice;
    checkInteger(where, 'segments.width', width, 1);
    checkInteger(where, 'segments.stride', stride, 1);
    return Array.from({ length: x.batch }, (_, b) => regular(x.lengths?.[b] ?? x.steps, width, stride));
  }
  const lists = choice.some(Array.isArray) ? (choice as readonly (readonly Segment[])[]) : null;
  if (lists === null) return Array.from({ length: x.batch }, () => [...(choice as readonly Segment[])]);
  if (lists.length === x.batch) return lists.map((list) => [...list]);
  throw new SaliogramError(
    'argument-invalid',
    `${where}: got ${lists.length} lists of segments, expected one for each of ${x.batch} sequences, or one for all`,
    { details: { lists: lists.length, batch: x.batch } },
  );
}

function regular(length: number, width: number, stride: number): Segment[] {
  const segments: Segment[] = [];
  for (let from = 0; from < length; from += stride) {
    const to = Math.min(from + width, length);
    segments.push({ name: `${from}-${to}`, from, to });
    if (to === length) break;
  }
  return segments;
}

/** The phrases of a sequence; segments after its end are left out. */
export function phrasesOf({ steps }: Sequence, channels: number, segments: readonly Segment[]): Phrase[] {
  const byName = new Map<string, Segment[]>();
  for (const segment of segments) {
    if (segment.from >= steps) continue;
    byName.set(segment.name, [...(byName.get(segment.name) ?? []), segment]);
  }
  return [...byName.values()].map((own) => {
    const cells = new Uint8Array(steps * channels);
    for (const { from, to, channel } of own) {
      for (let t = from; t < Math.min(to, steps); t++) {
        if (channel === undefined) cells.fill(1, t * channels, (t + 1) * channels);
        else cells[t * channels + channel] = 1;
      }
    }
    const whole = Uint8Array.from({ length: steps }, (_, t) =>
      cells.subarray(t * channels, (t + 1) * channels).every((v) => v === 1) ? 1 : 0,
    );
    return { segments: own, cells, steps: whole };
  });
}
