import { mean } from '@saliogram/core';
import type { Preprocessing } from '@saliogram/datasets';
import {
  changeBeat,
  cutBeat,
  fillGaps,
  resample,
  rhythmOf,
  RHYTHM_CHANNELS,
  scaleBeat,
} from '@saliogram/signal';
import type { BeatChange, BeatChannel, DelineatedBeat } from '@saliogram/signal';
import { movedWaves } from '../moved-waves.ts';

/** One beat with all that changing it takes. */
export interface WhatIfBeat {
  /** The lead around the beat in its own unit; bridged where samples are missing, which the beat itself has none of. */
  readonly signal: Float32Array;
  /** Hz */
  readonly samplingFrequency: number;
  readonly mvPerUnit: number;
  /** In samples of `signal`. */
  readonly waves: DelineatedBeat;
  readonly preprocessing: Preprocessing;
  /** R peak in samples of `signal` at the model's rate. */
  readonly peak: number;
  /** What the model reads of the beat as it was recorded, [T, C]. */
  readonly input: Float32Array;
  /** R peaks around the beat, ascending samples of the recording. */
  readonly peaks: Int32Array;
  /** Which of them is the beat's. */
  readonly peakIndex: number;
  /** What the lead was divided by against the patient's dominant beat, in its unit; NaN for other scalings. */
  readonly spread: number;
}

/** What is changed: waves, and when the beat comes. */
export interface WhatIfChange extends BeatChange {
  /** How much later the beat comes between its neighbours; default 0. */
  readonly delayMs?: number;
}

/** What the model reads of a beat at each step; the lead that is changed is `lead`. */
export function channelsOf({ channels = ['lead'] }: Preprocessing): readonly BeatChannel[] {
  return channels;
}

/** A beat after a change. */
export interface ChangedBeat {
  /** Before it is scaled, mV, [T]. */
  readonly valuesMv: Float32Array;
  /** As the model reads that, [T]. */
  readonly scaled: Float32Array;
  /** All that the model reads, [T, C]; a second lead stays as it was. */
  readonly input: Float32Array;
}

/** Read on each side of the model's window: what comes into it when a complex is made narrower, s. */
const MARGIN_S = 1;

/** The samples of a recording that changing a beat takes; from a whole second on, as all of it is resampled. */
export function whatIfStretch(
  peak: number,
  { samplingFrequency: rate, window }: Preprocessing,
  recording: { readonly samplingFrequency: number; readonly sampleCount: number },
): { readonly from: number; readonly to: number } {
  const { samplingFrequency, sampleCount } = recording;
  const startS = Math.floor(peak / samplingFrequency - window.before / rate - MARGIN_S);
  const endS = peak / samplingFrequency + window.after / rate + MARGIN_S;
  return {
    from: Math.max(0, Math.floor(startS * samplingFrequency)),
    to: Math.min(sampleCount, Math.ceil(endS * samplingFrequency)),
  };
}

/**
 * A beat to be changed.
 *
 * @param samples of the recording from sample `from` on; missing ones NaN
 * @param waves in samples of the recording
 */
export function whatIfBeat(
  samples: Float32Array,
  from: number,
  waves: DelineatedBeat,
  source: Omit<WhatIfBeat, 'signal' | 'waves' | 'peak'>,
): WhatIfBeat {
  const { samplingFrequency, preprocessing, input } = source;
  const signal = fillGaps(samples);
  const peak = alignedPeak(signal, waves.rPeak - from, samplingFrequency, preprocessing, input);
  return { ...source, signal, waves: movedWaves(waves, -from), peak };
}

/** The beat after a change of its waves in the recorded signal, resampled and scaled again as the model wants it. */
export function changedBeat(beat: WhatIfBeat, { delayMs = 0, ...change }: WhatIfChange): ChangedBeat {
  const { signal, samplingFrequency, mvPerUnit, waves, preprocessing, peak } = beat;
  const stShiftMv = (change.stShiftMv ?? 0) / mvPerUnit;
  const changed = changeBeat(signal, waves, { ...change, stShiftMv }, samplingFrequency);
  const values = cut(atModelRate(changed, samplingFrequency, preprocessing), peak, preprocessing);
  const input = beat.input.slice();
  const { channel, channels } = placeOfLead(preprocessing);
  const scaled = scaledAsInput(values, beat);
  scaled.forEach((value, t) => void (input[t * channels + channel] = value));
  if (delayMs !== 0) shiftRhythm(input, beat, delayMs);
  return { valuesMv: values.map((value) => value * mvPerUnit), scaled, input };
}

