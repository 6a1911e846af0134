import type { BeatChannel } from './beat-input.ts';
import type { RhythmChannel } from './rhythm.ts';
import { RHYTHM_SCALE } from './rhythm.ts';

const WORDS: Readonly<Record<BeatChannel, string>> = {
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

/** What a channel of a heartbeat's input is, in words. */
export function channelText(channel: BeatChannel): string {
  return WORDS[channel];
}

/** How a beat stands in the rhythm by a channel's value, as the share of the usual: `72 %`. */
export function rhythmText(channel: RhythmChannel, value: number): string {
  const share = channel === 'rr-irregularity' ? value / RHYTHM_SCALE : Math.exp(value / RHYTHM_SCALE);
  return `${Math.round(100 * share)} %`;
}
