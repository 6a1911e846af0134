import { method } from '../methods/method.ts';
import type { AttributionMethod } from '../methods/method.ts';
import { EXPECTED_GRADIENTS_DEFAULTS, expectedGradients } from './expected-gradients.ts';
import { GRADIENT_TIMES_INPUT_DEFAULTS, gradientTimesInput } from './gradient-times-input.ts';
import { INPUT_DERIVATIVE_DEFAULTS, inputDerivative } from './input-derivative.ts';
import { INTEGRATED_GRADIENTS_DEFAULTS, integratedGradients } from './integrated-gradients.ts';
import { SMOOTH_GRAD_DEFAULTS, smoothGrad } from './smooth-grad.ts';
import {
  TEMPORAL_INTEGRATED_GRADIENTS_DEFAULTS,
  temporalIntegratedGradients,
} from './temporal-integrated-gradients.ts';
import { TIMING_DEFAULTS, timing } from './timing.ts';
import { VAR_GRAD_DEFAULTS, varGrad } from './var-grad.ts';

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
    name: 'gradient-times-input',
    title: 'Gradient times input',
    family: 'gradient',
    formula: '(x - b) d s_c / d x',
    source: 'Shrikumar et al. 2016',
    cost: '1 forward, 1 backward, and 2 forward',
    needs: ['scoreGradient'],
    baseline: true,
    trains: false,
    says: 'what an input would contribute if the score were as steep all the way from the baseline',
    silent:
      'what the score does on the way: where it saturates, large contributions vanish, and the values miss the fall of the score by what the completeness gap tells',
    defaults: GRADIENT_TIMES_INPUT_DEFAULTS,
    explain: gradientTimesInput,
  }),
  method({
    name: 'smooth-grad',
    title: 'SmoothGrad',
    family: 'gradient',
    formula: 'mean over noise e of d s_c(x + e) / d x',
    source: 'Smilkov et al. 2017',
    cost: '1 forward, 1 backward per sample',
    needs: ['scoreGradient'],
    baseline: false,
    trains: false,
    says: 'which way the score moves with an input, smoothed over the width of the noise',
    silent:
      'what an input contributes; white noise is no ECG, and wide noise tells of signals that the model never saw',
    defaults: SMOOTH_GRAD_DEFAULTS,
    explain: smoothGrad,
  }),
  method({
    name: 'var-grad',
    title: 'VarGrad',
    family: 'gradient',
    formula: 'variance over noise e of d s_c(x + e) / d x',
    source: 'Adebayo et al. 2018',
    cost: '1 forward, 1 backward per sample',
    needs: ['scoreGradient'],
    baseline: false,
    trains: false,
    says: 'where the slope of the score depends on the input',
    silent: 'everything on which the score depends linearly, however much',
    defaults: VAR_GRAD_DEFAULTS,
    explain: varGrad,
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
    name: 'expected-gradients',
    title: 'Expected gradients (GradientSHAP)',
    family: 'gradient',
    formula: 'mean over baselines b and places a of (x - b) d s_c / d x at b + a (x - b)',
    source: 'Erion et al. 2021; Lundberg and Lee 2017',
    cost: '1 forward, 1 backward per sample, and 1 forward per baseline drawn',
    needs: ['scoreGradient'],
    baseline: true,
    trains: false,
    says: 'how the difference between the score at x and the mean score of the baselines divides among the inputs',
    silent:
      'what all baselines share with x: beats of the same class as baselines hide what makes the class, and a few draws leave much to chance',
    defaults: EXPECTED_GRADIENTS_DEFAULTS,
    explain: expectedGradients,
  }),
  method({
    name: 'timing',
    title: 'TIMING',
    family: 'gradient',
    formula:
      '(x - b) times the mean of d s_c / d x from b to x with random segments kept as in x, over the points that keep other segments',
    source: 'Jang, Kim and Yang 2025',
    cost: '1 forward, 1 backward per node',
    needs: ['scoreGradient'],
    baseline: true,
    trains: false,
    says: 'what an input contributes while stretches of the true signal stand beside it',
    silent:
      'a sum: its values do not add up to a fall of the score; few channels and many segments leave inputs that were hardly ever moved',
    defaults: TIMING_DEFAULTS,
    spans: ['minSteps', 'maxSteps'],
    explain: timing,
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
