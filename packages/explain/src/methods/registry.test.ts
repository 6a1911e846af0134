import { describe, expect, it } from 'vitest';
import { blackBox } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { heatOf } from '../attribution/heat.ts';
import { inputDerivative } from '../gradient/input-derivative.ts';
import { attributionMethod, attributionMethods, techniques } from './registry.ts';

const model = tinyLstm(3);
const x = randomSequences(2, 6, 3);

/** The gradient of the tiny network takes a pass per input, so that methods with many gradients take few here. */
const quicker: Record<string, Record<string, unknown>> = {
  'learned-mask': { maxIterations: 20 },
  'curve-mask': { maxIterations: 4 },
  'extremal-perturbation': { maxIterations: 4 },
  dynamask: { maxIterations: 4 },
  'extr-mask': { maxIterations: 4 },
  'frequency-mask': { maxIterations: 4 },
  'smooth-grad': { samples: 4 },
  'var-grad': { samples: 4 },
  'expected-gradients': { samples: 4 },
  'integrated-gradients': { nodes: 8 },
  timing: { nodes: 8 },
};

describe('registry', () => {
  it('runs every method by name, on several channels, and names it in the result', async () => {
    for (const method of attributionMethods) {
      const { name, defaults } = method;
      const options = { ...defaults, ...quicker[name] };
      const result = await method.explain(model, x, [0, 2], options);
      expect(result.method).toBe(name);
      expect([...result.targets]).toEqual([0, 2]);
      const heat = heatOf(result);
      expect(Math.max(...heat)).toBe(1);
      if (result.heat.scaling === 'min-max') expect(Math.min(...heat)).toBe(0);
      else expect(Math.min(...heat)).toBeGreaterThanOrEqual(0);
      expect(JSON.parse(JSON.stringify(result.settings))).toEqual(result.settings);
    }
  });

  it('gives what the function itself gives', async () => {
    const direct = await inputDerivative(model, x, 1, { objective: 'probability' });
    const named = await attributionMethod('input-derivative').explain(model, x, 1, {
      objective: 'probability',
    });
    expect([...named.values]).toEqual([...direct.values]);
  });

  it('lists every technique once, family by family, controls last', () => {
    const names = techniques.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const families = techniques.map(({ family }) => family).filter((f, i, all) => f !== all[i - 1]);
    expect(families).toEqual([...new Set(families)]);
    expect(families.at(-1)).toBe('control');
  });

  it('explains a black box where scores are enough and says what is missing elsewhere', async () => {
    const box = blackBox(model);
    const able = attributionMethods.filter(({ needs }) => needs.every((need) => need === 'scores'));
    expect(able.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['occlusion', 'magnitude', 'random-heat']),
    );
    for (const method of able) {
      const boxed = await method.explain(box, x, 0);
      const direct = await method.explain(model, x, 0);
      expect([...boxed.values]).toEqual([...direct.values]);
    }
    await expect(attributionMethod('learned-mask').explain(box, x, 0)).rejects.toMatchObject({
      code: 'model-mismatch',
      message:
        'learned-mask: the model cannot differentiate a class score with respect to its input (it has no scoreGradient); use a model that can, or another method',
    });
  });

  it('refuses unknown methods and options by name', async () => {
    expect(() => attributionMethod('tarot')).toThrow(
      'explanation method: got tarot, expected one of input-derivative,',
    );
    await expect(attributionMethod('occlusion').explain(model, x, 0, { widht: 3 })).rejects.toThrow(
      'occlusion: got option widht, expected width, stride',
    );
  });
});
