import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.ts';
import type { BackendName, Engine } from './engine.ts';
import { describeHost } from './host.ts';
import type { Reals } from './kernel-set.ts';
import { difference, testProblem } from '../testing/network-problem.ts';
import type { TestProblem } from '../testing/network-problem.ts';

const problems: [string, TestProblem][] = [
  ['C=1, H=[128, 128], T=3, B=2', testProblem(1, [128, 128], 5, 3, 2)],
  ['C=3, H=[5, 20, 1], T=7, B=65', testProblem(3, [5, 20, 1], 4, 7, 65)],
  ['C=12, H=[100], T=1, B=1', testProblem(12, [100], 2, 1, 1)],
  ['C=12, H=[1, 20], T=7, B=2', testProblem(12, [1, 20], 3, 7, 2)],
  ['C=1, H=[20], T=1, B=2', testProblem(1, [20], 5, 1, 2)],
  ['H=[64, 200, 9], lengths', testProblem(2, [64, 200, 9], 3, 6, 21, { ragged: true })],
  ['8 layers', testProblem(2, [8, 7, 6, 5, 4, 3, 2, 1], 3, 4, 5)],
  ['H=[256]', testProblem(1, [256], 3, 2, 3)],
  ['H=[512]', testProblem(1, [512], 3, 2, 2)],
  ['both directions', testProblem(3, [20, 12], 4, 7, 19, { bidirectional: true })],
  ['both directions, lengths', testProblem(3, [20, 12], 4, 7, 19, { bidirectional: true, ragged: true })],
  ['GRU', testProblem(3, [100, 20], 4, 7, 19, { cell: 'gru', ragged: true })],
  ['GRU in both directions', testProblem(1, [12, 9], 4, 7, 19, { cell: 'gru', bidirectional: true })],
  ['plain RNN', testProblem(3, [20, 12], 4, 7, 19, { cell: 'rnn', ragged: true })],
  ['hidden layers in the head', testProblem(2, [20], 4, 5, 19, { dense: [{ units: 30 }, { units: 6 }] })],
  [
    'batch-normalised head',
    testProblem(2, [20], 4, 5, 19, { dense: [{ units: 30, batchNorm: true }, { units: 6 }] }),
  ],
];

/** Counts, which must be the same, and numbers, which must be close. */
type Answers = Readonly<Record<string, number | ArrayLike<number>>>;
type Question = (engine: Engine<Reals>, problem: TestProblem) => Promise<Answers>;

const questions: Readonly<Record<string, Question>> = {
  'scores of the last step': async (engine, { x }) => ({ scores: await engine.forward(x) }),
  'scores of every step': async (engine, { x }) => ({ scores: await engine.forward(x, { perStep: true }) }),
  'input gradient of score': (engine, { x, labels }) => engine.inputGradient(x, labels, 'score'),
  'input gradient of probability': (engine, { x, labels }) => engine.inputGradient(x, labels, 'probability'),
  'input gradient of log-probability': (engine, { x, labels }) =>
    engine.inputGradient(x, labels, 'log-probability'),
  'gradients of the parameters': (engine, problem) => parameterGradients(engine, problem, 0),
  'gradients of the parameters, dropout 0.5': (engine, problem) => parameterGradients(engine, problem, 0.5),
  'six steps of Adam': (engine, problem) => sixSteps(engine, problem, 'adam'),
  'six steps of RMSProp': (engine, problem) => sixSteps(engine, problem, 'rmsprop'),
};

async function parameterGradients(engine: Engine<Reals>, { x, labels }: TestProblem, dropout: number) {
  const { loss, correct, gradients } = await engine.gradients(x, labels, { dropout, seed: 4 });
  return { loss: [loss], correct, gradients };
}

async function sixSteps(engine: Engine<Reals>, { x, labels }: TestProblem, optimizer: 'adam' | 'rmsprop') {
  const step = { learningRate: 1e-3, dropout: 0.2, seed: 1, clipNorm: 0.5, optimizer, epsilon: 1e-4 };
  const losses: number[] = [];
  for (let i = 0; i < 6; i++) losses.push((await engine.trainStep(x, labels, step)).loss);
  const { step: steps, v } = engine.getOptimizerState();
  return { losses, steps, parameters: engine.getParameters(), v };
}

// Single precision through up to 8 layers and 7 steps; activations within 1.5e-7.
const TOLERANCE = 2e-5;
const TOLERANCES: Readonly<Record<string, number>> = { loss: 3e-6, losses: 3e-5, v: 1e-3 };

/** An engine's answer to a question that finds it as it was new. */
async function ask(engine: Engine<Reals>, problem: TestProblem, question: string): Promise<Answers> {
  const none = new Float32Array(problem.parameters.length);
  engine.setParameters(problem.parameters);
  engine.setOptimizerState({ step: 0, m: none, v: none });
  return questions[question](engine, problem);
}

const known = new Map<string, Promise<Answers>>();

/** What reference64 answers; asked once for all backends. */
function truth(name: string, problem: TestProblem, question: string): Promise<Answers> {
  const key = `${name}: ${question}`;
  const answer = known.get(key) ?? askOracle(problem, question);
  known.set(key, answer);
  return answer;
}

async function askOracle(problem: TestProblem, question: string): Promise<Answers> {
  const oracle = await createEngine(problem.shape, { backend: 'reference64', microBatch: 16 });
  return ask(oracle, problem, question);
}

const backends: BackendName[] = ['reference', 'wasm-plain', 'wasm', 'native'];
const host = describeHost();
const available = (backend: BackendName): boolean =>
  ({
    reference: true,
    reference64: true,
    'wasm-plain': host.simd,
    wasm: host.relaxedSimd,
    native: 'file' in host.native,
  })[backend];

describe.each(backends)('%s against reference64', (backend) => {
  describe.skipIf(!available(backend)).each(problems)('%s', (name, problem) => {
    let subject: Engine;
    beforeAll(async () => {
      subject = await createEngine(problem.shape, { backend, threads: 1, microBatch: 16 });
    });
    afterAll(() => subject.close());

    it('keeps the parameters', () => {
      subject.setParameters(problem.parameters);
      expect(difference(subject.getParameters(), problem.parameters)).toBe(0);
    });

    it.each(Object.keys(questions))('%s', async (question) => {
      const [actual, expected] = [
        await ask(subject, problem, question),
        await truth(name, problem, question),
      ];
      expect(Object.keys(actual)).toEqual(Object.keys(expected));
      for (const [what, values] of Object.entries(expected)) {
        const own = actual[what];
        if (typeof values === 'number' || typeof own === 'number') expect(own, what).toBe(values);
        else expect(difference(own, values), what).toBeLessThan(TOLERANCES[what] ?? TOLERANCE);
      }
    });
  });
});
