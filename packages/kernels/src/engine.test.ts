import { createRandom, gatherBatch, isSaliogramError, sequenceBatch, sliceBatch } from '@saliogram/core';
import type { SequenceBatch, Variants } from '@saliogram/core';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { difference, testProblem } from '../testing/network-problem.ts';

const problem = testProblem(2, [12, 9], 3, 11, 21);
const { shape, parameters, x, labels } = problem;
const open: Engine[] = [];
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
});

async function engine(options: EngineOptions = {}): Promise<Engine> {
  const made = await createEngine(shape, { threads: 1, microBatch: 8, ...options });
  open.push(made);
  made.setParameters(parameters);
  return made;
}

/** Zeros from `from` to `to` in a copy of sequence `base`. */
function occluded(bases: SequenceBatch, windows: readonly (readonly [number, number, number])[]): Variants {
  const size = bases.steps * bases.channels;
  const values = new Float32Array(windows.length * size);
  windows.forEach(([base, from, to], v) => {
    const own = bases.values.slice(base * size, (base + 1) * size);
    values.set(own.fill(0, from * bases.channels, to * bases.channels), v * size);
  });
  return {
    sequences: sequenceBatch(values, windows.length, bases.steps, bases.channels),
    baseOf: windows.map(([base]) => base),
    firstChange: windows.map(([, from]) => from),
  };
}

describe('scores per step', () => {
  it('are the scores of the prefixes, to the bit', async () => {
    const subject = await engine();
    const perStep = await subject.forward(x, { perStep: true });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: x.steps }),
        fc.integer({ min: 0, max: x.batch - 1 }),
        async (steps, b) => {
          const from = b * x.steps * x.channels;
          const values = x.values.slice(from, from + steps * x.channels);
          const scores = await subject.forward(sequenceBatch(values, 1, steps, x.channels));
          const place = (b * x.steps + steps - 1) * shape.outputs;
          expect(scores).toEqual(perStep.slice(place, place + shape.outputs));
        },
      ),
      { seed: 1, numRuns: 40 },
    );
  });
});

describe('variants', () => {
  it('have the scores of a plain forward pass, to the bit, for any windows', async () => {
    const subject = await engine();
    const window = fc.tuple(
      fc.integer({ min: 0, max: x.batch - 1 }),
      fc.integer({ min: 0, max: x.steps }),
      fc.integer({ min: 0, max: x.steps }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(window, { maxLength: 40 }), async (windows) => {
        const variants = occluded(x, windows);
        const { baseScores, scores } = await subject.forwardVariants(x, variants);
        expect(baseScores).toEqual(await subject.forward(x));
        expect(scores).toEqual(await subject.forward(variants.sequences));
      }),
      { seed: 2, numRuns: 40 },
    );
  });
});

