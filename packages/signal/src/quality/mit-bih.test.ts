import { createRandom } from '@saliogram/core';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectQrs } from '../detect-qrs.ts';
import { addNoiseAtSnr } from '../noise/add-noise.ts';
import { synthesizeNoise } from '../noise/synthesize-noise.ts';
import { assessQuality } from './assess-quality.ts';

const data = process.env.SALIOGRAM_DATA ?? join(import.meta.dirname, '../../../../../shared/data');
const folder = join(data, 'mitdb');
const samplingFrequency = 360;

/** Three minutes of signal 0, mV. */
function read(name: string): Float32Array {
  const packed = readFileSync(join(folder, `${name}.dat`));
  return Float32Array.from({ length: 180 * samplingFrequency }, (_, i) => {
    const digital = ((packed[3 * i] | (packed[3 * i + 1] << 8)) << 20) >> 20;
    return (digital - 1024) / 200;
  });
}

describe.skipIf(!existsSync(folder))('assessQuality on real records (needs MIT-BIH)', () => {
  // Records that the ramps of the index were not set on.
  it.each(['100', '103', '123'])('%s is clean, and noisy where noise was added to it', (name) => {
    const clean = read(name);
    const beats = detectQrs(clean, { samplingFrequency }).peaks;
    const meanIndex = (signal: Float32Array): number => {
      const { windows } = assessQuality(signal, { samplingFrequency });
      return windows.reduce((sum, { index }) => sum + index, 0) / windows.length;
    };
    expect(assessQuality(clean, { samplingFrequency }).intervals).toEqual([]);
    expect(meanIndex(clean)).toBeGreaterThan(0.9);
    for (const kind of ['muscle', 'electrode-motion'] as const) {
      const random = createRandom(Number(name));
      const noise = synthesizeNoise(kind, { sampleCount: clean.length, samplingFrequency, random });
      const noisy = (snrDb: number): Float32Array =>
        addNoiseAtSnr(clean, noise, { samplingFrequency, snrDb, beats, schedule: 'throughout' });
      expect(meanIndex(noisy(18)), kind).toBeGreaterThan(0.85);
      expect(meanIndex(noisy(0)), kind).toBeLessThan(0.5);
      expect(meanIndex(noisy(-6)), kind).toBeLessThan(0.15);
      // The third minute alone is noisy.
      const half = clean.slice();
      const third = 120 * samplingFrequency;
      half.set(noisy(-6).subarray(third), third);
      const { intervals } = assessQuality(half, { samplingFrequency });
      const noisySamples = intervals.reduce((sum, { from, to }) => sum + to - from, 0);
      expect(intervals.every((each) => each.kind === 'noisy' && each.from >= third)).toBe(true);
      expect(noisySamples).toBeGreaterThan(0.8 * 60 * samplingFrequency);
    }
  });
});
