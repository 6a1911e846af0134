import { createRandom, sequenceBatch } from '@saliogram/core';
import { parameterTable } from '@saliogram/kernels';
import { describe, expect, it } from 'vitest';
import { initialParameters } from './initialise.ts';
import { networkShape } from './metadata.ts';
import { modelOf } from './recurrent-model.ts';
import { stretchMemory } from './stretch-memory.ts';

const STEPS = 40;
const BATCH = 6;

/** A smooth signal, and the same with every step said `factor` times. */
function signals(factor: number) {
  const at = (i: number) => Math.sin(0.3 * (i % STEPS) + Math.floor(i / STEPS));
  const coarse = Float32Array.from({ length: BATCH * STEPS }, (_, i) => at(i));
  const fine = Float32Array.from({ length: BATCH * STEPS * factor }, (_, i) => at(Math.floor(i / factor)));
  return { coarse: sequenceBatch(coarse, BATCH, STEPS), fine: sequenceBatch(fine, BATCH, STEPS * factor) };
}

async function scoresOf(kind: 'lstm' | 'gru', stretched: number, x: ReturnType<typeof sequenceBatch>) {
  const architecture = { kind, inputs: 1, hidden: [12, 12], outputs: 3 };
  const table = parameterTable(networkShape(architecture));
  const parameters = initialParameters(table, createRandom(3), {
    recurrent: 'orthogonal',
    gateBias: 'chrono',
    chronoSteps: 200,
  });
  stretchMemory(parameters, table, stretched);
  const metadata = {
    architecture,
    classes: ['A', 'B', 'C'].map((symbol) => ({ symbol, name: symbol })),
    preprocessing: {},
    units: 'mV',
    zero: 'level',
    codeVersion: '0.1.0',
    created: '2026-01-01',
  };
  const model = await modelOf(metadata, parameters, { backend: 'reference', threads: 1 });
  return model.scores(x);
}

const distance = (a: Float32Array, b: Float32Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0));

describe('stretchMemory', () => {
  it.each(['lstm', 'gru'] as const)('lets a %s see in a slower signal what it saw before', async (kind) => {
    const { coarse, fine } = signals(4);
    const before = await scoresOf(kind, 1, coarse);
    const asItWas = distance(await scoresOf(kind, 1, fine), before);
    const stretched = distance(await scoresOf(kind, 4, fine), before);
    // The approximation is of first order in the gates, so nearer by far, not equal.
    expect(stretched).toBeLessThan(asItWas / 3);
  });

  it('moves the biases of the two gates by log(factor) and nothing else', () => {
    const table = parameterTable(networkShape({ kind: 'lstm', inputs: 2, hidden: [3], outputs: 2 }));
    const parameters = new Float64Array(table.at(-1)!.offset + table.at(-1)!.length);
    stretchMemory(parameters, table, 8);
    const { offset } = table.find(({ name }) => name === 'lstm.bias_l0')!;
    // By hand: i, f, g, o of three units each.
    const expected = [-1, -1, -1, 1, 1, 1, 0, 0, 0, 0, 0, 0].map((sign) => sign * Math.log(8));
    expect([...parameters.subarray(offset, offset + 12)]).toEqual(expected.map((value) => value + 0));
    expect(parameters.filter((value) => value !== 0).length).toBe(6);
  });

  it('leaves a plain RNN as it is and refuses a factor of 0', () => {
    const table = parameterTable(networkShape({ kind: 'rnn', inputs: 1, hidden: [3], outputs: 2 }));
    const parameters = new Float32Array(table.at(-1)!.offset + table.at(-1)!.length);
    stretchMemory(parameters, table, 2);
    expect(parameters.every((value) => value === 0)).toBe(true);
    expect(() => stretchMemory(parameters, table, 0)).toThrow('got factor 0, expected one above 0');
  });
});
