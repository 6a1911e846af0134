import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beatSegments } from './beat-segments.ts';
import type { DelineatedBeat, DelineatedTWave, DelineatedWave } from './wave.ts';

const wave = (onset: number, offset: number): DelineatedTWave => ({
  onset,
  peak: (onset + offset) / 2,
  offset,
  confidence: { onset: 1, peak: 1, offset: 1 },
  morphology: 'normal',
});
const beat = (
  p: DelineatedWave | null,
  qrs: DelineatedWave | null,
  t: DelineatedTWave | null,
): DelineatedBeat => ({
  rPeak: 500,
  p,
  qrs,
  t,
});
const text = (segments: ReturnType<typeof beatSegments>): string =>
  segments.map(({ name, from, to }) => `${name} ${from}-${to}`).join(', ');

describe('beatSegments', () => {
  const whole = beat(wave(440, 460), wave(485, 515), wave(560, 620));
  const window = { from: 428, to: 644 };

  it('names the stretches between the points of a beat', () => {
    expect(text(beatSegments(whole, window))).toBe(
      'rest 0-12, P 12-33, PR 33-57, QRS 57-88, ST 88-132, T 132-193, rest 193-216',
    );
  });

  it('leaves out the segments of waves that are not there', () => {
    expect(text(beatSegments(beat(null, whole.qrs, null), window))).toBe('rest 0-57, QRS 57-88, rest 88-216');
    expect(text(beatSegments(beat(whole.p, null, null), window))).toBe('rest 0-216');
  });

  it('cuts at the window', () => {
    expect(text(beatSegments(whole, { from: 450, to: 600 }))).toBe(
      'P 0-11, PR 11-35, QRS 35-66, ST 66-110, T 110-150',
    );
  });

  it('covers any window without gap or overlap', () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 900 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(places, fc.boolean(), fc.boolean(), (drawn, hasP, hasT) => {
        const [a, b, c, d, e, f] = drawn.slice(0, 6).sort((x, y) => x - y);
        const [from, to] = drawn.slice(6).sort((x, y) => x - y);
        const segments = beatSegments(beat(hasP ? wave(a, b) : null, wave(c, d), hasT ? wave(e, f) : null), {
          from,
          to,
        });
        expect(segments[0].from).toBe(0);
        expect(segments.at(-1)?.to).toBe(to - from);
        segments.forEach((segment, i) => {
          expect(segment.to).toBeGreaterThan(segment.from);
          if (i > 0) expect(segment.from).toBe(segments[i - 1].to);
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
