import { describe, expect, it } from 'vitest';
import { agreementOf } from './agreement.ts';

const pairs = (a: string, b: string, n: number): [string, string][] =>
  Array.from({ length: n }, () => [a, b]);

describe("Cohen's kappa", () => {
  it('is that of the classic example by hand: 20 and 15 of 50 agreed, p_o = 0.7, p_e = 0.5', () => {
    const agreement = agreementOf([
      ...pairs('N', 'N', 20),
      ...pairs('N', 'V', 5),
      ...pairs('V', 'N', 10),
      ...pairs('V', 'V', 15),
    ]);
    expect(agreement.symbols).toEqual(['N', 'V']);
    expect(agreement.counts).toEqual([
      [20, 5],
      [10, 15],
    ]);
    expect(agreement).toMatchObject({ total: 50, agreed: 35 });
    expect(agreement.kappa).toBeCloseTo(0.4, 12);
  });

  it('is 1 for full agreement and negative for less than chance', () => {
    expect(agreementOf([...pairs('N', 'N', 3), ...pairs('V', 'V', 1)]).kappa).toBe(1);
    expect(agreementOf([...pairs('N', 'V', 3), ...pairs('V', 'N', 3)]).kappa).toBe(-1);
  });

  it('says nothing of no beats or of a single label', () => {
    expect(agreementOf([]).kappa).toBeNull();
    expect(agreementOf(pairs('N', 'N', 7)).kappa).toBeNull();
  });
});
