import { describe, expect, it } from 'vitest';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { attributionMethod, attributionMethods } from './registry.ts';

/* What every method refuses, with a message that names both sides. */

const model = tinyLstm(2);
const names = attributionMethods.map(({ name }) => name);

/** Methods that hand sequences to the model one by one, or not at all. */
const withoutBatches = ['lrp', 'deep-lift', 'contextual-decomposition', 'magnitude', 'random-heat'];

describe('bad input', () => {
  it.each(names)('%s refuses what is no number', async (name) => {
    const x = randomSequences(2, 4, 2);
    x.values[8 + 5] = NaN;
    await expect(attributionMethod(name).explain(model, x, 0)).rejects.toThrow(
      'sequences to explain: got NaN at step 2, channel 1 of sequence 1, expected finite numbers',
    );
  });

  it.each(names)('%s refuses a class that the model does not have', async (name) => {
    const x = randomSequences(2, 4, 2);
    const method = attributionMethod(name);
    await expect(method.explain(model, x, 3)).rejects.toThrow(
      'targets: got class 3 for sequence 0, expected an index from 0 to 2 (c0, c1, c2)',
    );
    await expect(method.explain(model, x, 'c1' as 'predicted')).rejects.toThrow(
      'targets: got "c1", expected class indices or "predicted"; the model\'s classes are 0 c0, 1 c1, 2 c2',
    );
  });

  it.each(names.filter((name) => !withoutBatches.includes(name)))(
    '%s refuses batches of nothing',
    async (name) => {
      const x = randomSequences(2, 4, 2);
      await expect(attributionMethod(name).explain(model, x, 0, { batchSize: 0 })).rejects.toThrow(
        'got batchSize 0, expected an integer of at least 1',
      );
    },
  );

  it.each(['augmented-occlusion', 'expected-gradients', 'fit', 'winit'])(
    '%s lets no sequence stand in for itself',
    async (name) => {
      const options = name === 'fit' || name === 'winit' ? { generator: 'data' } : {};
      await expect(
        attributionMethod(name).explain(model, randomSequences(1, 4, 2), 0, options),
      ).rejects.toThrow('got 1 sequence and no');
    },
  );
});
