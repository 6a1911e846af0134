import { describe, expect, it } from 'vitest';
import { beatsByClass, confusionOf, perStep, quartilesPerStep, spread } from './aggregate.ts';
import { aggregatePicture } from './aggregate-picture.ts';
import type { WorklistRow } from './worklist.ts';

const row = (beat: number, reference: string, model: string, probability = 0.5): WorklistRow => ({
  beat,
  peak: beat,
  timeS: beat,
  reference,
  model,
  probability,
  doubt: 1 - probability,
  disagrees: reference !== model,
  rrBeforeS: 1,
});
const rows = [
  row(0, 'N', 'N'),
  row(1, 'N', 'V', 0.625),
  row(2, 'A', 'N'),
  row(3, 'N', 'V', 0.75),
  row(4, '', 'N'),
  row(5, 'V', ''),
];

describe('aggregates', () => {
  it('take the quartiles at each step', () => {
    const series = [1, 2, 3, 4, 5].map((v) => Float32Array.of(v, 10 * v));
    const { low, middle, high } = quartilesPerStep(series, 2);
    expect([...low, ...middle, ...high]).toEqual([2, 20, 3, 30, 4, 40]);
    expect(quartilesPerStep([], 1).middle[0]).toBeNaN();
  });

  it('bring channels to one value per step', () => {
    const values = Float32Array.of(1, -3, 2, 5);
    expect([...perStep(values, 2, 'largest')]).toEqual([1, 5]);
    expect([...perStep(values, 2, 'first')]).toEqual([1, 2]);
  });

  it('choose a sample from the whole recording', () => {
    expect(spread([0, 1, 2], 3)).toEqual([0, 1, 2]);
    expect(
      spread(
        Array.from({ length: 100 }, (_, i) => i),
        4,
      ),
    ).toEqual([12, 37, 62, 87]);
  });

  it('group beats the model has looked at', () => {
    expect([...beatsByClass(rows, 'model')]).toEqual([
      ['N', [0, 2, 4]],
      ['V', [1, 3]],
    ]);
    expect([...beatsByClass(rows, 'reference')]).toEqual([
      ['N', [0, 1, 3]],
      ['A', [2]],
    ]);
  });

  it('keep the beats behind every number of the confusion matrix', () => {
    const { rows: references, columns, cells, total } = confusionOf(rows, ['N', 'V', 'L']);
    expect(references).toEqual(['N', 'A']);
    expect(columns).toEqual(['N', 'V', 'L']);
    expect(cells.map((line) => line.map((cell) => cell.map(({ beat }) => beat)))).toEqual([
      [[0], [3, 1], []],
      [[2], [], []],
    ]);
    expect(total).toBe(4);
  });

  it('are drawn with one column of heat per step under the trace, and said in words', () => {
    const quartiles = (values: number[]) => ({
      low: Float32Array.from(values),
      middle: Float32Array.from(values),
      high: Float32Array.from(values),
    });
    const list = aggregatePicture(
      {
        recording: '100',
        digest: 'd',
        grouping: 'model',
        symbol: 'V',
        method: 'input-derivative',
        model: 'm',
        beats: 2,
        total: 5,
        input: quartiles([0, 1, 0.5, 0]),
        heat: quartiles([0, 1, 0.5, 0]),
      },
      { width: 320, samplingFrequency: 360, originStep: 1, unit: 'z-score' },
    );
    const heats = list.items.filter(
      (item) => item.kind === 'rectangle' && typeof item.style.fill === 'object',
    );
    expect(heats).toHaveLength(2); // where the median heat is not 0
    expect(list.description).toBe(
      'Premature ventricular contraction (V) in 100: 2 of 5 beats; the median heat is greatest 0 ms from the R peak.',
    );
  });
});
