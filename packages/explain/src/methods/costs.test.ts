import { describe, expect, it } from 'vitest';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { attributionMethod } from './registry.ts';

/** What the words of a method's entry come to for one sequence of 6 steps: [options, forward, backward]. */
const COSTS: Readonly<Record<string, readonly [Record<string, unknown>, number, number]>> = {
  // 1 forward, 1 backward (and 2 forward for the completeness)
  'input-derivative': [{}, 1, 1],
  'gradient-times-input': [{}, 3, 1],
  // per sample or node
  'smooth-grad': [{ samples: 4 }, 4, 4],
  'var-grad': [{ samples: 4 }, 4, 4],
  'integrated-gradients': [{ nodes: 8 }, 10, 8],
  timing: [{ nodes: 8 }, 8, 8],
  // per sample, per baseline drawn, and the sequence itself
  'expected-gradients': [{ samples: 4, reference: { data: randomSequences(3, 6, 1, 8) } }, 4 + 4 + 1, 4],
  // in double precision
  lrp: [{}, 1, 1],
  'deep-lift': [{}, 2, 1],
  // windows of 2 from step -1 to step 5; 6 + 6 + 5 + 4 + 3 + 2 + 1 of 6 steps each, and 1
  occlusion: [{ width: 2 }, 1 + 27 / 6, 0],
  rise: [{ samples: 12 }, 12, 0],
  magnitude: [{}, 0, 0],
  'random-heat': [{}, 0, 0],
};

describe('the cost of a method', () => {
  it.each(Object.entries(COSTS))(
    'is for %s what its entry says',
    async (name, [options, forward, backward]) => {
      const model = tinyLstm(1);
      const x = randomSequences(1, 6, 1);
      const { cost } = await attributionMethod(name).explain(model, x, 0, options);
      expect(cost.forward).toBeCloseTo(forward, 9);
      expect(cost.backward).toBeCloseTo(backward, 9);
    },
  );

  it('of asking step by step is a step for each answer', async () => {
    const x = randomSequences(2, 20, 1);
    for (const name of ['augmented-occlusion', 'fit', 'temporal-integrated-gradients'] as const) {
      const model = tinyLstm(1);
      const key = name === 'temporal-integrated-gradients' ? 'nodes' : 'samples';
      const stepsOf = async (count: number): Promise<number> => {
        const before = model.cellSteps();
        // Slopes of the test's network are differences, of two steps each.
        await attributionMethod(name).explain(model, x, 0, { [key]: count });
        return (model.cellSteps() - before) / (key === 'nodes' ? 3 : 1);
      };
      const [few, many] = [await stepsOf(4), await stepsOf(8)];
      expect(many - few, name).toBeCloseTo(4 * 2 * 20, 9);
    }
    const model = tinyLstm(1);
    await attributionMethod('winit').explain(model, x, 0, { samples: 2, window: 5 });
    // The sequences twice, for what is predicted and for the states before; 5 steps at 20 steps, and of draws for each of 2.
    expect(model.cellSteps()).toBe(2 * (2 * 20 + 20 * 5));
    const drawing = tinyLstm(1);
    const draws = { counterfactual: 'drawn', samples: 2, window: 5 };
    await attributionMethod('winit').explain(drawing, x, 0, draws);
    expect(drawing.cellSteps()).toBe(2 * (2 * 20 + 20 * 2 * 5));
  });
});
