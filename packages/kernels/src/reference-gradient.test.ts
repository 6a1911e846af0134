import type { Objective } from '@saliogram/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.ts';
import type { Engine } from './engine.ts';
import { difference, testProblem } from '../testing/network-problem.ts';

const EPSILON = 2 ** -12;

describe('reference64 against central differences', () => {
  const { shape, parameters, x, labels } = testProblem(2, [3, 5], 3, 4, 3);
  let engine: Engine<Float64Array>;
  beforeAll(async () => {
    engine = await createEngine(shape, { backend: 'reference64' });
  });
  afterAll(() => engine.close());

  it.each([0, 0.4])('gradient of the loss to every parameter, dropout %f', async (dropout) => {
    engine.setParameters(parameters);
    const { gradients } = await engine.gradients(x, labels, { dropout, seed: 9 });
    const expected = new Float64Array(parameters.length);
    const moved = Float64Array.from(parameters);
    const loss = async (i: number, by: number): Promise<number> => {
      moved[i] = parameters[i] + by;
      engine.setParameters(moved);
      moved[i] = parameters[i];
      return (await engine.gradients(x, labels, { dropout, seed: 9 })).loss;
    };
    for (let i = 0; i < expected.length; i++) {
      expected[i] = ((await loss(i, EPSILON)) - (await loss(i, -EPSILON))) / (2 * EPSILON);
    }
    expect(difference(gradients, expected)).toBeLessThan(1e-6);
  });

  it.each(['score', 'probability', 'log-probability'] as const)(
    'gradient of the %s to every input',
    async (objective: Objective) => {
      engine.setParameters(parameters);
      const { gradient } = await engine.inputGradient(x, labels, objective);
      const values = x.values.slice();
      const size = x.steps * x.channels;
      const expected = new Float64Array(values.length);
      const value = async (i: number, by: number): Promise<number> => {
        const kept = values[i];
        values[i] = kept + by;
        const scores = await engine.forward({ ...x, values });
        values[i] = kept;
        return objectiveValue(scores, Math.floor(i / size), labels, objective);
      };
      for (let i = 0; i < values.length; i++) {
        expected[i] = ((await value(i, EPSILON)) - (await value(i, -EPSILON))) / (2 * EPSILON);
      }
      expect(difference(gradient, expected)).toBeLessThan(1e-6);
    },
  );
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
