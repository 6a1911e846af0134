import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { addNoiseAtSnr } from './add-noise.ts';
import { noiseAmplitude, qrsAmplitude } from './amplitudes.ts';
import { NOISE_KINDS, synthesizeNoise } from './synthesize-noise.ts';

const RATE = 200;

/** Part of a signal's power in a band: periodograms of 10 s, each bin by its definition. */
function share(signal: Float32Array, samplingFrequency: number, lowHz: number, highHz: number): number {
  const width = 10 * samplingFrequency;
  let [inBand, all] = [0, 0];
  for (let from = 0; from + width <= signal.length; from += width) {
    const piece = signal.subarray(from, from + width);
    const mean = piece.reduce((a, b) => a + b, 0) / width;
    for (const value of piece) all += (value - mean) ** 2 / 2;
    for (let bin = Math.ceil(10 * lowHz); bin < 10 * highHz; bin++) {
      let [re, im] = [0, 0];
      const w = (2 * Math.PI * bin) / width;
      for (let n = 0; n < width; n++) {
        re += (piece[n] - mean) * Math.cos(w * n);
        im += (piece[n] - mean) * Math.sin(w * n);
      }
      inBand += (re * re + im * im) / width;
    }
  }
  return inBand / all;
}

const make = (kind: (typeof NOISE_KINDS)[number], seed = 1, sampleCount = 20 * RATE): Float32Array =>
  synthesizeNoise(kind, { sampleCount, samplingFrequency: RATE, random: createRandom(seed) });

describe('synthesizeNoise', () => {
  it('has its power where such noise has it', () => {
    expect(share(make('baseline-wander'), RATE, 0, 1)).toBeGreaterThan(0.95);
    expect(share(make('muscle'), RATE, 15, 100)).toBeGreaterThan(0.8);
    const motion = make('electrode-motion');
    expect(share(motion, RATE, 1, 20)).toBeGreaterThan(0.2); // the band of QRS complexes
    expect(share(motion, RATE, 20, 100)).toBeLessThan(0.05);
  });

  it('is the same for the same seed only, near 1, and has no samples without a value', () => {
    for (const kind of NOISE_KINDS) {
      expect(make(kind, 3, 900)).toEqual(make(kind, 3, 900));
      expect(make(kind, 4, 900)).not.toEqual(make(kind, 3, 900));
      const noise = make(kind, 5);
      const power = noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
      expect(power).toBeGreaterThan(0.1);
      expect(power).toBeLessThan(4);
    }
    expect(() =>
      synthesizeNoise('muscle', { sampleCount: 1, samplingFrequency: 0, random: createRandom(1) }),
    ).toThrow(expect.objectContaining({ code: 'argument-invalid' }));
  });
});

describe('amplitudes', () => {
  it('of QRS complexes are ranges of 100 ms, of noise deviations of a second, each without the extremes', () => {
    const signal = new Float32Array(RATE * 50);
    const beats = Array.from({ length: 40 }, (_, i) => 100 + 200 * i);
    beats.forEach((beat, i) => (signal[beat] = i < 2 ? 50 : 2)); // 5 % of 40 are 2
    signal[150] = 9; // not near a beat
    signal[310] = -1; // 50 ms after the second
    expect(qrsAmplitude(signal, beats, RATE)).toBe(2);
    const sine = Float32Array.from(
      { length: RATE * 30 },
      (_, i) => 3 * Math.sin((2 * Math.PI * 5 * i) / RATE),
    );
    expect(
      noiseAmplitude(
        sine.map((x, i) => x + Math.floor(i / RATE)),
        RATE,
      ),
    ).toBeCloseTo(3 / Math.SQRT2, 5);
    expect([qrsAmplitude(signal, [], RATE), noiseAmplitude(new Float32Array(9), RATE)]).toEqual([0, 0]);
  });
});

describe('addNoiseAtSnr', () => {
  const minutes = 10;
  const signal = new Float32Array(minutes * 60 * RATE);
  const beats = Array.from({ length: 590 }, (_, i) => 100 + 200 * i);
  for (const beat of beats) signal.set([1, 4, -4, -1], beat - 1);
  const noise = synthesizeNoise('muscle', {
    sampleCount: signal.length,
    samplingFrequency: RATE,
    random: createRandom(2),
  });
  const add = (snrDb: number, schedule?: 'throughout'): Float32Array =>
    addNoiseAtSnr(signal, noise, { samplingFrequency: RATE, snrDb, beats, schedule }).map(
      (value, i) => value - signal[i],
    );

  it('scales the noise to the ratio', () => {
    // Peak to peak 8: S = 64 / 8; at 6.0206 dB N is a quarter of it.
    expect(noiseAmplitude(add(10 * Math.log10(4), 'throughout'), RATE) ** 2).toBeCloseTo(2, 3);
    expect(noiseAmplitude(add(-10, 'throughout'), RATE) ** 2).toBeCloseTo(80, 1);
  });

  it('leaves five minutes, then every other two, without noise, and makes no steps', () => {
    const added = add(0);
    const isStill = (fromS: number, toS: number): boolean =>
      added.subarray(fromS * RATE, toS * RATE).every((value) => Math.abs(value - added[fromS * RATE]) < 1e-5);
    expect(isStill(0, 300)).toBe(true);
    expect(isStill(300, 301)).toBe(false);
    expect(isStill(419, 420)).toBe(false);
    expect(isStill(420, 540)).toBe(true);
    expect(isStill(540, 541)).toBe(false);
    expect(Math.abs(added[300 * RATE])).toBe(0);
    expect(added[420 * RATE]).toBeCloseTo(added[420 * RATE - 1], 4);
  });

  it('refuses noise that is too short, and signals without an amplitude', () => {
    const options = { samplingFrequency: RATE, snrDb: 0, beats };
    for (const call of [
      () => addNoiseAtSnr(signal, noise.subarray(1), options),
      () => addNoiseAtSnr(signal, noise, { ...options, beats: [] }),
      () => addNoiseAtSnr(signal, new Float32Array(signal.length), options),
    ]) {
      expect(call).toThrow(expect.objectContaining({ code: 'argument-invalid' }));
    }
  });
});
