import { resolveTargets } from '../attribution/attribution.ts';
import { method } from '../methods/method.ts';
import type { AttributionMethod } from '../methods/method.ts';
import { magnitude } from './magnitude.ts';
import { randomHeat } from './random-heat.ts';

/** Maps that know nothing of the model, for comparison: what an explanation has to beat. */
export const controlMethods: readonly AttributionMethod[] = [
  method({
    name: 'magnitude',
    title: 'Magnitude of the input',
    family: 'control',
    formula: '|x|',
    source: 'control: knows no model',
    cost: 'none',
    needs: ['scores'],
    baseline: false,
    trains: false,
    says: 'where the input is large',
    silent: 'anything of the model',
    defaults: {},
    explain: async (model, x, targets, options) =>
      magnitude(x, await resolveTargets(model, x, targets, options)),
  }),
  method({
    name: 'random-heat',
    title: 'Random heat',
    family: 'control',
    formula: 'uniform in [0, 1)',
    source: 'control: knows neither model nor input',
    cost: 'none',
    needs: ['scores'],
    baseline: false,
    trains: false,
    says: 'nothing',
    silent: 'anything of model and input',
    defaults: { seed: 0 },
    explain: async (model, x, targets, options) => {
      const seed = typeof options.seed === 'number' ? options.seed : 0;
      return randomHeat(x, await resolveTargets(model, x, targets, options), seed);
    },
  }),
];
