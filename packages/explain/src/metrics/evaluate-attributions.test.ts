import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import type { Attribution } from '../attribution/attribution.ts';
import { randomHeat } from '../controls/random-heat.ts';
import { inputDerivative } from '../gradient/input-derivative.ts';
import { integratedGradients } from '../gradient/integrated-gradients.ts';
import { evaluateAttributions } from './evaluate-attributions.ts';
import { deletionCurve } from './faithfulness/deletion-insertion.ts';
import { comprehensiveness } from './faithfulness/comprehensiveness.ts';
import { topShareRemoval } from './faithfulness/top-share-removal.ts';
import { metrics } from './registry.ts';

const x = randomSequences(40, 12, 2);
const targets = Int32Array.from({ length: 40 }, (_, b) => b % 2);
const groups = Array.from({ length: 40 }, (_, b) => Math.floor(b / 4));
const weights = [1, 2].map((seed) => [...randomSequences(1, 12, 2, seed).values]);
const model = linearModel(weights);
const options = { objective: 'score', groups, subsets: 20, draws: 300, steps: 12 } as const;

describe('evaluation of explanations', () => {
  it('finds exact contributions better than chance in every way that asks for them', async () => {
    const exact = await integratedGradients(model, x, targets, { objective: 'score' });
    const table = await evaluateAttributions(model, x, targets, [exact], options);
    expect(table.rows.map(({ method, kind }) => [method, kind])).toEqual([
      ['integrated-gradients', 'method'],
      ['random-heat', 'control'],
      ['magnitude', 'control'],
    ]);
    const [{ scores }] = table.rows;
    for (const name of ['deletion', 'insertion', 'comprehensiveness', 'sufficiency', 'infidelity']) {
      expect(scores[name].overRandom?.byPrevalence.low, name).toBeGreaterThan(0);
      expect(scores[name].overMagnitude?.byClass.low, name).toBeGreaterThan(0);
    }
    expect(scores['faithfulness-correlation'].byPrevalence.estimate).toBeCloseTo(1, 5);
    expect(scores['completeness-error'].byPrevalence.estimate).toBeLessThan(1e-4);
    expect(scores['completeness-error'].overRandom).toBeUndefined();
    expect(scores.gini.overRandom).toBeUndefined();
    expect(table.settings).toMatchObject({ objective: 'score', baseline: 0, grouped: true, truth: false });
  });

  it('finds maps of chance no better than chance', async () => {
    const maps = [11, 12, 13, 14, 15, 16].map((seed) => randomHeat(x, targets, 1000 + seed));
    const { groups: _groups, ...own } = options;
    const { rows } = await evaluateAttributions(model, x, targets, maps, own);
    const judged = metrics.filter(({ name, better }) => better !== 'neither' && name in rows[0].scores);
    expect(judged.length).toBeGreaterThan(9);
    const gains = rows.slice(0, 6).flatMap(({ scores }) =>
      judged.map(({ name }) => {
        const gain = scores[name].overRandom?.byPrevalence ?? { estimate: NaN, low: NaN, high: NaN };
        return { ...gain, errors: gain.estimate / ((gain.high - gain.low) / 3.92) };
      }),
    );
    // Of normal errors 1 in 2000 is above 3.5 standard errors, and 5 % of the intervals miss 0.
    for (const { errors } of gains) expect(Math.abs(errors)).toBeLessThan(3.5);
    const outside = gains.filter(({ low, high }) => low > 0 || high < 0).length;
    expect(outside / gains.length).toBeLessThan(0.15);
  });

  it('gives what each measure gives by itself, per sequence', async () => {
    const lstm = tinyLstm(2);
    const some = randomSequences(3, 12, 2, 5);
    const map = await inputDerivative(lstm, some, [0, 1, 2]);
    const truth = some.values.map((_, i) => (i % 5 === 0 ? 1 : 0));
    const { rows } = await evaluateAttributions(lstm, some, [0, 1, 2], [map], {
      parts: ['removal'],
      truth,
      steps: 5,
      shares: [0.1, 0.25],
    });
    const { scores } = rows[0];
    const alone = await deletionCurve(lstm, some, [0, 1, 2], map.values, { steps: 5 });
    expect([...scores.deletion.perSequence]).toEqual([...alone.area]);
    const top = await topShareRemoval(lstm, some, [0, 1, 2], map.values, { shares: [0.1, 0.25] });
    expect([...scores.comprehensiveness.perSequence]).toEqual([...comprehensiveness(top).mean]);
    expect(scores.auroc.overRandom).toBeDefined();
    expect(scores.infidelity).toBeUndefined();
  });

  it('says which map does not fit', async () => {
    const map = randomHeat(x, targets);
    const other: Attribution = { ...map, method: 'other', targets: targets.map((c) => 1 - c) };
    await expect(evaluateAttributions(model, x, targets, [other])).rejects.toThrow(
      'evaluation of explanations: got a map other of class 1 for sequence 0, expected class 0',
    );
    const short = { ...map, shape: { ...map.shape, steps: 6 } };
    await expect(evaluateAttributions(model, x, targets, [short])).rejects.toThrow(
      'got a map random-heat of 40 x 6 x 2, expected 40 x 12 x 2',
    );
    await expect(evaluateAttributions(model, x, targets, [])).rejects.toThrow('got no maps');
    await expect(evaluateAttributions(model, x, targets, [map], { shares: [0] })).rejects.toThrow(
      'got share 0, expected shares above 0 and up to 1',
    );
    await expect(
      evaluateAttributions(model, x, targets, [map], { groups: [1], parts: ['shape'] }),
    ).rejects.toThrow('got 1 groups, expected one for each of 40 sequences');
  });
});
