import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { exampleMetadata } from '../testing/example-metadata.ts';
import { goldenBackends } from '../testing/golden.ts';
import { createModel } from './recurrent-model.ts';

const steps = 6;
const wave = sequenceBatch(
  Float32Array.from({ length: 3 * steps * 2 }, (_, i) => Math.sin(0.9 * i)),
  3,
  steps,
  2,
);

describe('recurrent cells', () => {
  it('are the parameters by layer and direction, apart from the model', async () => {
    const model = await createModel(
      exampleMetadata({
        kind: 'gru',
        bidirectional: true,
        inputs: 2,
        hidden: [3, 4],
        dense: [{ units: 5, batchNorm: true }, { units: 2 }],
        outputs: 3,
      }),
      { seed: 1, backend: 'reference' },
    );
    const flat = model.engine.getParameters().map((_, i) => i);
    model.engine.setParameters(flat);
    const { cell, layers, dense, output } = model.recurrentCells();
    expect(cell).toBe('gru');
    expect(layers.map(({ inputs, units, directions }) => [inputs, units, directions.length])).toEqual([
      [2, 3, 2],
      [6, 4, 2],
    ]);
    // In the flat vector: W [9, 2], U [9, 3], bias [12] of the first direction, then the same of the second.
    const [forward, backward] = layers[0].directions;
    expect([forward.weightInput[0], forward.weightHidden[0], forward.bias[0]]).toEqual([0, 18, 45]);
    expect([...forward.biasReset!]).toEqual([54, 55, 56]);
    expect(forward.bias).toHaveLength(9);
    expect(backward.weightInput[0]).toBe(57);
    expect(dense[0]).toMatchObject({ inputs: 8, outputs: 5 });
    expect(dense[0].norm!.mean[0] - dense[0].norm!.weight[0]).toBe(10);
    expect(dense[1].norm).toBeUndefined();
    expect(output).toMatchObject({ inputs: 2, outputs: 3 });
    expect(output.bias[2]).toBe(flat.length - 1);
    output.bias.fill(7);
    forward.weightInput.fill(7);
    expect(model.engine.getParameters()).toEqual(flat);
  });

  it.each(goldenBackends().filter((backend) => backend !== 'reference64'))(
    'have hidden states that the head turns into the scores (%s)',
    async (backend) => {
      const model = await createModel(
        exampleMetadata({ inputs: 2, hidden: [3, 5], bidirectional: true, outputs: 3 }),
        { seed: 2, backend, threads: 1 },
      );
      const x = { ...wave, lengths: [6, 2, 4] };
      const before = model.passes();
      const states = await model.hiddenStates(x);
      expect(model.passes().forward - before.forward).toBe(3);
      expect(states).toHaveLength(3 * 10);
      const { weight, bias } = model.recurrentCells().output;
      const scores = await model.scores(x);
      scores.forEach((score, i) => {
        const [b, k] = [Math.floor(i / 3), i % 3];
        let sum = bias[k];
        for (let unit = 0; unit < 10; unit++) sum += weight[k * 10 + unit] * states[b * 10 + unit];
        expect(sum).toBeCloseTo(score, 5);
      });
      await model.close();
    },
  );
});
