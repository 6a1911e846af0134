import { describe, expect, it } from 'vitest';
import { NO_NOISE } from './noise.ts';
import { synthesizeRecording } from './recording.ts';
import { wavesOfBeats } from './wave-truth.ts';

describe('wavesOfBeats', () => {
  const bell = (amplitudeMv: number, centreS: number, widthS: number) => ({ amplitudeMv, centreS, widthS });

  it('has a bell start and end where 5 % of it are left, 2 % for the QRS complex', () => {
    const waves = [bell(0.1, -0.16, 0.02), bell(1, 0, 0.01), bell(-0.3, 0.25, 0.04), bell(-0.1, 0.02, 0.09)];
    const [{ p, qrs, t }] = wavesOfBeats([{ seconds: 2, symbol: 'N', waves }], 1000);
    // sqrt(2 ln 20) = 2.448 and sqrt(2 ln 50) = 2.797 deviations; beyond the first 0.18 s a lone beat keeps the nominal rate.
    const near = (place: number | null | undefined, expected: number): void =>
      expect(Math.abs((place ?? NaN) - expected)).toBeLessThanOrEqual(1);
    near(p?.onset, 2000 - 160 - 49);
    near(p?.peak, 2000 - 160);
    near(p?.offset, 2000 - 160 + 49);
    near(qrs?.onset, 2000 - 28);
    near(qrs?.offset, 2000 + 28);
    near(t?.onset, 2000 + 250 - 98);
    near(t?.offset, 2000 + 250 + 98);
  });

  it('ends a T wave where a shallow lobe of the same sign begins, and goes on through a deep one', () => {
    const endOf = (secondMv: number): number => {
      const waves = [bell(1, 0, 0.01), bell(-0.5, 0.2, 0.03), bell(secondMv, 0.35, 0.03)];
      return wavesOfBeats([{ seconds: 2, symbol: 'V', waves }], 1000)[0].t?.offset ?? NaN;
    };
    // The lowest place between two bells 150 ms apart: by symmetry in the middle for equal ones, nearer the lesser one else.
    expect(endOf(-0.05)).toBeGreaterThan(2000 + 275);
    expect(endOf(-0.05)).toBeLessThan(2000 + 300);
    // 5 % of 0.5 mV are left of 0.4 mV at sqrt(2 ln 16) = 2.355 deviations.
    expect(Math.abs(endOf(-0.4) - (2000 + 350 + 71))).toBeLessThanOrEqual(1);
  });

  it('follows the phase: the T wave of a quick heart comes early, its QRS complex is as wide as ever', () => {
    const beatOf = (rr: number) => {
      const beats = [1, 1 + rr, 1 + 2 * rr].map((seconds) => ({
        seconds,
        symbol: 'N',
        waves: [bell(1, 0, 0.01), bell(0.3, 0.3, 0.04)],
      }));
      const { qrs, t } = wavesOfBeats(beats, 1000)[1];
      return { width: (qrs?.offset ?? 0) - (qrs?.onset ?? 0), t: (t?.peak ?? 0) - 1000 * (1 + rr) };
    };
    expect(beatOf(0.5).width).toBeCloseTo(beatOf(1).width, 6);
    // By hand: held for 0.18 s, then 0.2 s run the 0.5 s that are nominal: 0.18 + 0.12 * 0.2 / 0.5.
    expect(beatOf(0.5).t).toBeCloseTo(228, 0);
  });

  it('is told by a recording per annotation, and null where a class has no such wave', () => {
    const { annotations, truth } = synthesizeRecording({ seed: 1, durationS: 60, noise: NO_NOISE });
    expect(truth.waves).toHaveLength(annotations.length);
    annotations.forEach(({ symbol, sample }, k) => {
      const { p, qrs, t } = truth.waves[k];
      expect(p === null).toBe(symbol === 'V' || symbol === '/');
      expect(t).not.toBeNull();
      expect(qrs && qrs.onset < sample && sample < qrs.offset).toBe(true);
      if (['L', 'V', '/'].includes(symbol)) expect(t?.onset).toBeNull();
    });
  });
});
