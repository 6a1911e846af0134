import { method } from '../methods/method.ts';
import type { AttributionMethod } from '../methods/method.ts';
import { INPUT_DERIVATIVE_DEFAULTS, inputDerivative } from './input-derivative.ts';
import { INTEGRATED_GRADIENTS_DEFAULTS, integratedGradients } from './integrated-gradients.ts';
import {
  TEMPORAL_INTEGRATED_GRADIENTS_DEFAULTS,
  temporalIntegratedGradients,
} from './temporal-integrated-gradients.ts';

/** The methods that differentiate the model with respect to its input. */
export const gradientMethods: readonly AttributionMethod[] = [
  method({
    name: 'input-derivative',
    title: 'Input derivative',
    family: 'gradient',
    formula: '|d s_c / d x|',
    source: 'Simonyan et al. 2013; the paper, Eq. 2 and 3',
    cost: '1 forward, 1 backward',
    needs: ['scoreGradient'],
    baseline: false,
    trains: false,
    says: 'what an infinitesimal change would do',
    silent:
      'what an input contributes; on a saturated probability it vanishes, so the score is differentiated',
    defaults: INPUT_DERIVATIVE_DEFAULTS,
    explain: inputDerivative,
  }),
  method({
    name: 'integrated-gradients',
    title: 'Integrated gradients',
    family: 'gradient',
    formula: '(x - b) times the mean of d s_c / d x from b to x',
    source: 'Sundararajan et al. 2017',
    cost: '1 forward, 1 backward per node, and 2 forward',
    needs: ['scoreGradient'],
    baseline: true,
    trains: false,
    says: 'how the difference between the scores at the baseline and at x divides among the inputs',
    silent: 'anything the baseline hides: zero is a beat of constant voltage, which no heart makes',
    defaults: INTEGRATED_GRADIENTS_DEFAULTS,
    explain: integratedGradients,
  }),
  method({
    name: 'temporal-integrated-gradients',
    title: 'Temporal integrated gradients',
    family: 'gradient',
    formula: '(x_t - b) times the mean of d s_c(x_1..t) / d x_t from b to x_t',
    source: 'Enguehard 2023',
    cost: '1 forward, and 1 cell step forward and backward per node and step',
    needs: ['scoresOfStepVariants'],
    baseline: true,
    trains: false,
    says: 'what a step changes at once',
    silent:
      'what it changes later: it asks the score after the step itself, which differs from that of the whole beat',
    defaults: TEMPORAL_INTEGRATED_GRADIENTS_DEFAULTS,
    explain: temporalIntegratedGradients,
  }),
];
