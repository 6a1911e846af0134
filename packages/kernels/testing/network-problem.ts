import { createRandom, sequenceBatch } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { NetworkShape } from '../src/network-shape.ts';
import { parameterTable } from '../src/parameters.ts';

/** A small problem for tests: a network's parameters, sequences and labels, all from one seed. */
export interface TestProblem {
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly x: SequenceBatch;
  readonly labels: Uint8Array;
}

/** Parameters of normal size 0.3 (less in wide layers; running variances about 1), inputs of normal size 1 on a grid of 1/64, so that they are exact in both precisions. */
export function testProblem(
  inputs: number,
  hidden: number[],
  outputs: number,
  steps: number,
  batch: number,
  rest: Partial<NetworkShape> & { ragged?: boolean } = {},
): TestProblem {
  const { ragged = false, ...more } = rest;
  const shape = { inputs, hidden, outputs, ...more };
  const random = createRandom(steps * 1000 + batch);
  const table = parameterTable(shape);
  const size = 0.3 * Math.min(1, 10 / Math.sqrt(Math.max(...hidden)));
  const values = Float32Array.from(
    { length: batch * steps * inputs },
    () => Math.round(random.normal() * 64) / 64,
  );
  return {
    shape,
    parameters: Float32Array.from(
      table.flatMap(({ name, length }) =>
        Array.from({ length }, () =>
          name.endsWith('running_var') ? 0.5 + random.uniform() : random.normal() * size,
        ),
      ),
    ),
    x: {
      ...sequenceBatch(values, batch, steps, inputs),
      ...(ragged && { lengths: Array.from({ length: batch }, () => 1 + random.integer(steps)) }),
    },
    labels: Uint8Array.from({ length: batch }, () => random.integer(outputs)),
  };
}

/** Largest absolute difference, relative to the largest expected number; NaN unless both are NaN in the same places. */
export function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new Error('internal: lengths differ');
  let worst = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    if (Number.isNaN(actual[i]) && Number.isNaN(expected[i])) continue;
    worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    size = Math.max(size, Math.abs(expected[i]));
    if (Number.isNaN(actual[i]) || Number.isNaN(expected[i])) return NaN;
  }
  return worst / size;
}
