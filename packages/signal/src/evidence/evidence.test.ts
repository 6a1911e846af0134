import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BeatMeasurements } from '../delineation/measure-beats.ts';
import type { DelineatedBeat, DelineatedTWave } from '../delineation/wave.ts';
import { evidencePerWave } from './evidence-per-wave.ts';
import { evidenceText, measurementText } from './evidence-text.ts';
import { BEAT_STRETCHES, stretchesAt } from './stretches.ts';

const wave = (onset: number, offset: number): DelineatedTWave => ({
  onset,
  peak: (onset + offset) / 2,
  offset,
  confidence: { onset: 1, peak: 1, offset: 1 },
  morphology: 'normal',
});
const beat: DelineatedBeat = { rPeak: 20, p: wave(4, 7), qrs: wave(10, 19), t: wave(25, 29) };
const measured: BeatMeasurements = {
  rrMs: 800,
  qrsDurationMs: 148.4,
  prMs: 160,
  qtMs: 400,
  qtcBazettMs: null,
  qtcFridericiaMs: null,
  qtcFraminghamMs: null,
  stJ60Mv: -0.001,
  stJ80Mv: null,
  pAmplitudeMv: 0.1,
  rAmplitudeMv: 0.4,
  sAmplitudeMv: -1.2,
  tAmplitudeMv: -0.31,
};
const steps = Array.from({ length: 40 }, (_, i) => i);

describe('stretchesAt', () => {
  it('names the stretch of each point, whole or not', () => {
    const words = Array.from(stretchesAt(beat, [0, 3.4, 3.6, 8, 9.5, 19.4, 20, 24.9, 30]), (i) =>
      i < 0 ? '-' : BEAT_STRETCHES[i],
    );
    // 3.6 and 24.9 are nearest to the onsets 4 and 25, 9.5 to 10.
    expect(words).toEqual(['before', 'before', 'P', 'PR', 'QRS', 'QRS', 'ST', 'T', 'after']);
  });

  it('says nothing of a beat without a QRS complex', () => {
    expect(new Set(stretchesAt({ ...beat, qrs: null }, steps))).toEqual(new Set([-1]));
    expect(stretchesAt(beat, [])).toHaveLength(0);
  });
});

describe('evidencePerWave', () => {
  const stretches = stretchesAt(beat, steps);

  it('sums what lies in each stretch', () => {
    // 10 steps of QRS with 3 each, 5 of T with 2 each, nothing elsewhere.
    const weights = steps.map((t) => (t >= 10 && t < 20 ? 3 : t >= 25 && t < 30 ? 2 : 0));
    const found = evidencePerWave(weights, stretches);
    expect(found.map(({ stretch, share, timeShare }) => [stretch, share, timeShare])).toEqual([
      ['before', 0, 0.1],
      ['P', 0, 0.1],
      ['PR', 0, 0.05],
      ['QRS', 0.75, 0.25],
      ['ST', 0, 0.125],
      ['T', 0.25, 0.125],
      ['after', 0, 0.25],
    ]);
    expect(evidenceText(found, measured)).toBe(
      '75 % in the QRS (25 % of the time), 148 ms wide, S −1.20 mV; 25 % in the T wave (13 % of the time), −0.31 mV',
    );
  });

  it('tells leads and rhythm apart', () => {
    const channels = ['lead', 'second-lead', 'rr-before'] as const;
    const weights = steps.flatMap((t) => [t === 12 ? 5 : 0, t === 22 ? 2 : 0, 3 / 40]);
    const found = evidencePerWave(weights, stretches, channels);
    expect(evidenceText(found, measured, ['MLII', 'V1'])).toBe(
      '50 % in the QRS of MLII (25 % of the time), 148 ms wide, S −1.20 mV; 30 % in the rhythm (RR before, of those around); 20 % in the ST segment of V1 (13 % of the time)',
    );
  });

  it('says so where there is no heat and where there are no waves', () => {
    expect(evidencePerWave(new Float32Array(40), stretches)).toEqual([]);
    expect(evidenceText([])).toBe('nothing is salient');
    const lost = evidencePerWave(new Float32Array(40).fill(1), new Int8Array(40).fill(-1));
    expect(evidenceText(lost)).toBe('100 % in lead, whose waves were not found');
    expect(() => evidencePerWave(new Float32Array(41), stretches)).toThrow(
      'got 41 weights, expected 40 x 1 (steps x channels)',
    );
  });

  it('names what was measured', () => {
    expect(measurementText(measured)).toBe(
      'P 0.10 mV; PR interval 160 ms; QRS 148 ms wide, S −1.20 mV; ST 0.00 mV at J + 60 ms; T −0.31 mV',
    );
    const none = Object.fromEntries(Object.keys(measured).map((key) => [key, null]));
    expect(measurementText(none as unknown as BeatMeasurements)).toBe('no waves were found');
  });

  it('gives shares that add up to 1', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 80, maxLength: 80 }), (weights) => {
        const found = evidencePerWave(weights, stretches, ['lead', 'second-lead']);
        const sum = found.reduce((all, { share }) => all + share, 0);
        expect(sum).toBeCloseTo(weights.some((weight) => weight > 0) ? 1 : 0, 12);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
