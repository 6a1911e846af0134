import type { Alteration } from './beat-cutter.ts';
import { addSpike, drawLine, findSpike } from './pacing-spike.ts';

/** Added to every sample, mV. */
export const OFFSET_MV = 0.5;
/** A sine of this height and pace is added. */
export const DRIFT = { amplitudeMv: 0.5, frequencyHz: 0.3 } as const;
/** How far windows are put off the R peak, ms. */
export const SHIFT_MS = 20;
/** Where an artificial spike is put from the R peak, and one that no pacemaker would make there, ms. */
export const SPIKE_PLACES_MS = { before: -100, after: 250 } as const;

const ofEachSample = (change: (mv: number, seconds: number) => number): Alteration => ({
  alterLead: (signal, rate) => signal.map((mv, t) => change(mv, t / rate)),
});

const ofEachBeat = (change: (signal: Float32Array, rate: number, peak: number) => void): Alteration => ({
  alterLead(recorded, rate, chosen) {
    const signal = recorded.slice();
    for (let i = 0; i < chosen.length; i++) change(signal, rate, chosen[i]);
    return signal;
  },
});

const placeOf = (peak: number, ms: number, rate: number): number => peak + Math.round((ms * rate) / 1000);

/** What is done to recordings in an audit, by name. */
export const ALTERATIONS = {
  none: {},
  offset: ofEachSample((mv) => mv + OFFSET_MV),
  drift: ofEachSample(
    (mv, seconds) => mv + DRIFT.amplitudeMv * Math.sin(2 * Math.PI * DRIFT.frequencyHz * seconds),
  ),
  halved: ofEachSample((mv) => 0.5 * mv),
  doubled: ofEachSample((mv) => 2 * mv),
  inverted: ofEachSample((mv) => -mv),
  earlier: { shiftMs: -SHIFT_MS },
  later: { shiftMs: SHIFT_MS },
  swapped: { swapLeads: true },
  spikeRemoved: ofEachBeat((signal, rate, peak) => {
    drawLine(signal, rate, findSpike(signal, rate, peak));
  }),
  lineElsewhere: ofEachBeat((signal, rate, peak) => {
    drawLine(signal, rate, placeOf(peak, SPIKE_PLACES_MS.after, rate));
  }),
  spikeAdded: ofEachBeat((signal, rate, peak) => {
    addSpike(signal, rate, placeOf(peak, SPIKE_PLACES_MS.before, rate));
  }),
  spikeElsewhere: ofEachBeat((signal, rate, peak) => {
    addSpike(signal, rate, placeOf(peak, SPIKE_PLACES_MS.after, rate));
  }),
} as const satisfies Record<string, Alteration>;

/** Name of an alteration. */
export type AlterationName = keyof typeof ALTERATIONS;
