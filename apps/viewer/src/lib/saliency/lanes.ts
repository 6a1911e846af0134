import { RHYTHM_CHANNELS } from '@saliogram/signal';
import type { DisplayItem } from '../display-list.ts';
import type { BeatLayout } from './beat-layout.ts';

/** Where one channel stands in a picture of a beat. */
export interface Lane {
  /** CSS pixels. */
  readonly top: number;
  readonly bottom: number;
  /** What the channel is, where there are several. */
  readonly name: string | null;
  /** The same value at every step: told in words, and no trace. */
  readonly isLevel: boolean;
}

/** Height of a lane that holds a line of words, CSS pixels. */
const LEVEL_HEIGHT = { large: 15, small: 9 } as const;

const NAMES: Readonly<Record<string, string>> = {
  lead: 'lead',
  'second-lead': 'second lead',
  'rr-before': 'RR before, of those around',
  'rr-after': 'RR after, of those around',
  'rr-second-before': 'RR before that, of those around',
  'rr-second-after': 'RR after that, of those around',
  'rr-of-recording': 'RR before, of the recording’s median',
  'rr-of-mean': 'RR before, of the recording’s mean',
  'rr-irregularity': 'irregularity around',
};

/** What a channel is, in words. */
export function channelText(name: string): string {
  return NAMES[name] ?? name;
}

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

/** How a channel of the rhythm stands, as `72 %`; its values are 3 ln(RR / usual), of irregularity 3 times a share. */
export function levelText(name: string, value: number): string {
  const share = name === 'rr-irregularity' ? value / 3 : Math.exp(value / 3);
  return `${Math.round(100 * share)} %`;
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
        ? [{ ...at, x: right - 6, align: 'end', bold: true, text: levelText(name, values[c]) }]
        : [];
    return [separator, { ...at, x: left + 6, text: channelText(name) }, ...level];
  });
}
