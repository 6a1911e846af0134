import { describe, expect, it } from 'vitest';
import type { Annotation } from '@saliogram/records';
import { cutBeats, UNLABELLED } from './cut-beats.ts';
import { MIT_BIH_PREPROCESSING } from './preprocessing.ts';
import type { ReadableRecord } from './read-leads.ts';

const annotated = { ...MIT_BIH_PREPROCESSING, centring: 'annotated', scaling: 'none' } as const;

function record(signal: Float32Array, leads = ['MLII'], samplingFrequency = 360): ReadableRecord {
  return { name: 'r1', leads, samplingFrequency, read: async () => [signal] };
}

const normal = (sample: number): Annotation => ({
  sample,
  symbol: 'N',
  code: 1,
  subtype: 0,
  channel: 0,
  num: 0,
  aux: '',
});

const ramp = Float32Array.from({ length: 1000 }, (_, i) => i);

/** Twenty seconds with a narrow upright spike of 1 mV every 0.8 s. */
function spikes(samplingFrequency: number): Float32Array {
  return Float32Array.from({ length: 20 * samplingFrequency }, (_, i) => {
    const seconds = ((i / samplingFrequency) % 0.8) - 0.4;
    return Math.exp(-0.5 * (seconds / 0.012) ** 2);
  });
}

describe('cutBeats', () => {
  it('cuts R-72 .. R+143 and drops windows that run off either end', async () => {
    const beats = await cutBeats(record(ramp), [71, 72, 500, 856, 857].map(normal), {
      preprocessing: annotated,
    });
    expect([...beats.peaks]).toEqual([72, 500, 856]);
    expect(beats.values).toHaveLength(3 * 216);
    expect([beats.values[216], beats.values[431]]).toEqual([428, 643]);
    expect(beats.dropped).toEqual({ 'window off the record': 2 });
  });

  it('drops windows with an invalid sample, and only those', async () => {
    const signal = ramp.slice();
    signal[400] = NaN;
    const beats = await cutBeats(record(signal), [200, 257, 472, 473].map(normal), {
      preprocessing: annotated,
    });
    expect([...beats.peaks]).toEqual([200, 473]);
    expect(beats.dropped).toEqual({ 'invalid sample in the window': 2 });
  });

  it('z-scores each beat to mean 0 and standard deviation 1', async () => {
    const { values } = await cutBeats(record(ramp), [normal(300)], {
      preprocessing: { ...annotated, scaling: 'z-score' },
    });
    const mean = values.reduce((a, b) => a + b) / 216;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 216;
    expect(mean).toBeCloseTo(0, 5);
    expect(variance).toBeCloseTo(1, 5);
  });

  it('finds the beats itself when there are no annotations, at any sampling frequency', async () => {
    const beats = await cutBeats(record(spikes(250), ['V5'], 250), undefined);
    expect(beats.lead).toBe('V5');
    expect(beats.labels.length).toBeGreaterThan(20);
    expect(new Set(beats.labels)).toEqual(new Set([UNLABELLED]));
    for (const peak of beats.peaks) expect(Math.abs(((peak / 250) % 0.8) - 0.4)).toBeLessThan(0.008);
  });

  it('tells a record without the leads, one shorter than a beat, and one without annotations to centre on', async () => {
    await expect(cutBeats(record(ramp, ['V1', 'V2']), [])).rejects.toThrow(
      'record r1: got leads V1, V2, expected MLII or V5',
    );
    await expect(cutBeats(record(ramp.subarray(0, 215)), [])).rejects.toThrow(
      'record r1: got 215 samples at 360 Hz, expected at least 216',
    );
    await expect(cutBeats(record(ramp), undefined, { preprocessing: annotated })).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  });
});
