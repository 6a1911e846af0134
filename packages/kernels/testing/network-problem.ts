import { createRandom, sequenceBatch } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { NetworkShape } from '../src/layout.ts';
import { parameterTable } from '../src/parameters.ts';

/** A small problem for tests: a network's parameters, sequences and labels, all from one seed. */
export interface TestProblem {
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly x: SequenceBatch;
  readonly labels: Uint8Array;
}

/** Parameters of normal size 0.3, inputs of normal size 1 on a grid of 1/64, so that they are exact in both precisions. */
export function testProblem(
  inputs: number,
  hidden: number[],
  outputs: number,
  steps: number,
  batch: number,
): TestProblem {
  const shape = { inputs, hidden, outputs };
  const random = createRandom(steps * 1000 + batch);
  const count = parameterTable(shape).reduce((sum, { length }) => sum + length, 0);
  const values = Float32Array.from(
    { length: batch * steps * inputs },
    () => Math.round(random.normal() * 64) / 64,
  );
  return {
    shape,
    parameters: Float32Array.from({ length: count }, () => random.normal() * 0.3),
    x: sequenceBatch(values, batch, steps, inputs),
    labels: Uint8Array.from({ length: batch }, () => random.integer(outputs)),
  };
}

/** Largest absolute difference, relative to the largest expected number. */
export function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new Error('internal: lengths differ');
  let worst = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    size = Math.max(size, Math.abs(expected[i]));
    if (Number.isNaN(actual[i])) return NaN;
  }
  return worst / size;
}
