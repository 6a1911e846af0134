import { sequenceBatch } from '@saliogram/core';
import { afterEach, describe, expect, it } from 'vitest';
import { exampleMetadata } from '../testing/example-metadata.ts';
import { difference, filled, fixture, goldenBackends, scattered } from '../testing/golden.ts';
import { importPyTorch } from './import-pytorch.ts';
import type { RecurrentArchitecture } from './metadata.ts';
import type { RecurrentModel } from './recurrent-model.ts';
import { modelOf } from './recurrent-model.ts';
import type { Tensor } from './safetensors.ts';

// Expected values: PyTorch 2.15.0 in double precision, fixtures/nn/make-networks.py (see PROVENANCE.md there).
interface Golden {
  architecture: RecurrentArchitecture;
  batch: number;
  steps: number;
  lengths?: number[];
  labels: number[];
  tensors: [string, number[]][];
  scores: number[];
  scoresPerStep: (number | null)[];
  inputGradient: number[];
  loss?: number;
  gradients?: Record<string, number[]>;
  adam?: { learningRate: number; clipNorm: number; losses: number[]; gradientNorms: number[] };
}
const networks = Object.entries(fixture('networks.json') as Record<string, Golden>);

// Double precision leaves the ten digits stored, single precision its rounding; what comes as Float32Array that of 24 bits.
const toleranceOf = (backend: string): number => (backend === 'reference64' ? 2e-9 : 4e-6);

/** PyTorch's gradients in our order; that of a joint bias stands in both of PyTorch's and counts once. */
function ourGradients({ tensors, gradients = {}, architecture }: Golden): Float32Array {
  const shaped = tensors.map(([name, shape]): [string, Tensor] => {
    const values = Float64Array.from(gradients[name]);
    if (name.includes('bias_hh')) {
      values.fill(0, 0, architecture.kind === 'gru' ? (2 * values.length) / 3 : values.length);
    }
    return [name, { shape, values }];
  });
  return importPyTorch(new Map(shaped)).parameters;
}

describe.each(goldenBackends())('%s agrees with PyTorch', (backend) => {
  const tolerance = toleranceOf(backend);
  let model: RecurrentModel | undefined;
  afterEach(() => model?.close());

  const open = async ({ tensors, ...golden }: Golden) => {
    const { architecture, parameters } = importPyTorch(filled(tensors));
    expect(architecture).toEqual(golden.architecture);
    const { batch, steps, lengths } = golden;
    const { inputs } = architecture;
    model = await modelOf(exampleMetadata(architecture), parameters, { backend });
    const values = scattered(batch * steps * inputs, 2);
    // What stands after the end of a sequence must not matter.
    lengths?.forEach((length, i) =>
      values.fill(1e3 + i, (i * steps + length) * inputs, (i + 1) * steps * inputs),
    );
    const x = { ...sequenceBatch(values, batch, steps, inputs), ...(lengths && { lengths }) };
    return { model, x };
  };

  it.each(networks)('in scores, after the last step and every other: %s', async (_name, golden) => {
    const { model: m, x } = await open(golden);
    expect(difference(await m.scores(x), golden.scores)).toBeLessThan(tolerance);
    expect(difference(await m.scoresPerStep(x), golden.scoresPerStep)).toBeLessThan(tolerance);
  });

  it.each(networks)('in the input gradient of the score: %s', async (_name, golden) => {
    const { model: m, x } = await open(golden);
    const { scores, gradient } = await m.scoreGradient(x, golden.labels);
    expect(difference(scores, golden.scores)).toBeLessThan(tolerance);
    expect(difference(gradient, golden.inputGradient)).toBeLessThan(2 * tolerance);
  });

  it.each(networks.filter(([, { gradients }]) => gradients))(
    'in loss and gradient of every parameter: %s',
    async (_name, golden) => {
      const { model: m, x } = await open(golden);
      const { loss, gradients } = await m.engine.gradients(x, golden.labels);
      expect(Math.abs(loss - golden.loss!)).toBeLessThan(tolerance);
      const expected = ourGradients(golden);
      for (const { name, offset, length } of m.engine.parameters) {
        const [found, wanted] = [gradients, expected].map((flat) => flat.subarray(offset, offset + length));
        expect(difference(found, wanted), name).toBeLessThan(Math.max(1e-7, 2 * tolerance));
      }
    },
  );

  it.each(networks.filter(([, { adam }]) => adam))(
    'in losses and gradient norms of ten clipped Adam steps: %s',
    async (_name, golden) => {
      const { model: m, x } = await open(golden);
      const { losses, gradientNorms, ...step } = golden.adam!;
      for (const [i, expected] of losses.entries()) {
        const { loss, gradientNorm } = await m.engine.trainStep(x, golden.labels, step);
        expect(Math.abs(loss - expected), `loss ${i}`).toBeLessThan(1e-5);
        expect(Math.abs(gradientNorm - gradientNorms[i]), `norm ${i}`).toBeLessThan(1e-5);
      }
    },
  );
});
