import { afterEach, describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.ts';
import type { BackendName, Engine } from './engine.ts';
import { describeHost } from './host.ts';
import type { Reals } from './kernel-set.ts';
import { difference, testProblem } from './test-network.ts';
import type { TestProblem } from './test-network.ts';

const problems: [string, TestProblem][] = [
  ['C=1, H=[128, 128], T=3, B=2', testProblem(1, [128, 128], 5, 3, 2)],
  ['C=3, H=[5, 20, 1], T=7, B=65', testProblem(3, [5, 20, 1], 4, 7, 65)],
  ['C=12, H=[100], T=1, B=1', testProblem(12, [100], 2, 1, 1)],
  ['C=12, H=[1, 20], T=7, B=2', testProblem(12, [1, 20], 3, 7, 2)],
  ['C=1, H=[20], T=1, B=2', testProblem(1, [20], 5, 1, 2)],
];

// Single precision through up to 7 steps; the rational tanh is within 2 ulp.
const TOLERANCE = 2e-5;

const backends: BackendName[] = ['reference', 'wasm-plain', 'wasm'];
const host = describeHost();
const available = (backend: BackendName): boolean =>
  backend === 'reference' || (backend === 'wasm' ? host.relaxedSimd : host.simd);

describe.each(backends)('%s against reference64', (backend) => {
  const open: Engine<Reals>[] = [];
  afterEach(async () => {
    for (const engine of open.splice(0)) await engine.close();
  });

  async function engines({ shape, parameters }: TestProblem): Promise<[Engine, Engine<Float64Array>]> {
    const subject = await createEngine(shape, { backend, threads: 1, microBatch: 16 });
    const oracle = await createEngine(shape, { backend: 'reference64' });
    open.push(subject, oracle);
    subject.setParameters(parameters);
    oracle.setParameters(parameters);
    return [subject, oracle];
  }

  describe.skipIf(!available(backend)).each(problems)('%s', (_, problem) => {
    const { x, labels } = problem;

    it('keeps the parameters', async () => {
      const [subject] = await engines(problem);
      expect(subject.getParameters()).toEqual(problem.parameters);
    });

    it('scores the last step and every step', async () => {
      const [subject, oracle] = await engines(problem);
      expect(difference(await subject.forward(x), await oracle.forward(x))).toBeLessThan(TOLERANCE);
      const options = { perStep: true };
      expect(difference(await subject.forward(x, options), await oracle.forward(x, options))).toBeLessThan(
        TOLERANCE,
      );
    });

    it.each(['score', 'probability', 'log-probability'] as const)(
      'input gradient of %s',
      async (objective) => {
        const [subject, oracle] = await engines(problem);
        const actual = await subject.inputGradient(x, labels, objective);
        const expected = await oracle.inputGradient(x, labels, objective);
        expect(difference(actual.gradient, expected.gradient)).toBeLessThan(TOLERANCE);
        expect(difference(actual.scores, expected.scores)).toBeLessThan(TOLERANCE);
      },
    );

    it.each([0, 0.5])('gradients of the parameters, dropout %f', async (dropout) => {
      const [subject, oracle] = await engines(problem);
      const actual = await subject.gradients(x, labels, { dropout, seed: 4 });
      const expected = await oracle.gradients(x, labels, { dropout, seed: 4 });
      expect(actual.loss).toBeCloseTo(expected.loss, 5);
      expect(actual.correct).toBe(expected.correct);
      expect(difference(actual.gradients, expected.gradients)).toBeLessThan(TOLERANCE);
    });

    it.each(['adam', 'rmsprop'] as const)('six steps of %s', async (optimizer) => {
      const [subject, oracle] = await engines(problem);
      const step = { learningRate: 1e-3, dropout: 0.2, seed: 1, clipNorm: 0.5, optimizer, epsilon: 1e-4 };
      for (let i = 0; i < 6; i++) {
        const actual = await subject.trainStep(x, labels, step);
        const expected = await oracle.trainStep(x, labels, step);
        expect(actual.loss).toBeCloseTo(expected.loss, 4);
      }
      expect(difference(subject.getParameters(), oracle.getParameters())).toBeLessThan(TOLERANCE);
      const [mine, theirs] = [subject.getOptimizerState(), oracle.getOptimizerState()];
      expect(mine.step).toBe(6);
      expect(difference(mine.v, theirs.v)).toBeLessThan(1e-3);
    });
  });
});
