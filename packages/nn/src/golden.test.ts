import type { Objective } from '@saliogram/core';
import { sequenceBatch } from '@saliogram/core';
import { afterEach, describe, expect, it } from 'vitest';
import type { RecurrentModel } from './recurrent-model.ts';
import { createModel } from './recurrent-model.ts';
import { exampleMetadata } from '../testing/example-metadata.ts';
import { difference, fixture, goldenBackends } from '../testing/golden.ts';

// Expected values: PyTorch 1.13.1 in double precision, fixtures/nn/make-golden.py (see PROVENANCE.md there).
const small = fixture('small.json') as {
  shape: { inputs: number; hidden: number[]; outputs: number };
  batch: number;
  steps: number;
  x: number[];
  labels: number[];
  parameters: Record<string, number[]>;
  loss: number;
  scoresPerStep: number[];
  inputGradients: Record<Objective, number[]>;
  gradients: Record<string, number[]>;
  adam: { learningRate: number; clipNorm: number; losses: number[]; gradientNorms: number[] };
};
const paperSize = fixture('paper-size.json') as Omit<typeof small, 'gradients'> & {
  scores: number[];
  inputGradient: number[];
  gradientSums: Record<string, [number, number, number]>;
};

// Double precision leaves the ten digits stored; single precision leaves its rounding over a few hundred operations.
const backends = goldenBackends().map((backend) => ({
  backend,
  tolerance: backend === 'reference64' ? 2e-9 : 3e-6,
  clipTolerance: 1e-5,
}));

/** The numbers of `formula` in make-golden.py. */
function formula(count: number, limit: number, factor: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => ((((i * factor) % 2003) - 1001) / 1001) * limit);
}

describe.each(backends)('$backend agrees with PyTorch', ({ backend, tolerance, clipTolerance }) => {
  let model: RecurrentModel | undefined;
  afterEach(() => model?.close());

  const x = sequenceBatch(Float32Array.from(small.x), small.batch, small.steps, small.shape.inputs);
  const openSmall = async (): Promise<RecurrentModel> => {
    model = await createModel(exampleMetadata(small.shape), { seed: 1, backend });
    model.engine.setParameters(
      Float32Array.from(model.engine.parameters.flatMap(({ name }) => small.parameters[name])),
    );
    return model;
  };

  it('in the scores after every step, of which the last are the scores', async () => {
    const { outputs } = small.shape;
    const m = await openSmall();
    const perStep = await m.scoresPerStep(x);
    expect(difference(perStep, small.scoresPerStep)).toBeLessThan(Math.max(tolerance, 1e-7));
    const last = small.scoresPerStep.filter(
      (_, i) => Math.floor(i / outputs) % small.steps === small.steps - 1,
    );
    expect(difference(await m.scores(x), last)).toBeLessThan(Math.max(tolerance, 1e-7));
  });

  it.each(['score', 'probability', 'log-probability'] as const)(
    'in the input gradient of the %s',
    async (objective) => {
      const { gradient } = await (await openSmall()).scoreGradient(x, small.labels, objective);
      expect(difference(gradient, small.inputGradients[objective])).toBeLessThan(Math.max(tolerance, 1e-7));
    },
  );

  it('in loss and gradient of every parameter', async () => {
    const m = await openSmall();
    const { loss, gradients } = await m.engine.gradients(x, small.labels);
    expect(Math.abs(loss - small.loss)).toBeLessThan(tolerance);
    for (const { name, offset, length } of m.engine.parameters) {
      expect(
        difference(gradients.subarray(offset, offset + length), small.gradients[name]),
        name,
      ).toBeLessThan(tolerance);
    }
  });

  it('in losses and gradient norms of ten clipped Adam steps', async () => {
    const m = await openSmall();
    const { losses, gradientNorms, ...step } = small.adam;
    for (const [i, expected] of losses.entries()) {
      const { loss, gradientNorm } = await m.engine.trainStep(x, small.labels, step);
      expect(Math.abs(loss - expected), `loss ${i}`).toBeLessThan(clipTolerance);
      expect(Math.abs(gradientNorm - gradientNorms[i]), `norm ${i}`).toBeLessThan(clipTolerance);
    }
  });

  // The plain loops are slow at this size: one precision stands for both, and Adam is proved on the small network.
  const atPaperSize = backend === 'reference' ? [] : ['at the size of the paper'];
  it.each(atPaperSize)('%s', { timeout: 60_000 }, async () => {
    const { shape, batch, steps, labels, adam } = paperSize;
    const m = (model = await createModel(exampleMetadata(shape), { seed: 1, backend }));
    m.engine.setParameters(formula(m.engine.getParameters().length, 0.15, 7919));
    const input = sequenceBatch(formula(batch * steps, 2, 127), batch, steps);
    const { scores, gradient } = await m.scoreGradient(input, labels);
    expect(difference(scores, paperSize.scores)).toBeLessThan(Math.max(tolerance, 1e-7));
    expect(difference(gradient, paperSize.inputGradient)).toBeLessThan(Math.max(tolerance, 1e-7));
    const { loss, gradients } = await m.engine.gradients(input, labels);
    expect(Math.abs(loss - paperSize.loss)).toBeLessThan(tolerance);
    for (const { name, offset, length } of m.engine.parameters) {
      const [sum, magnitudes, norm] = paperSize.gradientSums[name];
      const part = Float64Array.from(gradients.subarray(offset, offset + length));
      const found = [
        part.reduce((total, g) => total + g, 0),
        part.reduce((total, g) => total + Math.abs(g), 0),
        Math.sqrt(part.reduce((total, g) => total + g * g, 0)),
      ];
      expect(Math.abs(found[0] - sum) / magnitudes, `${name} sum`).toBeLessThan(tolerance);
      expect(Math.abs(found[1] - magnitudes) / magnitudes, `${name} magnitudes`).toBeLessThan(tolerance);
      expect(Math.abs(found[2] - norm) / norm, `${name} norm`).toBeLessThan(tolerance);
    }
    if (backend === 'reference64') return;
    const { losses, gradientNorms, ...step } = adam;
    for (const [i, expected] of losses.entries()) {
      const taken = await m.engine.trainStep(input, labels, step);
      expect(Math.abs(taken.loss - expected), `loss ${i}`).toBeLessThan(clipTolerance);
      expect(Math.abs(taken.gradientNorm - gradientNorms[i]), `norm ${i}`).toBeLessThan(clipTolerance);
    }
  });
});
