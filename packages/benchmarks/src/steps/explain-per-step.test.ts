import { createRandom, sequenceBatch, softmax } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { attributionMethod } from '@saliogram/explain';
import { createModel } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prefixOf } from '../models/train-model.ts';
import { explainPerStep } from './explain-per-step.ts';
import { SINGLE_STEPS } from './single-steps.ts';
import { predictedSteps } from './step-targets.ts';

const STEPS = 7;
const CHANNELS = 3;
const random = createRandom(5);
const sequences = (batch: number): SequenceBatch =>
  sequenceBatch(
    Float32Array.from({ length: batch * STEPS * CHANNELS }, () => random.normal()),
    batch,
    STEPS,
    CHANNELS,
  );
const x = sequences(4);
let model: RecurrentModel;

beforeAll(async () => {
  const classes = ['a', 'b', 'c'].map((symbol) => ({ symbol, name: symbol }));
  const architecture = { kind: 'gru', inputs: CHANNELS, hidden: [6], outputs: 3 } as const;
  const facts = { preprocessing: {}, units: '1', zero: '0', codeVersion: '0', created: '2026-01-01' };
  model = await createModel({ architecture, classes, ...facts }, { seed: 3, threads: 1 });
  // Weights large enough that the classes differ from step to step.
  model.engine.setParameters(model.engine.getParameters().map((p) => 3 * p));
});
afterAll(() => model.close());

/** Largest difference relative to the largest value. */
function difference(actual: Float32Array, expected: Float32Array): number {
  const largest = expected.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return actual.reduce((most, v, i) => Math.max(most, Math.abs(v - expected[i])), 0) / largest;
}