describe('a training step', () => {
  it('gives the same bits again, and continues from its saved state', async () => {
    const step = { learningRate: 1e-2, dropout: 0.2, seed: 3, clipNorm: 1 };
    const first = await engine();
    await first.trainStep(x, labels, step);
    const [middle, state] = [first.getParameters(), first.getOptimizerState()];
    await first.trainStep(x, labels, step);
    const second = await engine();
    second.setParameters(middle);
    second.setOptimizerState(state);
    await second.trainStep(x, labels, step);
    expect(second.getParameters()).toEqual(first.getParameters());
    expect(second.getOptimizerState()).toEqual(first.getOptimizerState());
  });

  it('draws the same masks whatever the micro-batch', async () => {
    const options = { dropout: 0.5, seed: 8 };
    const small = await (await engine({ microBatch: 4 })).gradients(x, labels, options);
    const large = await (await engine({ microBatch: 64 })).gradients(x, labels, options);
    const other = await (await engine()).gradients(x, labels, { ...options, seed: 7 });
    expect(small.loss).toBe(large.loss);
    expect(other.loss).not.toBe(large.loss);
  });

  it('clips by the global norm and reports the norm before it', async () => {
    const subject = await engine();
    const { gradientNorm } = await subject.gradients(x, labels);
    const settings = { learningRate: 1, optimizer: 'rmsprop', beta2: 0, epsilon: 1e6 } as const;
    // With a huge epsilon RMSProp moves by g / epsilon, so the move shows the clipped gradient.
    const result = await subject.trainStep(x, labels, { ...settings, clipNorm: gradientNorm / 4 });
    const { v } = subject.getOptimizerState();
    expect(result.gradientNorm).toBe(gradientNorm);
    expect(Math.sqrt(v.reduce((sum, square) => sum + square, 0))).toBeCloseTo(gradientNorm / 4, 5);
  });

  it('adds the L2 penalty to the clipped gradient, as PyTorch does, and not to running statistics', async () => {
    const own = testProblem(2, [5], 3, 4, 9, { cell: 'gru', dense: [{ units: 4, batchNorm: true }] });
    const subject = await createEngine(own.shape, { backend: 'reference64' });
    subject.setParameters(own.parameters);
    const plain = await createEngine(own.shape, { backend: 'reference64' });
    plain.setParameters(own.parameters);
    const { gradients, gradientNorm } = await subject.gradients(own.x, own.labels);
    const step = { learningRate: 0.01, clipNorm: gradientNorm / 3 };
    await plain.trainStep(own.x, own.labels, step);
    await subject.trainStep(own.x, own.labels, { ...step, weightDecay: 0.2 });
    const [moved, undecayed] = [subject.getParameters(), plain.getParameters()];
    const { m } = subject.getOptimizerState();
    for (const { offset, length, trainable } of subject.parameters) {
      for (let i = offset; i < offset + length; i++) {
        if (!trainable) {
          expect(moved[i]).toBe(undecayed[i]);
          continue;
        }
        // The first step of Adam in closed form: m = (1 - beta1) g, and the parameter moves by the sign of g.
        const g = (gradients[i] * (gradientNorm / 3)) / (gradientNorm + 1e-6) + 0.2 * own.parameters[i];
        expect(m[i]).toBeCloseTo(0.1 * g, 12);
        expect(moved[i]).toBeCloseTo(own.parameters[i] - (0.01 * g) / (Math.abs(g) + 1e-8), 7);
      }
    }
  });

  it('leaves frozen parameters as they are, decay or not', async () => {
    const subject = await engine();
    const frozen = ['lstm.weight_hh_l1', 'head.bias'];
    const settings = { learningRate: 0.1, weightDecay: 0.1, frozen };
    for (let i = 0; i < 2; i++) await subject.trainStep(x, labels, settings);
    const after = subject.getParameters();
    for (const { name, offset, length } of subject.parameters) {
      const same = Array.from({ length }, (_, i) => after[offset + i] === parameters[offset + i]);
      expect(same.some((equal) => equal)).toBe(frozen.includes(name));
      expect(same.every((equal) => equal)).toBe(frozen.includes(name));
    }
  });

  it('reports a loss that is not a number and changes nothing', async () => {
    const subject = await engine();
    const broken = parameters.slice();
    broken[0] = NaN;
    subject.setParameters(broken);
    const { loss } = await subject.trainStep(x, labels, { learningRate: 1 });
    expect(loss).toBeNaN();
    expect(subject.getParameters()).toEqual(broken);
    expect(subject.getOptimizerState().step).toBe(0);
  });
});

