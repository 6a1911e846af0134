import { MIT_BIH_PREPROCESSING } from '@saliogram/datasets';
import type { Preprocessing } from '@saliogram/datasets';
import { cutBeat, resample, scaleBeat } from '@saliogram/signal';
import type { DelineatedBeat, DelineatedTWave } from '@saliogram/signal';
import { describe, expect, it } from 'vitest';
import { curvePlaces, decidedParts, responseSentence } from './dose-response.ts';
import { doseResponsePicture } from './dose-response-picture.ts';
import { changeAt, doseText, knobsOf, OWN_PLACES } from './knobs.ts';
import { changedBeat, whatIfBeat, whatIfStretch } from './what-if-beat.ts';

const PREPROCESSING = MIT_BIH_PREPROCESSING;
const wave = (onset: number, peak: number, offset: number): DelineatedTWave => ({
  onset,
  peak,
  offset,
  confidence: { onset: 1, peak: 1, offset: 1 },
  morphology: 'normal',
});
const bell = (n: number, from: number, to: number): number =>
  n <= from || n >= to ? 0 : (1 - Math.cos((2 * Math.PI * (n - from)) / (to - from))) / 2;

/** A beat with its R peak at `peak`, waves at places of 360 Hz, in a recording of `rate` Hz. */
function recorded(rate: number, peak = 4000) {
  const at = (n: number): number => Math.round(((peak + n) * rate) / 360);
  const waves: DelineatedBeat = {
    rPeak: at(0),
    p: wave(at(-60), at(-45), at(-30)),
    qrs: wave(at(-18), at(0), at(18)),
    t: wave(at(60), at(90), at(120)),
  };
  const samples = Float32Array.from({ length: 20 * rate }, (_, i) => {
    const n = (i * 360) / rate - peak;
    return 0.1 * bell(n, -60, -30) + 1.5 * bell(n, -18, 18) + 0.3 * bell(n, 60, 120) - 0.2;
  });
  const whole = resample(samples, rate, 360);
  const input = new Float32Array(216);
  cutBeat(whole, peak, PREPROCESSING.window, input, 0);
  scaleBeat(input, 'z-score');
  const stretch = whatIfStretch(waves.rPeak, PREPROCESSING, {
    samplingFrequency: rate,
    sampleCount: samples.length,
  });
  const beat = whatIfBeat(samples.slice(stretch.from, stretch.to), stretch.from, waves, {
    samplingFrequency: rate,
    mvPerUnit: 1,
    preprocessing: PREPROCESSING,
    input,
    spread: NaN,
    peaks: Int32Array.from({ length: 85 }, (_, i) => 50 * rate + waves.rPeak + (i - 42) * rate),
    peakIndex: 42,
  });
  return { beat, input };
}
const knobOf = (id: string, beat = recorded(360).beat) => knobsOf(beat).find((knob) => knob.id === id)!;

describe('a changed beat', () => {
  it('is what the model reads where nothing is changed: exactly at its rate, as resampled at others', () => {
    const { beat, input } = recorded(360);
    expect(changedBeat(beat, {}).input).toEqual(input);
    // 128 Hz: a peak of the recording lies up to 1.4 steps beside the window's own.
    for (const rate of [250, 128, 1000]) {
      const other = recorded(rate);
      const changed = changedBeat(other.beat, {}).input;
      expect(Math.max(...changed.map((value, t) => Math.abs(value - other.input[t])))).toBeLessThan(1e-4);
    }
  });

  it('is changed in mV and scaled afterwards: a shift reaches every step of the input, and its mean stays 0', () => {
    const { beat, input } = recorded(360);
    const { valuesMv, input: changed } = changedBeat(beat, { stShiftMv: 0.2 });
    const before = changedBeat(beat, {}).valuesMv;
    // R is step 72: J point at 90, T onset at 132.
    expect(valuesMv[100] - before[100]).toBeCloseTo(0.2, 6);
    expect(valuesMv[40]).toBe(before[40]);
    expect(Math.abs(changed[40] - input[40])).toBeGreaterThan(0.1);
    expect(changed.reduce((sum, value) => sum + value, 0) / 216).toBeCloseTo(0, 5);
  });

  it('takes a dose in mV also where the lead is in microvolts', () => {
    const { beat } = recorded(360);
    const microvolts = { ...beat, signal: beat.signal.map((value) => 1000 * value), mvPerUnit: 0.001 };
    const [a, b] = [microvolts, beat].map((each) => changedBeat(each, { stShiftMv: 0.2 }).valuesMv);
    expect(Math.max(...a.map((value, t) => Math.abs(value - b[t])))).toBeLessThan(1e-5);
  });

  it('keeps the other channels and the size against the patient’s other beats', () => {
    const { beat, input } = recorded(360);
    const channels = ['rr-before', 'lead'] as const;
    const preprocessing: Preprocessing = { ...PREPROCESSING, scaling: 'dominant-beat', channels };
    const two = Float32Array.from({ length: 432 }, (_, i) => (i % 2 === 0 ? 7 : 4 * input[(i - 1) / 2]));
    const rhythmic = { ...beat, preprocessing, input: two, spread: 0.25 };
    const same = changedBeat(rhythmic, {}).input;
    same.forEach((value, i) => expect(value).toBeCloseTo(two[i], 5));
    const own = changedBeat(beat, {}).valuesMv;
    const { valuesMv, input: changed } = changedBeat(rhythmic, { tScale: 3 });
    // What is added to the lead is added to the input, a quarter of a mV as one.
    const added = (t: number): number => valuesMv[t] - own[t];
    const gained = (t: number): number => changed[2 * t + 1] - two[2 * t + 1];
    expect(gained(162) - gained(0)).toBeCloseTo(4 * (added(162) - added(0)), 4);
    expect(Math.abs(added(162))).toBeGreaterThan(0.01);
    expect(changed[2 * 162]).toBe(7);
  });

  it('comes earlier or later between its neighbours for a model that reads the rhythm', () => {
    const { beat, input } = recorded(360);
    const channels = ['lead', 'rr-before', 'rr-after', 'rr-second-before', 'rr-irregularity'] as const;
    const five = new Float32Array(5 * 216);
    input.forEach((value, t) => void (five[5 * t] = value));
    const rhythmic = { ...beat, preprocessing: { ...PREPROCESSING, channels }, input: five };
    const rr = knobsOf(rhythmic).find(({ id }) => id === 'rr')!;
    // Of a second on either side, up to 200 ms from a neighbour.
    expect(rr).toMatchObject({ own: 1000, from: -80, to: 80, reason: null });
    const early = changedBeat(rhythmic, changeAt([rr], { ...OWN_PLACES, rr: -25 })).input;
    // 3 ln(750 / 1000) and 3 ln(1250 / 1000); the medians around stay.
    expect(Array.from(early.subarray(5 * 100 + 1, 5 * 100 + 5))).toEqual([
      expect.closeTo(3 * Math.log(0.75), 5),
      expect.closeTo(3 * Math.log(1.25), 5),
      0,
      0,
    ]);
    expect(early.filter((_, i) => i % 5 === 0)).toEqual(input);
  });
});

