import { createRandom } from '@saliogram/core';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createQrsDetector } from './create-qrs-detector.ts';
import type { QrsOptions } from './create-qrs-detector.ts';
import { detectQrs } from './detect-qrs.ts';
import { SampleHistory } from './sample-history.ts';

const forget = Reflect.get(SampleHistory.prototype, 'forget') as SampleHistory['forget'];

/** Beats of uneven height and distance in noise, with a gap, a flat stretch and an artefact: all that a rule can act on. */
function difficult(samplingFrequency: number, seconds: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const signal = Float32Array.from(
    { length: Math.round(seconds * samplingFrequency) },
    () => 0.03 * random.normal(),
  );
  const add = (second: number, width: number, height: number): void => {
    const middle = second * samplingFrequency;
    const reach = 4 * width * samplingFrequency;
    for (let i = Math.max(0, Math.ceil(middle - reach)); i < Math.min(signal.length, middle + reach); i++) {
      signal[i] += height * Math.exp(-0.5 * ((i / samplingFrequency - second) / width) ** 2);
    }
  };
  for (let second = 0.4; second < seconds; second += 0.5 + 0.6 * random.uniform()) {
    add(second, 0.012, (random.uniform() < 0.15 ? 0.35 : 1) * (random.uniform() < 0.5 ? 1 : -0.8));
    add(second + 0.25, 0.05, 0.4);
  }
  const piece = (from: number, to: number): Float32Array =>
    signal.subarray(Math.round(from * samplingFrequency), Math.round(to * samplingFrequency));
  piece(0, 0.02).fill(NaN);
  piece(0.3 * seconds, 0.3 * seconds + 1.5).fill(NaN);
  piece(0.5 * seconds, 0.5 * seconds + 0.1).fill(40);
  piece(0.6 * seconds, 0.7 * seconds).fill(0.2);
  piece(seconds - 0.03, seconds).fill(NaN);
  return signal;
}

/** The peaks of a signal that is pushed in pieces of the given lengths, in turn. */
function inPieces(signal: Float32Array, options: QrsOptions, lengths: readonly number[]): number[] {
  const detector = createQrsDetector(options);
  const peaks: number[] = [];
  for (let at = 0, turn = 0; at < signal.length; turn++) {
    const length = lengths[turn % lengths.length];
    peaks.push(...detector.push(signal.subarray(at, at + length)));
    at += length;
  }
  return [...peaks, ...detector.flush()];
}

describe('createQrsDetector', () => {
  it('finds the same peaks however the signal is divided', () => {
    const frequencies = [100, 128, 200, 250, 360, 1000];
    const divisions = fc.record({
      samplingFrequency: fc.constantFrom(...frequencies),
      mode: fc.constantFrom('improved' as const, 'guarded' as const),
      seconds: fc.constantFrom(0.5, 2, 2.1, 20, 20),
      seed: fc.integer({ min: 1, max: 1000 }),
      lengths: fc.array(fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9000 })), {
        minLength: 1,
        maxLength: 6,
      }),
    });
    let peaksSeen = 0;
    fc.assert(
      fc.property(divisions, ({ samplingFrequency, mode, seconds, seed, lengths }) => {
        const signal = difficult(samplingFrequency, seconds, seed);
        const whole = [...detectQrs(signal, { samplingFrequency, mode }).peaks];
        peaksSeen += whole.length;
        expect(inPieces(signal, { samplingFrequency, mode }, lengths)).toEqual(whole);
      }),
      { seed: 1, numRuns: 60 },
    );
    expect(peaksSeen).toBeGreaterThan(300);
  });

  it('reports a beat of a steady rhythm within half a second', () => {
    const samplingFrequency = 250;
    const detector = createQrsDetector({ samplingFrequency });
    const lead = Float32Array.from({ length: 20 * samplingFrequency }, (_, i) =>
      Math.exp(-0.5 * (((i % 200) - 100) / 4) ** 2),
    );
    const delays: number[] = [];
    for (let at = 0; at < lead.length; at += 5) {
      for (const peak of detector.push(lead.subarray(at, at + 5))) delays.push(at + 5 - peak);
    }
    expect(delays).toHaveLength(24); // the last is still to be told
    expect(Math.max(...delays.slice(3)) / samplingFrequency).toBeLessThan(0.5);
  });

  it('keeps no more of a long signal than of a short one', () => {
    const histories = new Set<SampleHistory>();
    const watch = vi.spyOn(SampleHistory.prototype, 'forget').mockImplementation(function (
      this: SampleHistory,
      start,
    ) {
      histories.add(this);
      forget.call(this, start);
    });
    const samplingFrequency = 360;
    const detector = createQrsDetector({ samplingFrequency });
    const minute = difficult(samplingFrequency, 60, 5);
    const gap = new Float32Array(minute.length).fill(NaN);
    const kept = (minutes: number): number => {
      for (let i = 0; i < minutes; i++) detector.push(i % 5 === 4 ? gap : minute);
      return [...histories].reduce((sum, { values }) => sum + values.length, 0);
    };
    const short = kept(2);
    expect(histories.size).toBe(8);
    expect(kept(18)).toBe(short);
    expect(short).toBeLessThan(100_000); // of 4 bytes; the signal has 432,000
    watch.mockRestore();
  });

  it('is over after flush', () => {
    const detector = createQrsDetector({ samplingFrequency: 360 });
    expect(detector.push(new Float32Array(0))).toHaveLength(0);
    expect(detector.flush()).toHaveLength(0);
    expect(detector.flush()).toHaveLength(0);
    expect(() => detector.push(new Float32Array(1))).toThrow(
      expect.objectContaining({ code: 'argument-invalid' }),
    );
  });
});
