import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { formulaModel } from '../../testing/formula-model.ts';
import { blackBox, linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { integratedGradients } from '../gradient/integrated-gradients.ts';
import { kernelShap } from './kernel-shap.ts';
import { lime } from './lime.ts';
import { rise } from './rise.ts';
import { segmentAblation } from './segment-ablation.ts';
import { shapleySampling } from './shapley-sampling.ts';
import { timeShap } from './time-shap.ts';

const one = (...values: number[]) => sequenceBatch(Float32Array.from(values), 1, values.length);

/** A pair of gloves is worth 1: the first step is a left one, the others are right ones. */
const gloves = formulaModel([
  { score: ([left, a, b]) => left * (a + b - a * b), slope: () => [] },
  { score: () => 0, slope: () => [] },
]);

const score = { objective: 'score', width: 1 } as const;

/** The mean over all orders of what each of n players adds. */
function shapleyByDefinition(n: number, worth: (present: readonly boolean[]) => number): number[] {
  const values = Array.from({ length: n }, () => 0);
  let orders = 0;
  const join = (order: readonly number[]): void => {
    if (order.length < n) {
      for (let i = 0; i < n; i++) if (!order.includes(i)) join([...order, i]);
      return;
    }
    orders++;
    order.forEach((player, place) => {
      const before = Array.from({ length: n }, (_, i) => order.indexOf(i) < place);
      const after = before.map((there, i) => there || i === player);
      values[player] += worth(after) - worth(before);
    });
  };
  join([]);
  return values.map((v) => v / orders);
}

describe('Shapley values', () => {
  it('of the game of gloves are 2/3 and 1/6 each, by regression and by orders', async () => {
    for (const method of [kernelShap, shapleySampling]) {
      const { values, completenessGap, standardErrors, segments, cost } = await method(
        gloves,
        one(1, 1, 1),
        0,
        score,
      );
      [2 / 3, 1 / 6, 1 / 6].forEach((v, i) => expect(values[i]).toBeCloseTo(v, 6));
      expect(completenessGap![0]).toBeCloseTo(0, 6);
      expect([...standardErrors!]).toEqual([0, 0, 0]);
      expect(segments![0][0]).toMatchObject({ name: 'steps 0 to 0', from: 0, to: 1 });
      expect(segments![0][0].value).toBeCloseTo(2 / 3, 9);
      expect(cost.forward).toBeGreaterThanOrEqual(8);
    }
  });

  it('of a recurrent network are the same by definition, by regression and by all orders', async () => {
    const model = tinyLstm(2);
    const x = randomSequences(2, 4, 2);
    const empty = { ...x, values: new Float32Array(x.values.length).fill(0.2) };
    const options = { ...score, baseline: 0.2 };
    const regression = await kernelShap(model, x, [0, 2], options);
    const orders = await shapleySampling(model, x, [0, 2], { ...options, permutations: 24 });
    for (let b = 0; b < 2; b++) {
      const table = new Map<string, number>();
      for (let bits = 0; bits < 16; bits++) {
        const present = [1, 2, 4, 8].map((bit) => (bits & bit) > 0);
        const values = x.values
          .slice(b * 8, (b + 1) * 8)
          .map((v, i) => (present[i >> 1] ? v : empty.values[i]));
        const scores = await model.scores(sequenceBatch(values, 1, 4, 2));
        table.set(String(present), scores[[0, 2][b]]);
      }
      const expected = shapleyByDefinition(4, (present) => table.get(String(present))!);
      expected.forEach((v, p) => {
        expect(regression.segments![b][p].value).toBeCloseTo(v, 5);
        expect(orders.segments![b][p].value).toBeCloseTo(v, 5);
        // Each of the two channels of a step has half of its worth.
        expect(regression.values[b * 8 + p * 2 + 1]).toBeCloseTo(v / 2, 5);
      });
    }
  });

  it('are near when drawn, by their own standard errors, and add up however few', async () => {
    const model = tinyLstm(1);
    const x = randomSequences(2, 11, 1);
    const exact = await kernelShap(model, x, 0, { ...score, samples: 2046 });
    expect(exact.cost.forward).toBeLessThan(2 * 2048);
    for (const [method, options] of [
      [kernelShap, { samples: 200 }],
      [shapleySampling, { permutations: 40 }],
    ] as const) {
      const drawn = await method(model, x, 0, { ...score, ...options });
      let [missed, said] = [0, 0];
      drawn.values.forEach((v, i) => {
        missed += (v - exact.values[i]) ** 2;
        said += drawn.standardErrors![i] ** 2;
      });
      // Two estimates of one variance over 22 values: within a factor of 3 in deviation.
      expect(Math.sqrt(missed / said)).toBeGreaterThan(1 / 3);
      expect(Math.sqrt(missed / said)).toBeLessThan(3);
      for (const gap of drawn.completenessGap!) expect(Math.abs(gap)).toBeLessThan(1e-6);
    }
  });

  it('take a pass for each coalition, in few calls of the model', async () => {
    const weights = Array.from({ length: 216 }, (_, t) => Math.sin(t));
    const inner = linearModel([weights, weights.map(() => 0)]);
    let calls = 0;
    const model = { ...inner, scores: (y: ReturnType<typeof one>) => (calls++, inner.scores(y)) };
    const x = sequenceBatch(new Float32Array(216).fill(1), 1, 216);
    const { segments, cost, completenessGap } = await kernelShap(model, x, 0, { objective: 'score' });
    expect(segments![0].length).toBe(36);
    expect(cost.forward).toBeLessThanOrEqual(2000 + 3);
    // Twice: the beat itself and all its coalitions, 2002 times 216 values.
    expect(calls).toBe(2);
    expect(completenessGap![0]).toBeCloseTo(0, 4);
    segments![0].forEach(({ from, to, value }) => {
      expect(value).toBeCloseTo(
        weights.slice(from, to).reduce((sum, w) => sum + w, 0),
        4,
      );
    });
  });

  it('ask for enough coalitions', async () => {
    await expect(
      kernelShap(tinyLstm(1), randomSequences(1, 12, 1), 0, { ...score, samples: 40 }),
    ).rejects.toThrow(
      'KernelSHAP: got 40 samples for 12 segments, expected at least 44; take more, or fewer segments',
    );
  });
});

describe('TimeSHAP', () => {
  it('without pruning is KernelSHAP over events', async () => {
    const model = tinyLstm(2);
    const x = randomSequences(2, 6, 2);
    const kernel = await kernelShap(model, x, [1, 2], score);
    const time = await timeShap(model, x, [1, 2], { ...score, tolerance: 0 });
    expect([...time.values]).toEqual([...kernel.values]);
    expect(time.settings.pastSteps).toEqual([0, 0]);
  });

  it('keeps as one the past that is worth little, and gives the events after it their Shapley values', async () => {
    // Linear: worth = weight times value, so the past is worth what its steps add up to.
    const model = linearModel([
      [0.001, -0.002, 0.001, 0.5, 1, -2],
      [0, 0, 0, 0, 0, 0],
    ]);
    const x = one(1, 1, 1, 1, 1, 1);
    const { values, segments, settings, completenessGap } = await timeShap(model, x, 0, score);
    expect(settings.pastSteps).toEqual([3]);
    expect(segments![0].map(({ name, from, to }) => [name, from, to])).toEqual([
      ['past', 0, 3],
      ['steps 3 to 3', 3, 4],
      ['steps 4 to 4', 4, 5],
      ['steps 5 to 5', 5, 6],
    ]);
    [0, 0, 0, 0.5, 1, -2].forEach((v, i) => expect(values[i]).toBeCloseTo(v, 6));
    expect(completenessGap![0]).toBeCloseTo(0, 6);
  });

  it('resumes after the past, with the values of reading everything', async () => {
    const model = tinyLstm(1);
    const x = randomSequences(2, 10, 1);
    const options = { ...score, tolerance: 0.15 };
    const resumed = await timeShap(model, x, 0, options);
    const plain = await timeShap(blackBox(model), x, 0, options);
    expect([...resumed.values]).toEqual([...plain.values]);
    expect(Math.max(...(resumed.settings.pastSteps as number[]))).toBeGreaterThan(1);
    expect(resumed.cost.forward).toBeLessThan(0.8 * plain.cost.forward);
  });
});

describe('LIME', () => {
  it('of a linear model is its weights times the distance from the baseline, with a perfect fit', async () => {
    const weights = [1, -2, 0.5, 0, 3];
    const model = linearModel([weights, weights.map(() => 0)]);
    const x = one(1, 1, 2, 5, -1);
    const { values, fit } = await lime(model, x, 0, { ...score, baseline: 0.5, ridge: 0 });
    weights.forEach((w, i) => expect(values[i]).toBeCloseTo(w * (x.values[i] - 0.5), 5));
    expect(fit![0]).toBeCloseTo(1, 9);
    const shrunk = await lime(model, x, 0, { ...score, baseline: 0.5 });
    shrunk.values.forEach((v, i) => expect(Math.abs(v - values[i])).toBeLessThan(0.05));
  });

  it('tells when a line does not fit', async () => {
    // Present or absent, two steps that must agree: no additive worth explains any of it.
    const agree = formulaModel([{ score: ([a, b]) => (2 * a - 1) * (2 * b - 1), slope: () => [] }]);
    const { fit } = await lime(agree, one(1, 1), 0, { ...score, kernelWidth: 100 });
    expect(fit![0]).toBeLessThan(0.05);
  });
});

describe('RISE', () => {
  it('finds the step that counts, within its standard errors, and nothing in the others', async () => {
    const weights = Array.from({ length: 24 }, (_, t) => (t === 12 ? 1 : 0));
    const model = linearModel([weights, weights.map(() => 0)]);
    const x = sequenceBatch(new Float32Array(24).fill(1), 1, 24);
    const options = { objective: 'score', cells: 24, samples: 4000 } as const;
    const { values, standardErrors } = await rise(model, x, 0, options);
    // With a place per step at a random offset a: m = (1 - a) g + a g', so E[m^2] / E[m] - E[m] = Var(m) / E[m]
    // = 0.25 (1 - 2 a + 2 a^2) / 0.5, 1/3 in the mean over a.
    expect(Math.abs(values[12] - 1 / 3)).toBeLessThan(4 * standardErrors![12]);
    expect(standardErrors![12]).toBeLessThan(0.01);
    values.forEach((v, t) => {
      if (Math.abs(t - 12) > 1) expect(Math.abs(v)).toBeLessThan(4 * standardErrors![t]);
    });
  });

  it('tells channels apart when they have masks of their own', async () => {
    const model = linearModel([
      [0, 1, 0, 1, 0, 1],
      [0, 0, 0, 0, 0, 0],
    ]);
    const x = sequenceBatch(new Float32Array(6).fill(1), 1, 3, 2);
    const together = await rise(model, x, 0, { objective: 'score' });
    const separate = await rise(model, x, 0, { objective: 'score', channels: 'separate' });
    expect(together.values[0]).toBe(together.values[1]);
    expect(Math.abs(separate.values[0])).toBeLessThan(4 * separate.standardErrors![0]);
    expect(separate.values[1]).toBeGreaterThan(0.2);
    await expect(rise(model, x, 0, { cells: 4 })).rejects.toThrow('RISE: got cells 4, expected');
  });
});

describe('segment ablation', () => {
  const model = linearModel([
    [1, 2, 4, 8, 16, 32],
    [0, 0, 0, 0, 0, 0],
  ]);
  const leads = sequenceBatch(new Float32Array(6).fill(1), 1, 3, 2);

  it('gives each named wave or lead its fall, and inputs under two the mean of both', async () => {
    const segments = [
      { name: 'QRS', from: 0, to: 2 },
      { name: 'lead 1', from: 0, to: 3, channel: 1 },
    ];
    const result = await segmentAblation(model, leads, 0, { objective: 'score', segments });
    const fall = { QRS: 15, lead: 42 };
    expect(result.segments).toEqual([
      [
        { ...segments[0], value: fall.QRS },
        { ...segments[1], value: fall.lead },
      ],
    ]);
    const both = (fall.QRS + fall.lead) / 2;
    expect([...result.values]).toEqual([fall.QRS, both, fall.QRS, both, 0, fall.lead]);
    expect(result.cost.forward).toBe(3 + 1);
  });

  it('hides segments of one name together, sequence by sequence', async () => {
    const two = { ...leads, values: new Float32Array(12).fill(1), batch: 2 };
    const lists = [
      [
        { name: 'ends', from: 0, to: 1 },
        { name: 'ends', from: 2, to: 3 },
      ],
      [{ name: 'middle', from: 1, to: 2 }],
    ];
    const { segments } = await segmentAblation(model, two, 0, { objective: 'score', segments: lists });
    expect(segments!.map((own) => own.map(({ name, value }) => [name, value]))).toEqual([
      [
        ['ends', 51],
        ['ends', 51],
      ],
      [['middle', 12]],
    ]);
  });

  it('says what does not fit', async () => {
    const wrong = (segments: never[] | object[]) =>
      segmentAblation(model, leads, 0, { segments: segments as never });
    await expect(wrong([{ name: 'T', from: 2, to: 4 }])).rejects.toThrow(
      'segment ablation: got segment T of steps 2 up to 4, channel 0, for sequence 0, expected whole steps within 0 up to 3 and a channel below 2',
    );
    await expect(wrong([[], []])).rejects.toThrow(
      'got segments for 2 sequences, expected a list for each of 1',
    );
    const overlapping = [
      { name: 'P', from: 0, to: 2 },
      { name: 'QRS', from: 1, to: 3 },
    ];
    await expect(kernelShap(model, leads, 0, { segments: overlapping })).rejects.toThrow(
      'KernelSHAP: segments P and QRS of sequence 0 overlap at step 1',
    );
  });
});

describe('named segments in a game', () => {
  it('leave the inputs outside them to one more player, so that the values still add up', async () => {
    const weights = [1, 2, 4, 8, 16, 32];
    const model = linearModel([weights, weights.map(() => 0)]);
    const x = sequenceBatch(new Float32Array(6).fill(1), 1, 3, 2);
    const { segments, values, completenessGap } = await kernelShap(model, x, 0, {
      objective: 'score',
      segments: [{ name: 'middle of lead 1', from: 1, to: 2, channel: 1 }],
    });
    expect(segments![0].map(({ value: _value, standardError: _error, ...segment }) => segment)).toEqual([
      { name: 'middle of lead 1', from: 1, to: 2, channel: 1 },
      { name: 'rest', from: 0, to: 1 },
      { name: 'rest', from: 2, to: 3 },
      { name: 'rest', from: 1, to: 2, channel: 0 },
    ]);
    expect(values[3]).toBeCloseTo(8, 5);
    expect(values[0]).toBeCloseTo(55 / 5, 5);
    expect(completenessGap![0]).toBeCloseTo(0, 5);
  });
});

describe('every method over segments', () => {
  it('does not depend on how the work is cut up, and can be stopped', async () => {
    const model = tinyLstm(1);
    const x = randomSequences(2, 5, 1);
    for (const method of [kernelShap, shapleySampling, lime, timeShap, segmentAblation, rise]) {
      const whole = await method(model, x, 0, {});
      const cut = await method(model, x, 0, { batchSize: 7 });
      expect([...cut.values]).toEqual([...whole.values]);
      const signal = AbortSignal.abort();
      await expect(method(model, x, 0, { signal })).rejects.toMatchObject({ code: 'cancelled' });
      const seen: number[] = [];
      await method(model, x, 0, { batchSize: 7, onEvent: ({ done, total }) => seen.push(done / total) });
      expect(seen.at(-1)).toBe(1);
      expect(seen.length).toBeGreaterThan(1);
    }
  });
});

describe('integrated gradients and Shapley values', () => {
  it('agree on a model that adds up', async () => {
    const weights = [1, -2, 0.5];
    const model = linearModel([weights, [0, 0, 0]]);
    const x = one(2, 3, 4);
    const path = await integratedGradients(model, x, 0, { baseline: 1 });
    const game = await kernelShap(model, x, 0, { ...score, baseline: 1 });
    path.values.forEach((v, i) => expect(game.values[i]).toBeCloseTo(v, 5));
  });
});
