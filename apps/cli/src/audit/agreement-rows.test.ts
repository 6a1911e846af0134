import { describe, expect, it } from 'vitest';
import { attributionMethod } from '@saliogram/explain';
import { agreementRows } from './agreement-rows.ts';

const points = 20;
const classOf = [0, 0, 0, 0];
const patients = [0, 1, 2, 2];
const members = { classOf, symbols: ['N'], patients, seed: 1 };
const methods = ['occlusion', 'input-derivative'].map(attributionMethod);
const rising = Float64Array.from({ length: 4 * points }, (_, i) => 1 + (i % points));
const falling = rising.map((value) => points + 1 - value);
const explained = (...heats: Float64Array[]) =>
  heats.map((heat, m) => ({ method: methods[m], heat, ownHeat: heat, channelHeat: heat }));

describe('agreementRows', () => {
  const rows = agreementRows(
    [
      { file: 'a', explained: explained(rising, falling) },
      { file: 'b', explained: explained(falling, falling) },
    ],
    points,
    members,
    [1, 1, 1, 1],
  );
  const found = (kind: string, pair: string, method: string) =>
    rows.find((row) => row.kind === kind && row.pair.startsWith(pair) && row.method === method)?.measures;

  it('compares the models beat by beat, with each method', () => {
    expect(found('models', '', 'Occlusion')?.rankCorrelation.all).toMatchObject({
      estimate: -1,
      n: 4,
      groups: 3,
    });
    expect(found('models', '', 'Occlusion')?.topOverlap.all.estimate).toBe(0);
    expect(found('models', '', 'Input derivative')?.cosine.all.estimate).toBeCloseTo(1, 12);
  });

  it('takes from that what two beats have in common, beat by beat (by hand: -1 less 1)', () => {
    const measures = found('models less beats', '', 'Occlusion');
    expect(measures?.rankCorrelation.all.estimate).toBeCloseTo(-2, 12);
    expect(found('models less beats', '', 'Input derivative')?.cosine.all.estimate).toBeCloseTo(0, 12);
  });

  it('has beats of different patients and pairs of methods of each model beside it', () => {
    expect(rows.map(({ kind }) => kind)).toEqual([
      'models',
      'models',
      'models less beats',
      'models less beats',
      ...Array<string>(4).fill('different beats'),
      'methods',
      'methods',
    ]);
    expect(found('different beats', 'a', 'Occlusion')?.rankCorrelation.all.estimate).toBeCloseTo(1, 12);
    expect(found('methods', 'a', 'Occlusion, Input derivative')?.rankCorrelation.all.estimate).toBe(-1);
    expect(found('methods', 'b', 'Occlusion, Input derivative')?.rankCorrelation.all.estimate).toBeCloseTo(
      1,
      12,
    );
  });

  it('counts the beats it is told to, and compares patients with others only', () => {
    const few = agreementRows([{ file: 'a', explained: explained(rising) }], points, members, [0, 0, 1, 1]);
    // Both are of one patient.
    expect(few.map(({ kind, measures }) => [kind, measures.cosine.all.n])).toEqual([['different beats', 0]]);
  });
});
