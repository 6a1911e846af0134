import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { tableOne } from './table-one.ts';

const model = linearModel([
  [1, 2, 3, 4],
  [0, 0, 0, 0],
]);
// s_0 of the two sequences: 10 and 1 + 2 + 3 - 4 = 2; s_1 is 0.
const x = { values: Float32Array.of(1, 1, 1, 1, 1, 1, 1, -1), batch: 2, steps: 4, channels: 1 };
const p = (s: number): number => 1 / (1 + Math.exp(-s));

describe('table one', () => {
  it('of two sequences, by hand, under every reading', async () => {
    // Sequence 0 loses steps 2 and 3 (heat 0.7 stays): D = 7, r = 1/2. Sequence 1 loses step 0: D = 1, r = 3/4.
    const heat = Float32Array.of(0, 0.7, 0.71, 1, 1, 0.5, 0, 0);
    const { rows, settings, cost } = await tableOne(model, x, 0, [{ technique: 'map', heat }], {
      controlDraws: 0,
    });
    const { reductions, ...row } = rows[0];
    expect(row).toEqual({
      technique: 'map',
      kind: 'technique',
      maskedFraction: 0.375,
      maskedFractionPerClass: { c0: 0.375 },
      n: 2,
      untouched: 0,
    });
    const of = (score: 'score' | 'probability'): number[] =>
      Object.values(reductions[score]).map((r) => r.byPrevalence.estimate);
    const expected = (d0: number, d1: number): number[] => [
      (d0 + d1) / 2,
      (d0 * 0.5 + d1 * 0.75) / 2,
      (d0 / 0.5 + d1 / 0.75) / 2,
      (d0 / 0.5 + d1 / 0.25) / 2,
    ];
    expect(Object.keys(reductions.score)).toEqual(['raw', 'timesUnmasked', 'overUnmasked', 'overMasked']);
    expected(7, 1).forEach((v, i) => expect(of('score')[i]).toBeCloseTo(v, 6));
    expected(p(10) - p(3), p(2) - p(1)).forEach((v, i) => expect(of('probability')[i]).toBeCloseTo(v, 6));
    // The bootstrap draws both, the first twice or the second twice, so that its ends are the two values.
    expect(reductions.score.raw.byPrevalence).toEqual({ estimate: 4, low: 1, high: 7 });
    expect(settings).toMatchObject({ threshold: 0.7, groups: 2, grouped: false, seed: 0 });
    expect(cost).toEqual({ forward: 4, backward: 0 });
  });

  it('weighs by prevalence, by class equally, and per class (by hand)', async () => {
    const two = linearModel([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    const values = Float32Array.of(1, 0, 2, 0, 3, 0, 0, 10);
    const options = { controlDraws: 0, groups: [7, 7, 9, 9], batchSize: 1 };
    const all = { technique: 'all', heat: new Float32Array(8).fill(1) };
    const four = { values, batch: 4, steps: 2, channels: 1 };
    const { rows } = await tableOne(two, four, [0, 0, 0, 1], [all], options);
    const { raw, overUnmasked } = rows[0].reductions.score;
    expect(raw.byPrevalence.estimate).toBe(4);
    expect(raw.byClass.estimate).toBe(6);
    expect(Object.keys(raw.perClass)).toEqual(['c0', 'c1']);
    expect(raw.perClass.c0).toEqual({ estimate: 2, low: 1.5, high: 3 });
    expect(raw.perClass.c1).toEqual({ estimate: 10, low: 10, high: 10 });
    // Groups drawn: {1, 2} twice, {3, 10} twice, or both.
    expect(raw.byPrevalence).toEqual({ estimate: 4, low: 1.5, high: 6.5 });
    // With everything masked, r counts as one input of two.
    expect(overUnmasked.byPrevalence.estimate).toBe(8);
  });

  it('pairs techniques on the same draws, so that a constant difference has no width', async () => {
    const heats = [
      { technique: 'one', heat: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 0) },
      { technique: 'other', heat: Float32Array.of(0, 0, 1, 0, 0, 0, 0, 0) },
      { technique: 'nothing', heat: new Float32Array(8) },
    ];
    const same = { ...x, values: new Float32Array(8).fill(1) };
    heats[0].heat[7] = 1;
    heats[1].heat[6] = 1;
    const { rows, paired } = await tableOne(model, same, 0, heats, { controlDraws: 0 });
    expect(paired.map(({ technique, versus }) => [technique, versus])).toEqual([
      ['one', 'other'],
      ['one', 'nothing'],
      ['other', 'nothing'],
    ]);
    expect(paired[0].differences.score.raw.byPrevalence).toEqual({ estimate: 1, low: 1, high: 1 });
    expect(rows[2].untouched).toBe(2);
    expect(rows[2].reductions.score.overMasked.byPrevalence.estimate).toBe(0);
  });

  it('adds controls: random heat, |x|, and blocks as long as each mask', async () => {
    const network = tinyLstm(3);
    const many = randomSequences(40, 20, 3);
    const heat = randomSequences(40, 20, 3, 6).values.map((v) => Math.min(1, Math.abs(v)));
    const heats = [{ technique: 'map', heat }];
    const table = await tableOne(network, many, 'predicted', heats, { draws: 50, seed: 3 });
    const share = (name: string): number =>
      table.rows.find((row) => row.technique === name)?.maskedFraction ?? NaN;
    expect(table.rows.map(({ technique, kind }) => [technique, kind])).toEqual([
      ['map', 'technique'],
      ['random heat', 'control'],
      ['magnitude |x|', 'control'],
      ['random block (map)', 'control'],
    ]);
    // 12000 draws of heat: a share of 0.3 within 5 standard errors of 0.0042.
    expect(Math.abs(share('random heat') - 0.3)).toBeLessThan(0.021);
    expect(share('random block (map)')).toBeCloseTo(share('map'), 12);
    expect(table.rows[3].sizedAs).toBe('map');
    expect(table.paired.map(({ versus }) => versus)).toEqual([
      'random heat',
      'magnitude |x|',
      'random block (map)',
    ]);
    // Predicted targets, clean scores, map, |x| and twice five draws.
    expect(table.cost.forward).toBe(40 * (4 + 2 * 5));
    const again = await tableOne(network, many, 'predicted', heats, { draws: 50, seed: 3 });
    expect(again.rows).toEqual(table.rows);
    expect(JSON.parse(JSON.stringify(table))).toEqual(table);
  });

  it('averages the draws of a control, each at another place', async () => {
    const even = linearModel([
      [1, 1, 1, 1],
      [0, 0, 0, 0],
    ]);
    const ones = { ...x, values: new Float32Array(8).fill(1) };
    const heats = [{ technique: 'map', heat: Float32Array.of(1, 0, 1, 0, 0, 1, 0, 0) }];
    // Every block of the same length lowers this score alike: by 2 and by 1.
    const constant = await tableOne(even, ones, 0, heats, { controlDraws: 3 });
    expect(constant.rows[3].reductions.score.raw.byPrevalence.estimate).toBeCloseTo(1.5, 12);
    expect(constant.rows[3].reductions.score.overMasked.byPrevalence.estimate).toBeCloseTo(4, 12);
    const estimate = async (controlDraws: number): Promise<number> =>
      (await tableOne(model, ones, 0, heats, { controlDraws })).rows[3].reductions.score.raw.byPrevalence
        .estimate;
    // Places 0, 1 and 2 of the pair cost 3, 5 and 7, those of the single 1 to 4: the mean is (5 + 2.5) / 2, and the
    // standard error of 200 draws is 0.07.
    expect(Math.abs((await estimate(200)) - 3.75)).toBeLessThan(0.35);
    expect(await estimate(1)).not.toBe(await estimate(2));
  });

  it('keeps inputs whose heat equals the threshold', async () => {
    const heats = [{ technique: 'map', heat: Float32Array.of(0.5, 0.25, 0.75, 1, 0.5, 0.5, 0, 0) }];
    const { rows } = await tableOne(model, x, 0, heats, { threshold: 0.5, controlDraws: 0 });
    expect(rows[0].maskedFraction).toBe(0.25);
    expect(rows[0].untouched).toBe(1);
  });

  it('refuses what does not fit, and stops when cancelled', async () => {
    const bad = [{ technique: 'map', heat: new Float32Array(7) }];
    await expect(tableOne(model, x, 0, bad)).rejects.toThrow(
      'table one: got 7 heat values of map, expected 8',
    );
    await expect(tableOne(model, x, 0, [], { groups: [1] })).rejects.toThrow(
      'table one: got 1 groups, expected 2',
    );
    const controller = new AbortController();
    controller.abort();
    await expect(tableOne(model, x, 0, [], { signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('counts nothing after the end of a sequence', async () => {
    const recurrent = tinyLstm(1);
    const alone = randomSequences(1, 3, 1);
    const padded = { ...alone, values: Float32Array.of(...alone.values, NaN, NaN), steps: 5, lengths: [3] };
    const heat = [0, 1, 0];
    const of = (sequences: typeof alone, values: number[]) =>
      tableOne(recurrent, sequences, 0, [{ technique: 'map', heat: Float32Array.from(values) }], {
        draws: 1,
      });
    const [own] = (await of(alone, heat)).rows;
    const { rows } = await of(padded, [...heat, 1, 1]);
    expect(rows[0]).toEqual(own);
    const block = rows.find(({ sizedAs }) => sizedAs === 'map');
    expect(block?.maskedFraction).toBeCloseTo(1 / 3, 12);
  });
});
