import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { matchBeats } from './beats/match.ts';
import { detectQrs } from './detect-qrs.ts';

/** R peaks of `beats` beats, seconds: about one a second, never quite on a sample. */
const times = (beats: number): number[] => {
  const random = createRandom(3);
  return Array.from({ length: beats }, (_, i) => 1 + 0.83 * i + 0.02 * random.normal());
};

/** Beats of a P wave, a QRS complex and a T wave, each a Gaussian, with a little noise; in mV. */
function recording(samplingFrequency: number, peaks: readonly number[], noise = 0.01): Float32Array {
  const random = createRandom(5);
  const length = Math.ceil((peaks[peaks.length - 1] + 1) * samplingFrequency);
  const signal = Float32Array.from({ length }, () => noise * random.normal());
  const waves = [
    [-0.17, 0.025, 0.12],
    [-0.025, 0.009, -0.15],
    [0, 0.011, 1.2],
    [0.03, 0.01, -0.25],
    [0.26, 0.05, 0.3],
  ];
  for (const peak of peaks) {
    const from = Math.max(0, Math.floor((peak - 0.5) * samplingFrequency));
    const to = Math.min(length, Math.ceil((peak + 0.6) * samplingFrequency));
    for (const [offset, width, height] of waves) {
      for (let i = from; i < to; i++) {
        signal[i] += height * Math.exp(-0.5 * ((i / samplingFrequency - peak - offset) / width) ** 2);
      }
    }
  }
  return signal;
}

function expectBeats(found: Int32Array, truth: readonly number[], samplingFrequency: number): void {
  const reference = truth.map((t) => Math.round(t * samplingFrequency));
  expect(found).toHaveLength(reference.length);
  expect([...matchBeats(found, reference, Math.ceil(0.008 * samplingFrequency))]).toEqual([
    ...reference.keys(),
  ]);
}

const truth = times(60);

describe('detectQrs', () => {
  it.each([62.5, 128, 200, 250, 257, 360, 500, 1000])('finds every beat within 8 ms at %d Hz', (rate) => {
    for (const mode of ['published', 'improved', 'guarded'] as const) {
      const { peaks } = detectQrs(recording(rate, truth), { samplingFrequency: rate, mode });
      expectBeats(peaks, truth, rate);
    }
  });

  it('guarded takes no jerk of the electrode for a beat, and early beats as ever', () => {
    const random = createRandom(8);
    const rate = 360;
    const early = truth.map((second, k) => (k % 10 === 9 ? second - 0.25 : second));
    const signal = recording(rate, early);
    // A jerk rises within 60 ms and dies away with a time constant of 0.4 s; in every fourth interval, far from beats.
    for (let k = 12; k < early.length - 1; k += 4) {
      const start = early[k] + 0.3 + 0.1 * random.uniform();
      for (let i = Math.ceil(start * rate); i < Math.min(signal.length, (start + 3) * rate); i++) {
        const t = i / rate - start;
        signal[i] += t < 0.06 ? 0.5 - 0.5 * Math.cos((Math.PI * t) / 0.06) : Math.exp(-(t - 0.06) / 0.4);
      }
    }
    const reference = early.map((second) => Math.round(second * rate));
    const score = (mode: 'improved' | 'guarded') => {
      const { peaks } = detectQrs(signal, { samplingFrequency: rate, mode });
      const found = matchBeats(peaks, reference, 0.05 * rate).filter((beat) => beat >= 0).length;
      return { found, invented: peaks.length - found };
    };
    expect(score('improved').invented).toBeGreaterThanOrEqual(6);
    expect(score('guarded').invented).toBeLessThanOrEqual(score('improved').invented / 2);
    expect(score('guarded').found).toBe(early.length);
  });

  it('finds the same beats in any unit, on any offset, and upside down', () => {
    const signal = recording(360, truth);
    const { peaks } = detectQrs(signal, { samplingFrequency: 360 });
    for (const change of [(x: number) => 2048 * x + 4096, (x: number) => x / 1024, (x: number) => -x]) {
      expect(detectQrs(signal.map(change), { samplingFrequency: 360 }).peaks).toEqual(peaks);
    }
  });

  it('bridges a gap, reports nothing in it and goes on after it', () => {
    const signal = recording(360, truth).fill(NaN, 20 * 360, 30 * 360);
    const { peaks } = detectQrs(signal, { samplingFrequency: 360 });
    const kept = truth.filter((t) => t < 19.9 || t > 30.1);
    expect([...peaks].every((peak) => Number.isFinite(signal[peak]))).toBe(true);
    const reference = kept.map((t) => Math.round(t * 360));
    expect([...matchBeats(peaks, reference, 3)].filter((r) => r >= 0)).toEqual([...reference.keys()]);
    expect(peaks.length).toBeLessThanOrEqual(kept.length + 2);
  });

  it('recovers from an artefact far above any beat', () => {
    const signal = recording(360, truth);
    signal.subarray(15 * 360, 15 * 360 + 90).fill(30);
    const { peaks } = detectQrs(signal, { samplingFrequency: 360 });
    const reference = truth.filter((t) => t > 25).map((t) => Math.round(t * 360));
    expect(matchBeats(peaks, reference, 3).filter((r) => r >= 0)).toHaveLength(reference.length);
    const published = detectQrs(signal, { samplingFrequency: 360, mode: 'published' }).peaks;
    expect(published.length).toBeLessThan(truth.length / 2); // what learning anew is for
  });

  it('finds no peaks where there is nothing to find', () => {
    for (const length of [0, 1, 10, 215, 3600]) {
      for (const value of [0, 0.7, NaN]) {
        const signal = new Float32Array(length).fill(value);
        expect(detectQrs(signal, { samplingFrequency: 360 }).peaks).toHaveLength(0);
      }
    }
  });

  it('takes time in proportion to the length, even where no beat is found for long', () => {
    // Eight beats, then noise too low for a beat: a search back over all peaks since the beat would be quadratic.
    const work = (minutes: number): number => {
      const random = createRandom(11);
      const signal = Float32Array.from({ length: minutes * 60 * 200 }, () => 0.06 * (random.uniform() - 0.5));
      signal.set(recording(200, truth.slice(0, 8), 0));
      const start = process.cpuUsage();
      const { peaks } = detectQrs(signal, { samplingFrequency: 200, mode: 'published' });
      expect(peaks).toHaveLength(8);
      return process.cpuUsage(start).user;
    };
    work(10);
    // Unbounded, the search back made this about 50.
    expect(work(320) / work(20)).toBeLessThan(16 * 2);
  });

  it.each([0, -360, NaN])('refuses a sampling frequency of %d Hz', (samplingFrequency) => {
    expect(() => detectQrs(new Float32Array(9), { samplingFrequency })).toThrow(
      expect.objectContaining({ code: 'argument-invalid' }),
    );
  });
});
