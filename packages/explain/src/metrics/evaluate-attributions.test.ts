import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import type { Attribution } from '../attribution/attribution.ts';
import { randomHeat } from '../controls/random-heat.ts';
import { inputDerivative } from '../gradient/input-derivative.ts';
import { integratedGradients } from '../gradient/integrated-gradients.ts';
import { evaluateAttributions } from './evaluate-attributions.ts';
import type { MapScores } from './map-scores.ts';
import type { ScoreStore } from './score-store.ts';
import { deletionCurve } from './faithfulness/deletion-insertion.ts';
import { comprehensiveness } from './faithfulness/comprehensiveness.ts';
import { topShareRemoval } from './faithfulness/top-share-removal.ts';

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
    const outside: string[] = [];
    for (let seed = 0; seed < 10; seed++) {
      const map = randomHeat(x, targets, 1000 + seed);
      const settings = { objective: 'score', parts: ['removal', 'additive'], subsets: 10, steps: 4 } as const;
      const { rows } = await evaluateAttributions(model, x, targets, [map], {
        ...settings,
        draws: 200,
        seed,
      });
      for (const name of ['deletion', 'insertion', 'faithfulness-correlation', 'infidelity']) {
        const gain = rows[0].scores[name].overRandom?.byPrevalence ?? { estimate: NaN, low: NaN, high: NaN };
        const standardError = (gain.high - gain.low) / 3.92;
        // Of 40 normal errors one above 4 comes once in 400 such tests.
        expect(Math.abs(gain.estimate / standardError), name).toBeLessThan(4);
        if (gain.low > 0 || gain.high < 0) outside.push(name);
      }
    }
    // Of 40 intervals 5 % miss by chance; percentiles of 40 values make it 7 %, and deletion and insertion go together.
    expect(outside.length).toBeLessThanOrEqual(8);
  });

  it('gives what each measure gives by itself, per sequence', async () => {
    const lstm = tinyLstm(2);
    const some = randomSequences(3, 8, 2, 5);
    const map = await inputDerivative(lstm, some, [0, 1, 2]);
    const truth = some.values.map((_, i) => (i % 5 === 0 ? 1 : 0));
    const { rows } = await evaluateAttributions(lstm, some, [0, 1, 2], [map], {
      parts: ['removal'],
      truth,
      steps: 4,
      shares: [0.1, 0.25],
    });
    const { scores } = rows[0];
    const alone = await deletionCurve(lstm, some, [0, 1, 2], map.values, { steps: 4 });
    expect([...scores.deletion.perSequence]).toEqual([...alone.area]);
    const top = await topShareRemoval(lstm, some, [0, 1, 2], map.values, { shares: [0.1, 0.25] });
    expect([...scores.comprehensiveness.perSequence]).toEqual([...comprehensiveness(top).mean]);
    expect(scores.auroc.overRandom).toBeDefined();
    expect(scores.infidelity).toBeUndefined();
  });

  it('does not look at what comes after the end of a sequence', async () => {
    const ended = { ...x, lengths: targets.map((_, b) => 5 + (b % 8)) };
    const map = randomHeat(ended, targets);
    const beyond = map.values.map((v, i) =>
      Math.floor((i % 24) / 2) < 5 + (Math.floor(i / 24) % 8) ? v : 9,
    );
    const truth = x.values.map((_, i) => (i % 5 === 0 ? 1 : 0));
    const of = async (values: Float32Array) => {
      const all = { ...options, truth, randomMaps: 1, steps: 3, draws: 20 };
      const { rows } = await evaluateAttributions(model, ended, targets, [{ ...map, values }], all);
      return Object.entries(rows[0].scores).filter(([name]) => !/total-variation|segments/.test(name));
    };
    expect(await of(beyond)).toEqual(await of(map.values));
  });

  it('takes what a store has, and goes on where it was stopped', async () => {
    const maps = [1, 2].map((seed) => randomHeat(x, targets, 100 + seed));
    const small = { ...options, subsets: 5, draws: 20, steps: 4, randomMaps: 1 };
    const whole = await evaluateAttributions(model, x, targets, maps, small);
    const kept = new Map<string, MapScores>();
    const keyOf = (map: Attribution, part: string): string => `${part} ${map.values.join(' ')}`;
    const store: ScoreStore = {
      read: async (map, part) => kept.get(keyOf(map, part)),
      write: async (map, part, scores) => void kept.set(keyOf(map, part), scores),
    };
    const stop = new AbortController();
    const stopped = evaluateAttributions(model, x, targets, maps, {
      ...small,
      store,
      signal: stop.signal,
      onEvent: ({ stage }) => {
        if (stage === 'evaluation of explanations') stop.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    // Of the first map, removal and cumulative.
    expect(kept.size).toBe(2);
    const before = model.passes().forward;
    const resumed = await evaluateAttributions(model, x, targets, maps, { ...small, store });
    expect(resumed.rows).toEqual(whole.rows);
    expect(model.passes().forward - before).toBeLessThan(whole.cost.forward);
    // Two maps and two controls, three parts each; the second time from the store alone.
    expect(kept.size).toBe(12);
    const again = await evaluateAttributions(model, x, targets, maps, { ...small, store });
    expect(again.rows).toEqual(whole.rows);
    expect(again.cost.forward).toBe(0);
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