describe('knobs', () => {
  it('stand at the beat as recorded, and speak in its units', () => {
    const { beat } = recorded(360);
    const knobs = knobsOf(beat);
    expect(knobs.map(({ id, reason }) => [id, reason === null])).toEqual([
      ['qrs', true],
      ['st', true],
      ['t', true],
      ['p', true],
      ['rr', false],
    ]);
    expect(changeAt(knobs, OWN_PLACES)).toEqual({});
    // 36 samples at 360 Hz.
    expect(doseText(knobOf('qrs'), 0)).toBe('100 ms');
    expect(changeAt(knobs, { ...OWN_PLACES, qrs: 25, st: -8, t: 10, p: -20 })).toEqual({
      qrsScale: 1.5,
      stShiftMv: -0.08,
      tScale: 1.5,
      pScale: 0,
    });
    expect(doseText(knobOf('st'), -8)).toBe('−0.08 mV');
    expect(doseText(knobOf('st'), 0)).toBe('0.00 mV');
    expect(doseText(knobOf('t'), 10)).toBe('150 %, 0.45 mV');
    expect(doseText(knobOf('t'), -40)).toBe('−100 %, −0.30 mV');
    expect(doseText(knobOf('p'), -20)).toBe('removed');
    expect(knobOf('rr').reason).toContain('600 ms around the R peak');
  });

  it('of waves that are not found can’t be turned, and say why', () => {
    const { beat } = recorded(360);
    const bare = { ...beat, waves: { ...beat.waves, p: null, qrs: null } };
    expect(knobOf('p', bare)).toMatchObject({ from: 0, to: 0, reason: expect.stringContaining('No P wave') });
    expect(knobOf('st', bare).reason).toContain('No QRS complex');
    expect(knobOf('t', bare).reason).toBeNull();
    expect(knobOf('t', bare).doubt).toBe('');
    const confidence = { onset: 0.2, peak: 1, offset: 0.1 };
    const unclear = { ...beat.waves, qrs: { ...beat.waves.qrs!, confidence } };
    expect(knobOf('qrs', { ...beat, waves: unclear }).doubt).toBe(
      'The onset and offset of the QRS complex are not clear.',
    );
  });
});

describe('a dose-response curve', () => {
  const knob = knobOf('qrs');
  const places = curvePlaces(knob);

  it('is computed at both ends, at the beat’s own and evenly between', () => {
    // 40 to 240 ms around 100 ms in steps of 2 ms.
    expect([knob.from, knob.to]).toEqual([-30, 70]);
    expect(places[0]).toBe(-30);
    expect(places.at(-1)).toBe(70);
    expect(places).toContain(0);
    expect(places.length).toBeLessThan(34);
    expect([...places].every((place, i) => i === 0 || place > places[i - 1])).toBe(true);
  });

  it('says where the decision turns', () => {
    const at = (turn: number) =>
      Float32Array.from(places.flatMap((place) => (place < turn ? [0.9, 0.1] : [0.2, 0.8])));
    const response = { knob, places, probabilities: at(10) };
    expect(responseSentence(response, ['N', 'V'])).toBe('N up to 116 ms; V from 124 ms on.');
    expect(decidedParts(response)).toEqual([
      { decided: 0, from: -30, to: 8 },
      { decided: 1, from: 12, to: 70 },
    ]);
    expect(responseSentence({ ...response, probabilities: at(-99) }, ['N', 'V'])).toBe(
      'V over the whole range.',
    );
  });

  it('is drawn with the place of the knob and the beat’s own', () => {
    const probabilities = new Float32Array(2 * places.length).fill(0.5);
    const list = doseResponsePicture({
      width: 344,
      response: { knob, places, probabilities },
      symbols: ['N', 'V'],
      place: 20,
      now: Float32Array.of(0.25, 0.75),
      description: '',
    });
    // 300 px for 100 places from 30 px on.
    const lines = list.items.flatMap((item) => (item.kind === 'line' ? [item] : []));
    expect(lines.find(({ style }) => style.stroke === 'accent')?.points[0]).toBeCloseTo(30 + 3 * 50, 6);
    expect(
      lines.find(({ style }) => style.dash?.length === 2 && style.stroke === 'text-weak')?.points[0],
    ).toBeCloseTo(30 + 3 * 30, 6);
    expect(list.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))).toContain('200 ms');
  });
});
