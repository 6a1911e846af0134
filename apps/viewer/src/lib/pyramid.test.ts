import { describe, expect, it } from 'vitest';
import { createRandom } from '@saliogram/core';
import { LEVELS, createPyramid, envelopeOf } from './pyramid.ts';

const random = createRandom(4);
const coarsest = LEVELS[LEVELS.length - 1];
const samples = Float32Array.from({ length: 3 * coarsest + 1234 }, (_, i) =>
  i > 700 && i < 3000 ? NaN : random.normal(),
);

/** Lowest and highest by the definition, missing values passed over. */
function extremesOf(from: number, to: number): [number, number] {
  const present = samples
    .subarray(Math.max(0, from), Math.max(0, to))
    .filter((value) => !Number.isNaN(value));
  return present.length > 0 ? [Math.min(...present), Math.max(...present)] : [NaN, NaN];
}

function builtPyramid() {
  const pyramid = createPyramid(samples.length);
  pyramid.append(samples.subarray(0, coarsest));
  pyramid.append(samples.subarray(coarsest, 3 * coarsest));
  pyramid.append(samples.subarray(3 * coarsest));
  return pyramid;
}

describe('envelopeOf', () => {
  it('holds lowest and highest of each column, from a piece of the lead as from the whole', () => {
    const [from, to, columns] = [100, 1300, 40];
    const whole = envelopeOf(samples, 0, from, to, columns);
    expect(envelopeOf(samples.subarray(50, 2000), 50, from, to, columns)).toEqual(whole);
    for (let c = 0; c < columns; c++) {
      const [low, high] = extremesOf(from + 30 * c, from + 30 * (c + 1));
      expect([whole.low[c], whole.high[c]]).toEqual([low, high]);
    }
  });

  it('gives every column a sample where there are more columns than samples, and NaN outside of the record', () => {
    const { low, high } = envelopeOf(samples, 0, -2, 2, 8);
    expect([...low]).toEqual([NaN, NaN, NaN, NaN, samples[0], samples[0], samples[1], samples[1]]);
    expect(high).toEqual(low);
    expect([...envelopeOf(samples, 0, samples.length, samples.length + 10, 2).low]).toEqual([NaN, NaN]);
  });
});

describe('pyramid', () => {
  it('lies within a bin of the exact envelope at every scale', () => {
    const pyramid = builtPyramid();
    for (let trial = 0; trial < 40; trial++) {
      const from = random.integer(samples.length);
      const to = from + 1 + random.integer(samples.length - from);
      const columns = 1 + random.integer(40);
      const found = pyramid.envelope(from, to, columns);
      const width = (to - from) / columns;
      if (!found) {
        expect(width).toBeLessThan(4 * LEVELS[0]);
        continue;
      }
      const slack = Math.ceil(width / 4) + 1;
      for (let c = 0; c < columns; c++) {
        const [a, b] = [Math.floor(from + width * c), Math.floor(from + width * (c + 1))];
        const [outerLow, outerHigh] = extremesOf(a - slack, b + slack);
        const [innerLow, innerHigh] = extremesOf(a + slack, b - slack);
        if (!Number.isNaN(innerLow)) {
          expect(found.low[c]).toBeLessThanOrEqual(innerLow);
          expect(found.high[c]).toBeGreaterThanOrEqual(innerHigh);
        }
        if (Number.isNaN(found.low[c])) continue;
        expect(found.low[c]).toBeGreaterThanOrEqual(outerLow);
        expect(found.high[c]).toBeLessThanOrEqual(outerHigh);
      }
    }
  });

  it('loses no sample: the columns together reach as far as the recording', () => {
    const { low, high } = builtPyramid().envelope(0, samples.length, 5)!;
    expect([Math.min(...low), Math.max(...high)]).toEqual(extremesOf(0, samples.length));
  });

  it('is NaN where it is not built yet', () => {
    const pyramid = createPyramid(samples.length);
    pyramid.append(samples.subarray(0, 2 * coarsest));
    expect(pyramid.builtTo()).toBe(2 * coarsest);
    const { low } = pyramid.envelope(0, 4 * coarsest, 4)!;
    expect([...low].map(Number.isNaN)).toEqual([false, false, true, true]);
  });

  it('takes samples in order only', () => {
    const pyramid = createPyramid(samples.length);
    pyramid.append(samples.subarray(0, 100));
    expect(() => pyramid.append(samples.subarray(0, 100))).toThrow('internal');
  });
});
