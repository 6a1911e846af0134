import type { Random } from '@saliogram/core';
import { rrInterval } from './rhythm.ts';
import type { RhythmOptions } from './rhythm.ts';

/** A beat to come: its R peak in seconds, and its class by symbol. */
export interface ScheduledBeat {
  readonly seconds: number;
  readonly symbol: string;
}

/** Relative frequencies of the classes, by symbol. */
export type ClassMix = Readonly<Record<string, number>>;

/** A premature beat comes at this part of the normal interval, and the pause after it makes up for it. */
const COUPLING = 0.68;
/** Beats a whole turn through the lasting classes takes. */
const TURN = 60;

/**
 * The beats of a recording: lasting classes (N, L, R, paced) follow one another in runs, in proportion to the mix;
 * premature beats (V) break in singly with a compensatory pause.
 */
export function scheduleBeats(
  durationS: number,
  mix: ClassMix,
  random: Random,
  rhythm: RhythmOptions = {},
): ScheduledBeat[] {
  const interval = rrInterval(random, rhythm);
  const total = Object.values(mix).reduce((sum, share) => sum + share, 0);
  const lasting = Object.entries(mix).filter(([symbol, share]) => symbol !== 'V' && share > 0);
  const premature = (mix.V ?? 0) / total;
  const beats: ScheduledBeat[] = [];
  let seconds = 0.3 + 0.3 * random.uniform();
  let turn = 0;
  while (seconds < durationS) {
    const [symbol, share] = lasting.length > 0 ? lasting[turn++ % lasting.length] : ['V', total];
    const run = Math.max(3, Math.round((TURN * share) / total + random.normal()));
    for (let i = 0; i < run && seconds < durationS; i++) {
      beats.push({ seconds, symbol });
      const rr = interval(seconds);
      // A premature beat follows with the chance that makes its share of all beats the mix's.
      if (symbol === 'V' || random.uniform() >= premature / (1 - premature)) {
        seconds += rr;
        continue;
      }
      if (seconds + COUPLING * rr < durationS) beats.push({ seconds: seconds + COUPLING * rr, symbol: 'V' });
      seconds += 2 * rr;
    }
  }
  return beats;
}
