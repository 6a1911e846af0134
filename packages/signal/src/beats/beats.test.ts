import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchBeats } from './match.ts';
import { scaleBeat } from './scaling.ts';
import { cutBeat } from './window.ts';

describe('cutBeat', () => {
  const ramp = Float32Array.from({ length: 1000 }, (_, i) => i);
  const paper = { before: 72, after: 144 };

  it('cuts R-72 to R+143, 216 samples, to the given place', () => {
    const out = new Float32Array(3 * 216).fill(-1);
    expect(cutBeat(ramp, 500, paper, out, 216)).toBe(true);
    expect([out[215], out[216], out[216 + 72], out[431], out[432]]).toEqual([-1, 428, 500, 643, -1]);
  });

  it('cuts a window exactly when it lies in the signal, and else leaves the output alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 60 }), fc.nat(20), fc.nat(20), (peak, before, after) => {
        const signal = ramp.subarray(0, 40);
        const out = new Float32Array(before + after).fill(-1);
        const whole = Array.from(out, (_, i) => peak - before + i);
        const inside = peak - before >= 0 && peak + after <= 40;
        expect(cutBeat(signal, peak, { before, after }, out, 0)).toBe(inside);
        expect([...out]).toEqual(inside ? whole : whole.map(() => -1));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('refuses a beat with a value that is not finite', () => {
    const broken = ramp.slice();
    broken[643] = NaN;
    expect(cutBeat(broken, 500, paper, new Float32Array(216), 0)).toBe(false);
    expect(cutBeat(broken, 499, paper, new Float32Array(216), 0)).toBe(true);
  });
});

describe('matchBeats', () => {
  const times = fc.array(fc.nat(400), { maxLength: 25 }).map((list) => list.sort((a, b) => a - b));

  it('pairs one to one within the tolerance, and leaves no pair that could still be made', () => {
    fc.assert(
      fc.property(times, times, fc.nat(30), (detected, reference, tolerance) => {
        const matches = [...matchBeats(detected, reference, tolerance)];
        const used = matches.filter((r) => r >= 0);
        expect(matches).toHaveLength(detected.length);
        expect(new Set(used).size).toBe(used.length);
        matches.forEach((r, d) => {
          if (r >= 0) expect(Math.abs(reference[r] - detected[d])).toBeLessThanOrEqual(tolerance);
          else {
            const free = reference.some(
              (t, i) => !used.includes(i) && Math.abs(t - detected[d]) <= tolerance,
            );
            expect(free).toBe(false);
          }
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('gives a reference beat to the nearest of two detections', () => {
    expect([...matchBeats([100, 110, 300], [108, 280, 320], 20)]).toEqual([-1, 0, 1]);
  });
});

describe('scaleBeat', () => {
  it('brings each channel to mean 0 and deviation 1 by itself', () => {
    const beat = Float32Array.of(1, 10, 3, 30, 5, 50, 7, 70); // two channels: 1 3 5 7 and ten times as much
    scaleBeat(beat, 'z-score', 2);
    const expected = [-3, -1, 1, 3].map((x) => x / Math.sqrt(5)); // by hand: mean 4, variance 5
    expected.forEach((x, t) => {
      expect(beat[2 * t]).toBeCloseTo(x, 6);
      expect(beat[2 * t + 1]).toBeCloseTo(x, 6);
    });
  });

  it('makes a constant beat zero and leaves an unscaled one alone', () => {
    const constant = new Float32Array(216).fill(0.1);
    scaleBeat(constant, 'z-score');
    expect(constant.every((x) => x === 0)).toBe(true);
    const kept = Float32Array.of(1, 2);
    scaleBeat(kept, 'none');
    expect([...kept]).toEqual([1, 2]);
  });
});
