import { describe, expect, it } from 'vitest';
import { integrateModel, sumOfWaves } from './dynamical-model.ts';

const wave = { amplitudeMv: 1, centreS: 0, widthS: 0.02 };
const beats = [1, 2, 3].map((seconds) => ({ seconds, symbol: 'N', waves: [wave] }));
const flat = (): number => 0;

describe('integrateModel', () => {
  it('equals the closed form less its relaxation: dz/dt = dw/dt - z has z(t) = w - integral of w exp(s - t)', () => {
    const rate = 1000;
    const integrated = integrateModel(beats, 4000, rate, flat);
    const waves = sumOfWaves(beats, 4000, rate);
    // The integral by its own recurrence, trapezoidal rule.
    let relaxed = 0;
    for (let n = 0; n < 4000; n++) {
      if (n > 0) relaxed = relaxed * Math.exp(-1 / rate) + ((waves[n] + waves[n - 1]) / 2) * (1 / rate);
      expect(integrated[n]).toBeCloseTo(waves[n] - relaxed, 3);
    }
    expect(integrated[1000]).toBeGreaterThan(0.97);
  });

  it('has fourth-order error: a sixteenth when the step is halved', () => {
    const fine = integrateModel(beats, 8000, 2000, flat);
    const errorAt = (rate: number): number =>
      Math.abs(integrateModel(beats, 4 * rate, rate, flat)[1.02 * rate] - fine[2040]);
    expect(errorAt(100) / errorAt(200)).toBeGreaterThan(8);
  });

  it('follows the baseline with a time constant of one second', () => {
    const step = integrateModel([], 5000, 1000, (seconds) => (seconds > 0 ? 1 : 0));
    expect(step[1000]).toBeCloseTo(1 - Math.exp(-1), 3);
  });

  it('keeps the width of a QRS complex at any heart rate', () => {
    const widthAt = (rr: number): number => {
      const quick = [1, 1 + rr, 1 + 2 * rr].map((seconds) => ({ seconds, symbol: 'N', waves: [wave] }));
      const signal = sumOfWaves(quick, 4000, 1000).subarray((1 + rr / 2) * 1000, (1 + 1.5 * rr) * 1000);
      return signal.filter((value) => value > 0.5).length;
    };
    // Full width at half maximum of a Gaussian: 2.355 widths, 47 ms.
    expect(Math.abs(widthAt(0.5) - 47)).toBeLessThanOrEqual(1);
    expect(widthAt(1.2)).toBe(widthAt(0.5));
  });
});