describe('calls', () => {
  it('give the same numbers one after the other and at the same time', async () => {
    const subject = await engine();
    const alone = [await subject.forward(x), await subject.forward(sliceBatch(x, 3, 9))];
    const together = await Promise.all([subject.forward(x), subject.forward(sliceBatch(x, 3, 9))]);
    expect(together).toEqual(alone);
  });

  it('keep the parameters when longer sequences need more memory', async () => {
    const subject = await engine();
    const short = await subject.forward(x);
    const long = testProblem(2, [12, 9], 3, 400, 9);
    await subject.gradients(long.x, long.labels);
    expect(subject.getParameters()).toEqual(parameters);
    expect(await subject.forward(x)).toEqual(short);
  });

  it('end between micro-batches when aborted', async () => {
    const subject = await engine();
    const controller = new AbortController();
    const call = subject.forward(x, { signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    await expect(subject.forward(x)).resolves.toHaveLength(x.batch * shape.outputs);
  });

  it('accept an empty batch', async () => {
    const subject = await engine();
    await expect(subject.forward(sliceBatch(x, 0, 0))).resolves.toHaveLength(0);
  });
});

describe('bad arguments', () => {
  const refused = (code: string) => (error: unknown) => isSaliogramError(error) && error.code === code;

  it.each([
    ['no layers', { inputs: 1, hidden: [], outputs: 2 }],
    ['no outputs', { inputs: 1, hidden: [4], outputs: 0 }],
    ['half a unit', { inputs: 1, hidden: [4.5], outputs: 2 }],
  ])('network with %s', async (_, bad) => {
    await expect(createEngine(bad)).rejects.toSatisfy(refused('argument-invalid'));
  });

  it.each([
    ['wrong channels', (e: Engine) => e.forward(sequenceBatch(new Float32Array(6), 1, 2, 3))],
    ['no steps', (e: Engine) => e.forward(sequenceBatch(new Float32Array(0), 1, 0, 2))],
    ['cut values', (e: Engine) => e.forward({ ...x, values: x.values.subarray(1) })],
    [
      'a label too large',
      (e: Engine) =>
        e.gradients(
          x,
          labels.map(() => 3),
        ),
    ],
    ['too few labels', (e: Engine) => e.trainStep(x, labels.subarray(1), { learningRate: 1 })],
    ['a target that is no number', (e: Engine) => e.inputGradient(x, Array(x.batch).fill(NaN), 'score')],
    ['dropout of one', (e: Engine) => e.gradients(x, labels, { dropout: 1 })],
    ['dropout of the head of two', (e: Engine) => e.gradients(x, labels, { headDropout: 2 })],
    ['negative decay', (e: Engine) => e.trainStep(x, labels, { learningRate: 1, weightDecay: -1 })],
    ['an unknown name to freeze', (e: Engine) => e.trainStep(x, labels, { learningRate: 1, frozen: ['w'] })],
    ['a negative rate', (e: Engine) => e.trainStep(x, labels, { learningRate: -1 })],
    ['an empty training batch', (e: Engine) => e.gradients(sliceBatch(x, 0, 0), [])],
    [
      'a variant of no base',
      (e: Engine) => e.forwardVariants(x, { ...occluded(x, [[0, 0, 1]]), baseOf: [99] }),
    ],
    [
      'a change after the end',
      (e: Engine) => e.forwardVariants(x, { ...occluded(x, [[0, 0, 1]]), firstChange: [12] }),
    ],
  ])('%s', async (_, call) => {
    const subject = await engine();
    await expect(call(subject)).rejects.toSatisfy(refused('argument-invalid'));
  });

  it('parameters of the wrong length, and calls after close', async () => {
    const subject = await engine();
    expect(() => subject.setParameters([1])).toThrow('expected');
    await subject.close();
    await expect(subject.forward(x)).rejects.toThrow('closed');
  });
});

describe('batch normalisation', () => {
  it('moves its running statistics by a tenth towards those of the batch', async () => {
    const own = testProblem(2, [5], 3, 4, 9, { dense: [{ units: 4, batchNorm: true }] });
    const subject = await createEngine(own.shape, { threads: 1 });
    open.push(subject);
    subject.setParameters(own.parameters);
    const read = (name: string): Float32Array => {
      const { offset, length } = subject.parameters.find((info) => info.name === name)!;
      return subject.getParameters().slice(offset, offset + length);
    };
    // Without a dense layer's scale and shift the scores of the batch are the layer's results: mean and variance by hand.
    const plain = await createEngine({ ...own.shape, dense: [], outputs: 4 }, { threads: 1 });
    open.push(plain);
    const flat = own.parameters.slice(
      0,
      subject.parameters.find(({ name }) => name === 'dense.0.norm.weight')!.offset,
    );
    plain.setParameters(flat);
    const results = await plain.forward(own.x);
    const column = (u: number): number[] => Array.from({ length: 9 }, (_, i) => results[i * 4 + u]);
    const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
    const before = [read('dense.0.norm.running_mean'), read('dense.0.norm.running_var')];
    await subject.trainStep(own.x, own.labels, { learningRate: 1e-3 });
    const after = [read('dense.0.norm.running_mean'), read('dense.0.norm.running_var')];
    for (let u = 0; u < 4; u++) {
      const m = mean(column(u));
      const variance = (mean(column(u).map((v) => (v - m) ** 2)) * 9) / 8;
      expect(after[0][u]).toBeCloseTo(0.9 * before[0][u] + 0.1 * m, 5);
      expect(after[1][u]).toBeCloseTo(0.9 * before[1][u] + 0.1 * variance, 5);
    }
  });
});

describe.each(['lstm', 'gru', 'rnn'] as const)('step variants of a network of cell %s', (cell) => {
  const own = testProblem(2, [6, 5], 3, 7, 5, { cell });
  const samples = 3;
  const random = createRandom(4);
  const others = Float32Array.from({ length: own.x.values.length * samples }, () => random.normal());

  const perStep = Int32Array.from({ length: own.x.batch * own.x.steps }, () => random.integer(3));

  it.each([
    ['sequence', own.labels],
    ['step', perStep],
  ])('are those of prefixes that end with the other input, a target per %s', async (each, targets) => {
    const subject = await createEngine(own.shape, { threads: 1, microBatch: 4 });
    open.push(subject);
    subject.setParameters(own.parameters);
    const objective = 'probability';
    const { scores, gradient } = await subject.stepVariants(own.x, others, samples, {
      gradient: { targets, objective },
    });
    const { steps, channels } = own.x;
    const worst = { scores: 0, gradient: 0 };
    for (let b = 0; b < own.x.batch; b++) {
      for (let t = 0; t < steps; t++) {
        for (let s = 0; s < samples; s++) {
          const at = (b * steps + t) * samples + s;
          const values = own.x.values.slice(b * steps * channels, (b * steps + t + 1) * channels);
          values.set(others.subarray(at * channels, (at + 1) * channels), t * channels);
          const prefix = sequenceBatch(values, 1, t + 1, channels);
          const target = targets[each === 'step' ? b * steps + t : b];
          const expected = await subject.inputGradient(prefix, [target], objective);
          const actual = scores.subarray(at * 3, at * 3 + 3);
          worst.scores = Math.max(worst.scores, difference(actual, expected.scores));
          const slope = expected.gradient.subarray(t * channels);
          const found = gradient!.subarray(at * channels, (at + 1) * channels);
          worst.gradient = Math.max(worst.gradient, difference(found, slope));
        }
      }
    }
    expect(worst).toEqual({ scores: 0, gradient: 0 });
  });
});

describe.each([
  ['lstm', { ragged: true }],
  ['gru', { dense: [{ units: 4, batchNorm: true }] }],
  ['rnn', {}],
] as const)('gradient of all steps of a network of cell %s', (cell, rest) => {
  const own = testProblem(2, [6, 5], 3, 7, 9, {
    cell,
    ...rest,
    dense: 'dense' in rest ? [...rest.dense] : [],
  });
  const random = createRandom(4);
  const targets = Int32Array.from({ length: own.x.batch * own.x.steps }, () => random.integer(3));

  it('is the sum of those of the prefixes', async () => {
    const subject = await createEngine(own.shape, { threads: 1, microBatch: 4 });
    open.push(subject);
    subject.setParameters(own.parameters);
    const { scores, gradient } = await subject.stepsGradient(own.x, targets, 'log-probability');
    expect(scores).toEqual(await subject.forward(own.x, { perStep: true }));
    const { batch, steps } = own.x;
    const expected = new Float64Array(gradient.length);
    for (let t = 0; t < steps; t++) {
      const lasting = Array.from({ length: batch }, (_, b) => b).filter(
        (b) => (own.x.lengths?.[b] ?? steps) > t,
      );
      const { lengths: _, ...all } = own.x;
      const prefixes = { ...gatherBatch(all, lasting), lengths: lasting.map(() => t + 1) };
      const classes = lasting.map((b) => targets[b * steps + t]);
      const part = await subject.inputGradient(prefixes, classes, 'log-probability');
      lasting.forEach((b, i) => {
        for (let j = 0; j < steps * 2; j++) expected[b * steps * 2 + j] += part.gradient[i * steps * 2 + j];
      });
    }
    // The same sum in another order, in single precision.
    expect(difference(gradient, expected)).toBeLessThan(1e-5);
  });
});
