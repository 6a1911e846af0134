import { createRandom, gatherBatch } from '@saliogram/core';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.ts';
import type { Engine } from './engine.ts';
import { difference, testProblem } from '../testing/network-problem.ts';

const open: Engine[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((engine) => engine.close()));
});

describe.each([
  ['lstm', { ragged: true }],
  ['gru', { dense: [{ units: 4, batchNorm: true }] }],
  ['rnn', {}],
] as const)('gradient to match scores of a network of cell %s', (cell, rest) => {
  const own = testProblem(2, [6, 5], 3, 7, 9, {
    cell,
    ...rest,
    dense: 'dense' in rest ? [...rest.dense] : [],
  });
  const random = createRandom(4);

  it('is, of the last, the slopes of each score times twice how far it is off', async () => {
    const subject = await createEngine(own.shape, { threads: 1, microBatch: 4 });
    open.push(subject);
    subject.setParameters(own.parameters);
    const { batch } = own.x;
    const reference = Float32Array.from({ length: batch * 3 }, () => random.normal());
    const { scores, gradient } = await subject.matchGradient(own.x, reference);
    expect(scores).toEqual(await subject.forward(own.x));
    const expected = new Float64Array(gradient.length);
    for (let k = 0; k < 3; k++) {
      const slopes = await subject.inputGradient(own.x, new Int32Array(batch).fill(k), 'score');
      const size = gradient.length / batch;
      slopes.gradient.forEach((slope, i) => {
        const at = Math.floor(i / size) * 3 + k;
        expected[i] += 2 * (scores[at] - reference[at]) * slope;
      });
    }
    expect(difference(gradient, expected)).toBeLessThan(1e-5);
  });

  it('of all steps is the sum of those of the prefixes', async () => {
    const subject = await createEngine(own.shape, { threads: 1, microBatch: 2 });
    open.push(subject);
    subject.setParameters(own.parameters);
    const { batch, steps } = own.x;
    const reference = Float32Array.from({ length: batch * steps * 3 }, () => random.normal());
    const { scores, gradient } = await subject.matchGradient(own.x, reference);
    expect(scores).toEqual(await subject.forward(own.x, { perStep: true }));
    const expected = new Float64Array(gradient.length);
    for (let t = 0; t < steps; t++) {
      const lasting = Array.from({ length: batch }, (_, b) => b).filter(
        (b) => (own.x.lengths?.[b] ?? steps) > t,
      );
      const { lengths: _, ...all } = own.x;
      const prefixes = { ...gatherBatch(all, lasting), lengths: lasting.map(() => t + 1) };
      const wanted = lasting.flatMap((b) => [...reference.subarray((b * steps + t) * 3).subarray(0, 3)]);
      const part = await subject.matchGradient(prefixes, wanted);
      lasting.forEach((b, i) => {
        for (let j = 0; j < steps * 2; j++) expected[b * steps * 2 + j] += part.gradient[i * steps * 2 + j];
      });
    }
    expect(difference(gradient, expected)).toBeLessThan(1e-5);
    await expect(subject.matchGradient(own.x, [1, 2])).rejects.toThrow('scores to match: got 2 numbers');
  });
});
