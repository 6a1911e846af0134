import { RHYTHM_CHANNELS, channelText, rhythmText } from '@saliogram/signal';
import type { BeatChannel, RhythmChannel } from '@saliogram/signal';
import type { DisplayItem } from '../display-list.ts';
import type { BeatLayout } from './beat-layout.ts';

/** Where one channel stands in a picture of a beat. */
export interface Lane {
  /** CSS pixels. */
  readonly top: number;
  readonly bottom: number;
  /** What the channel is, where there are several. */
  readonly name: BeatChannel | null;
  /** The same value at every step: told in words, and no trace. */
  readonly isLevel: boolean;
}

/** Height of a lane that holds a line of words, CSS pixels. */
const LEVEL_HEIGHT = { large: 15, small: 9 } as const;

/** The lanes of all channels, from the top: traces share what lines of words leave. */
export function lanesOf(
  { channels, channelNames }: BeatLayout,
  { top, bottom }: { readonly top: number; readonly bottom: number },
  small: boolean,
): readonly Lane[] {
  const names = Array.from({ length: channels }, (_, c) => channelNames?.[c] ?? null);
  const isLevel = names.map((name) => name !== null && (RHYTHM_CHANNELS as readonly string[]).includes(name));
  const levels = isLevel.filter(Boolean).length;
  const level = LEVEL_HEIGHT[small ? 'small' : 'large'];
  const trace = (bottom - top - levels * level) / Math.max(1, channels - levels);
  let at = top;
  return names.map((name, c) => {
    const from = at;
    at += isLevel[c] ? level : trace;
    return { top: from, bottom: at, name, isLevel: isLevel[c] };
  });
}

/** The names of the lanes, and the values of those that are levels; nothing for a single channel. */
export function laneItems(
  lanes: readonly Lane[],
  left: number,
  right: number,
  values: ArrayLike<number> | undefined,
): DisplayItem[] {
  if (lanes.length < 2) return [];
  return lanes.flatMap(({ top, bottom, name, isLevel }, c): DisplayItem[] => {
    const separator: DisplayItem = {
      kind: 'line',
      points: [left, bottom, right, bottom],
      style: { stroke: 'text-weak', width: 0.5, opacity: 0.4 },
    };
    if (name === null || bottom - top < 12) return [separator];
    const at = { kind: 'text', y: top + 11, size: 10, ink: 'text' } as const;
    const level: DisplayItem[] =
      isLevel && values
        ? [
            {
              ...at,
              x: right - 6,
              align: 'end',
              bold: true,
              text: rhythmText(name as RhythmChannel, values[c]),
            },
          ]
        : [];
    return [separator, { ...at, x: left + 6, text: channelText(name) }, ...level];
  });
}
