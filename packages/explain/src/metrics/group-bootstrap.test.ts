import { createRandom, differenceOf, drawGroups, intervalOf, standardDeviation } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { replicate } from './group-bootstrap.ts';

describe('group bootstrap', () => {
  it('follows given draws (by hand), and says NaN for a class that a draw lacks', () => {
    const members = { classOf: [0, 0, 1], classes: 3, groupOf: [0, 1, 1], groups: 2 };
    const result = replicate([1, 3, 8], members, [
      Uint8Array.of(2, 0),
      Uint8Array.of(1, 1),
      Uint8Array.of(0, 2),
    ]);
    expect([...result.byPrevalence.draws]).toEqual([1, 4, 5.5]);
    expect([...result.byClass.draws]).toEqual([1, 5, 5.5]);
    expect([...(result.perClass[1]?.draws ?? [])]).toEqual([NaN, 8, 8]);
    expect(result.perClass[2]).toBeUndefined();
    const perClass = result.perClass[1] ?? result.byClass;
    expect(intervalOf(perClass, 0.9)).toEqual({ estimate: 8, low: 8, high: 8 });
    expect([...differenceOf(result.byClass, result.byPrevalence).draws]).toEqual([0, 1, 0]);
  });

  it('of independent values has the standard error of their mean', () => {
    const random = createRandom(2);
    const values = Float64Array.from({ length: 400 }, () => random.normal());
    const each = { classOf: values.map(() => 0), classes: 1, groupOf: values.map((_, i) => i), groups: 400 };
    const { draws } = replicate(values, each, drawGroups(400, 1000, random)).byPrevalence;
    const expected = standardDeviation(values) / Math.sqrt(400);
    expect(standardDeviation(draws) / expected).toBeCloseTo(1, 1);
  });
});
