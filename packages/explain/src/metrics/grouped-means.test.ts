import { describe, expect, it } from 'vitest';
import { groupedMeans } from './grouped-means.ts';

describe('groupedMeans', () => {
  const symbols = ['N', 'L', 'V'];

  it('is the mean of all and of each class, over the values there are (by hand)', () => {
    const values = [1, 2, 3, NaN, 6];
    const { all, perClass } = groupedMeans(values, {
      classOf: [0, 0, 2, 2, 2],
      symbols,
      groups: [7, 7, 7, 8, 9],
    });
    expect(all).toMatchObject({ estimate: 3, n: 4, groups: 2 });
    expect(perClass).toMatchObject({
      N: { estimate: 1.5, low: 1.5, high: 1.5, n: 2, groups: 1 },
      V: { estimate: 4.5, n: 2, groups: 2 },
    });
    expect(Object.keys(perClass)).toEqual(['N', 'V']);
  });

  it('draws groups whole: the interval of two groups reaches from one to the other', () => {
    const values = [...Array<number>(50).fill(0), ...Array<number>(50).fill(1)];
    const options = { classOf: values.map(() => 0), symbols, groups: values };
    expect(groupedMeans(values, options).all).toMatchObject({ estimate: 0.5, low: 0, high: 1 });
    const own = groupedMeans(values, { ...options, groups: values.map((_, i) => i) }).all;
    expect(own.high - own.low).toBeLessThan(0.25);
    expect(groupedMeans(values, options)).toEqual(groupedMeans(values, options));
  });

  it('has no number where there is no value, and refuses lists of different lengths', () => {
    const { all, perClass } = groupedMeans([NaN], { classOf: [0], symbols, groups: [0] });
    expect(all.n).toBe(0);
    expect(all.estimate).toBeNaN();
    expect(perClass).toEqual({});
    expect(() => groupedMeans([1], { classOf: [0, 0], symbols, groups: [0] })).toThrow(
      'got 1 values of 2 classes',
    );
  });
});