describe('explanations step by step', () => {
  it('ask for the classes that change from step to step', async () => {
    expect(new Set(await predictedSteps(model, x, {})).size).toBeGreaterThan(1);
  });

  // Two routes to one map: 1e-4 is what single precision leaves of sums over 20 nodes.
  it.each([
    ['input-derivative', {}],
    ['gradient-times-input', {}],
    ['integrated-gradients', { nodes: 20 }],
    ['temporal-integrated-gradients', { nodes: 20, objective: 'score' }],
    ['lrp', {}],
    ['deep-lift', {}],
  ])('%s: single steps give the last steps of the maps of all prefixes', async (name, methodOptions) => {
    const options = { data: x, seed: 1, methodOptions };
    const fast = await explainPerStep(model, x, attributionMethod(name), options);
    const slow = await explainPerStep(model, x, attributionMethod(name), { ...options, route: 'prefixes' });
    expect([fast.route, slow.route]).toEqual(['single-steps', 'prefixes']);
    expect(difference(fast.values, slow.values)).toBeLessThan(1e-4);
  });

  it.each([
    ['occlusion', 'score'],
    ['augmented-occlusion', 'score'],
    ['augmented-occlusion', 'probability'],
  ] as const)('%s of the %s: last steps replaced, prefix by prefix', async (name, objective) => {
    // Of one training sequence, mean and draw are the sequence itself.
    const data = sequences(1);
    const { values } = await explainPerStep(model, x, attributionMethod(name), { data, seed: 1, objective });
    const answers = (scores: Float32Array): Float32Array =>
      objective === 'score' ? scores : softmax(scores, 3);
    const targets = await predictedSteps(model, x, {});
    const expected = new Float32Array(values.length);
    for (let t = 0; t < STEPS; t++) {
      const prefix = prefixOf(x, t + 1);
      const before = answers(await model.scores(prefix));
      for (let c = 0; c < CHANNELS; c++) {
        const changed = { ...prefix, values: prefix.values.slice() };
        for (let b = 0; b < 4; b++) {
          changed.values[(b * (t + 1) + t) * CHANNELS + c] = data.values[t * CHANNELS + c];
        }
        const after = answers(await model.scores(changed));
        for (let b = 0; b < 4; b++) {
          const score = b * 3 + targets[b * STEPS + t];
          expected[(b * STEPS + t) * CHANNELS + c] = Math.abs(before[score] - after[score]);
        }
      }
    }
    expect(difference(values, expected)).toBeLessThan(1e-5);
  });

  it('expected gradients: the mean over many draws is that of integrated gradients where all baselines are zero', async () => {
    const zeros = { ...x, values: new Float32Array(x.values.length) };
    const { values } = await explainPerStep(model, zeros, attributionMethod('expected-gradients'), {
      data: x,
      seed: 1,
    });
    expect(values.every((v) => v === 0)).toBe(true);
    const one = await SINGLE_STEPS['expected-gradients']?.(model, x, await predictedSteps(model, x, {}), {
      data: x,
      seed: 1,
    });
    expect(one?.every(Number.isFinite)).toBe(true);
  });

  it('whole: gradients of the log-probability of all answers, by differences', async () => {
    const whole = { data: x, seed: 1, route: 'whole' } as const;
    const { values, route } = await explainPerStep(model, x, attributionMethod('input-derivative'), whole);
    expect(route).toBe('whole');
    const answers = await predictedSteps(model, x, {});
    const total = async (moved: SequenceBatch, b: number): Promise<number> => {
      const scores = await model.scoresPerStep(moved);
      let sum = 0;
      for (let t = 0; t < STEPS; t++) {
        const row = scores.subarray((b * STEPS + t) * 3, (b * STEPS + t + 1) * 3);
        sum += row[answers[b * STEPS + t]] - Math.log(row.reduce((all, s) => all + Math.exp(s), 0));
      }
      return sum;
    };
    for (const cell of [0, 7, 13, 20]) {
      const at = async (by: number): Promise<number> => {
        const moved = { ...x, values: x.values.slice() };
        moved.values[2 * STEPS * CHANNELS + cell] += by;
        return total(moved, 2);
      };
      const slope = ((await at(2 ** -6)) - (await at(-(2 ** -6)))) / 2 ** -5;
      expect(values[2 * STEPS * CHANNELS + cell]).toBeCloseTo(Math.abs(slope), 2);
    }
  });

  it('masks take the whole sequence unless told otherwise', async () => {
    const settings = { data: x, seed: 1, methodOptions: { maxIterations: 5 } };
    const { values, route } = await explainPerStep(model, x, attributionMethod('learned-mask'), settings);
    expect(route).toBe('whole');
    expect(new Set(values).size).toBeGreaterThan(1);
  });

  it('ExtrMask matches every answer of the model itself, its network shared by all sequences', async () => {
    const many = sequences(27);
    const method = attributionMethod('extr-mask');
    const methodOptions = { maxIterations: 3, perturbation: 'network' };
    const settings = { data: x, seed: 1, methodOptions };
    const { values, route } = await explainPerStep(model, many, method, settings);
    expect(route).toBe('whole');
    const direct = await method.explain(model, many, 0, { ...methodOptions, matches: 'every-step', seed: 1 });
    expect([...values]).toEqual([...direct.values]);
  });

  it.each(['fit', 'winit'])('%s asks every step itself', async (name) => {
    const { values, route } = await explainPerStep(model, x, attributionMethod(name), {
      data: sequences(30),
      seed: 1,
    });
    expect(route).toBe('own');
    expect(new Set(values).size).toBeGreaterThan(STEPS);
  });

  it('controls ask no model, and the work stops when told', async () => {
    const passes = model.passes().forward;
    const map = await explainPerStep(model, x, attributionMethod('magnitude'), { data: x, seed: 1 });
    expect(map.route).toBe('control');
    expect(map.values).toEqual(x.values.map(Math.abs));
    expect(model.passes().forward).toBe(passes);
    const signal = AbortSignal.abort();
    await expect(
      explainPerStep(model, x, attributionMethod('occlusion'), { data: x, seed: 1, signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});
