import { createRandom, sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.ts';
import { testProblem } from '../testing/network-problem.ts';

describe.each(['lstm', 'gru', 'rnn'] as const)('windows of other inputs, cell %s', (cell) => {
  const { shape, parameters, x } = testProblem(2, [6, 5], 3, 7, 5, { cell });
  const [samples, window] = [2, 3];
  const random = createRandom(4);
  const others = Float32Array.from({ length: x.values.length * samples * window }, () => random.normal());

  it.each(['auto', 'wasm', 'reference'] as const)(
    'have the scores of prefixes that end with them, to the bit (%s)',
    async (backend) => {
      const engine = await createEngine(shape, { threads: 1, microBatch: 4, backend });
      engine.setParameters(parameters);
      const { scores } = await engine.stepVariants(x, others, samples, { window });
      const { steps, channels } = x;
      expect(scores).toHaveLength(x.batch * steps * samples * window * 3);
      for (let row = 0; row < x.batch * steps * samples; row++) {
        const [place, t] = [Math.floor(row / samples), Math.floor(row / samples) % steps];
        const b = Math.floor(place / steps);
        for (let j = 0; j < window && t + j < steps; j++) {
          const values = x.values.slice(b * steps * channels, (b * steps + t + j + 1) * channels);
          const drawn = others.subarray(row * window * channels, (row * window + j + 1) * channels);
          values.set(drawn, t * channels);
          const prefix = sequenceBatch(values, 1, t + j + 1, channels);
          const at = (row * window + j) * 3;
          expect(scores.slice(at, at + 3)).toEqual(await engine.forward(prefix));
        }
      }
      await engine.close();
    },
  );

  it('say what does not fit', async () => {
    const engine = await createEngine(shape, { threads: 1, backend: 'reference' });
    await expect(engine.stepVariants(x, others, samples, { window: 0 })).rejects.toThrow(
      'step variants: got windows of 0 steps, expected at least 1',
    );
    const gradient = { targets: [0], objective: 'score' } as const;
    await expect(engine.stepVariants(x, others, samples, { window, gradient })).rejects.toThrow(
      'got windows of 3 steps, expected single steps where gradients are asked for',
    );
    await engine.close();
  });
});
