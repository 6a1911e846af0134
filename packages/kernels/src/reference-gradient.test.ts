import type { Objective } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.ts';
import type { Engine } from './engine.ts';
import { difference, testProblem } from '../testing/network-problem.ts';
import type { TestProblem } from '../testing/network-problem.ts';

const EPSILON = 2 ** -12;

const dense = [{ units: 4 }, { units: 3 }];
const problems: [string, TestProblem][] = [
  ['LSTM', testProblem(2, [3, 5], 3, 4, 3)],
  ['LSTM, sequences of several lengths', testProblem(2, [3], 3, 5, 6, { ragged: true })],
  ['bidirectional LSTM', testProblem(2, [3, 2], 3, 4, 3, { bidirectional: true })],
  [
    'bidirectional LSTM, sequences of several lengths',
    testProblem(1, [2, 3], 3, 5, 6, { bidirectional: true, ragged: true }),
  ],
  ['GRU', testProblem(2, [3, 5], 3, 4, 3, { cell: 'gru' })],
  [
    'bidirectional GRU, sequences of several lengths',
    testProblem(1, [2, 3], 3, 4, 5, { cell: 'gru', bidirectional: true, ragged: true }),
  ],
  ['plain RNN', testProblem(2, [3, 5], 3, 4, 3, { cell: 'rnn' })],
  ['LSTM, two hidden layers in the head', testProblem(2, [3], 3, 4, 3, { dense })],
  [
    'bidirectional GRU, batch-normalised head',
    testProblem(2, [3], 3, 4, 7, {
      cell: 'gru',
      bidirectional: true,
      ragged: true,
      dense: [{ units: 4, batchNorm: true }, { units: 3 }],
    }),
  ],
];

describe.each(problems)('reference64 against central differences: %s', (_, problem) => {
  const { shape, parameters, x, labels } = problem;
  async function engine(): Promise<Engine<Float64Array>> {
    const made = await createEngine(shape, { backend: 'reference64', microBatch: 4 });
    made.setParameters(parameters);
    return made;
  }

  const rates = [
    { dropout: 0 },
    { dropout: 0.4 },
    { dropout: 0, headDropout: 0.4 },
    { dropout: 0.4, headDropout: 0 },
  ];
  it.each(rates)('gradient of the loss to every parameter, %o', async (rate) => {
    const subject = await engine();
    const { gradients } = await subject.gradients(x, labels, { ...rate, seed: 9 });
    const expected = new Float64Array(parameters.length);
    const moved = Float64Array.from(parameters);
    const loss = async (i: number, by: number): Promise<number> => {
      moved[i] = parameters[i] + by;
      subject.setParameters(moved);
      moved[i] = parameters[i];
      return (await subject.gradients(x, labels, { ...rate, seed: 9 })).loss;
    };
    for (let i = 0; i < expected.length; i++) {
      expected[i] = ((await loss(i, EPSILON)) - (await loss(i, -EPSILON))) / (2 * EPSILON);
    }
    expect(difference(gradients, expected)).toBeLessThan(2e-6);
  });

  it.each(['score', 'probability', 'log-probability'] as const)(
    'gradient of the %s to every input',
    async (objective) => {
      const subject = await engine();
      const { gradient } = await subject.inputGradient(x, labels, objective);
      const values = x.values.slice();
      const size = x.steps * x.channels;
      const expected = new Float64Array(values.length);
      const value = async (i: number, by: number): Promise<number> => {
        const kept = values[i];
        values[i] = kept + by;
        const scores = await subject.forward({ ...x, values });
        values[i] = kept;
        return objectiveValue(scores, Math.floor(i / size), labels, objective);
      };
      for (let i = 0; i < values.length; i++) {
        expected[i] = ((await value(i, EPSILON)) - (await value(i, -EPSILON))) / (2 * EPSILON);
      }
      expect(difference(gradient, expected)).toBeLessThan(1e-6);
    },
  );

  it('scores each step as if the sequence ended there', async () => {
    const subject = await engine();
    const perStep = await subject.forward(x, { perStep: true });
    const { steps, batch } = x;
    for (let t = 0; t < steps; t++) {
      const lengths = Array.from({ length: batch }, (__, i) => Math.min(t + 1, x.lengths?.[i] ?? steps));
      const expected = await subject.forward({ ...x, lengths });
      for (let i = 0; i < batch; i++) {
        const row = perStep.subarray((i * steps + t) * 3, (i * steps + t + 1) * 3);
        if (t < (x.lengths?.[i] ?? steps)) expect([...row]).toEqual([...expected.subarray(i * 3, i * 3 + 3)]);
        else expect([...row]).toEqual([NaN, NaN, NaN]);
      }
    }
  });
});

function objectiveValue(
  scores: Float64Array,
  row: number,
  targets: Uint8Array,
  objective: Objective,
): number {
  const own = scores.subarray(row * 3, row * 3 + 3);
  const score = own[targets[row]];
  if (objective === 'score') return score;
  const logarithm = score - Math.log(own.reduce((sum, s) => sum + Math.exp(s), 0));
  return objective === 'probability' ? Math.exp(logarithm) : logarithm;
}