/** How the beat then stands in the rhythm: the interval after it loses what the one before it gains. */
function shiftRhythm(input: Float32Array, beat: WhatIfBeat, delayMs: number): void {
  const { peaks, peakIndex, samplingFrequency, preprocessing } = beat;
  const moved = Float64Array.from(peaks);
  moved[peakIndex] += (delayMs / 1000) * samplingFrequency;
  const [own, later] = [rhythmOf(peaks), rhythmOf(moved)];
  const channels = channelsOf(preprocessing);
  for (const name of RHYTHM_CHANNELS) {
    const channel = channels.indexOf(name);
    if (channel < 0) continue;
    const change = later[name][peakIndex] - own[name][peakIndex];
    for (let i = channel; i < input.length; i += channels.length) input[i] += change;
  }
}

/** The lead's values as the model's scaling makes them, [T]. */
function scaledAsInput(values: Float32Array, beat: WhatIfBeat): Float32Array {
  const { preprocessing } = beat;
  const { scaling } = preprocessing;
  const out = values.slice();
  if (scaling === 'none') return out;
  if (scaling === 'z-score') {
    scaleBeat(out, 'z-score');
    return out;
  }
  // Against the patient's dominant beat, which stays as it was.
  const own = cut(atModelRate(beat.signal, beat.samplingFrequency, preprocessing), beat.peak, preprocessing);
  const before = leadOf(beat.input, preprocessing);
  const centre = mean(out) - mean(own);
  return out.map((value, t) => before[t] + (value - own[t] - centre) / beat.spread);
}

function placeOfLead(preprocessing: Preprocessing): { channel: number; channels: number } {
  const channels = channelsOf(preprocessing);
  return { channel: Math.max(0, channels.indexOf('lead')), channels: channels.length };
}

/** The lead's channel of an input, [T]. */
function leadOf(input: Float32Array, preprocessing: Preprocessing): Float32Array {
  const { channel, channels } = placeOfLead(preprocessing);
  return input.filter((_, i) => i % channels === channel);
}

function atModelRate(
  signal: Float32Array,
  samplingFrequency: number,
  preprocessing: Preprocessing,
): Float32Array {
  return resample(signal, samplingFrequency, preprocessing.samplingFrequency);
}

function cut(values: Float32Array, peak: number, { window }: Preprocessing): Float32Array {
  const out = new Float32Array(window.before + window.after);
  if (!cutBeat(values, peak, window, out, 0)) throw new Error(`internal: no beat at ${peak}`);
  return out;
}

/**
 * The R peak at the model's rate: where rates differ, the recording's own sample of it lies beside what the model's window
 * was cut around, and the place nearby is taken that gives the model's input best.
 */
function alignedPeak(
  signal: Float32Array,
  peak: number,
  samplingFrequency: number,
  preprocessing: Preprocessing,
  input: Float32Array,
): number {
  const rate = preprocessing.samplingFrequency / samplingFrequency;
  // A peak at a lower rate has one place that rounds to it; of several at a higher one, a difference shows none.
  if (rate <= 1 || preprocessing.scaling === 'dominant-beat') return Math.round(peak * rate);
  const values = atModelRate(signal, samplingFrequency, preprocessing);
  const { before, after } = preprocessing.window;
  const reach = Math.ceil(rate);
  const shape = leadOf(input, preprocessing);
  scaleBeat(shape, 'z-score');
  let best = { peak: NaN, distance: Infinity };
  for (let at = Math.round(peak * rate) - reach; at <= Math.round(peak * rate) + reach; at++) {
    if (at < before || at + after > values.length) continue;
    const beat = cut(values, at, preprocessing);
    scaleBeat(beat, 'z-score');
    const distance = beat.reduce((sum, value, t) => sum + (value - shape[t]) ** 2, 0);
    if (distance < best.distance) best = { peak: at, distance };
  }
  return best.peak;
}
