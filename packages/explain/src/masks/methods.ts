import { method } from '../methods/method.ts';
import type { AttributionMethod } from '../methods/method.ts';
import { CURVE_MASK_DEFAULTS, curveMask } from './curve-mask.ts';
import { DYNAMASK_DEFAULTS, dynamask } from './dynamask.ts';
import { EXTR_MASK_DEFAULTS, extrMask } from './extr-mask.ts';
import { EXTREMAL_PERTURBATION_DEFAULTS, extremalPerturbation } from './extremal-perturbation.ts';
import { FREQUENCY_MASK_DEFAULTS, frequencyMask } from './frequency-mask.ts';
import { LEARNED_MASK_DEFAULTS } from './learned-mask-settings.ts';
import { learnedMask } from './learned-mask.ts';

/** The methods that seek the best mask over the input. */
export const maskMethods: readonly AttributionMethod[] = [
  method(
    {
      name: 'learned-mask',
      title: 'Learned mask',
      family: 'mask',
      formula:
        '1 - m, m = argmin lambda1 ||1 - m||_1 + s_c(m x + k (1 - m)) + lambda2 sum_t |m_{t+1} - m_t|, 0 <= m <= 1',
      source: 'Fong and Vedaldi 2017; the paper, Eq. 4 and 5',
      cost: '1 forward, 1 backward per iteration, and 1 of each',
      needs: ['scoreGradient'],
      baseline: true,
      trains: false,
      says: 'a small region whose hiding costs the class most',
      silent:
        'a unique answer: the objective has many minima, of which the best of several descents is shown',
      defaults: LEARNED_MASK_DEFAULTS,
      explain: learnedMask,
    },
    { frames: true },
  ),
  method(
    {
      name: 'curve-mask',
      title: 'Curve mask',
      family: 'mask',
      formula:
        'mean over a of m_a, m_a = sigmoid(r - theta_a) of mean a, r = argmin mean over a of s_c(x + m_a (b - x)) - s_c(b + m_a (x - b))',
      source: 'this project; areas after Fong et al. 2019, curves after Petsiuk et al. 2018',
      cost: '1 forward, 1 backward per iteration, area and curve (366 of each by default)',
      needs: ['scoreGradient'],
      baseline: true,
      trains: false,
      says: 'the order in which hiding inputs loses the class soonest and showing them wins it soonest',
      silent:
        'whether the map is true where deletion or insertion of the same baseline judges it: it optimises those curves',
      defaults: CURVE_MASK_DEFAULTS,
      explain: curveMask,
    },
    { frames: true },
  ),
  method(
    {
      name: 'extremal-perturbation',
      title: 'Extremal perturbation',
      family: 'mask',
      formula: 'mean over areas a of argmax s_c(b + m (x - b)), m smooth and of area a',
      source: 'Fong, Patrick and Vedaldi 2019',
      cost: '1 forward, 1 backward per iteration and area (dual: 2), and 1 of each',
      needs: ['scoreGradient'],
      baseline: true,
      trains: false,
      says: 'which regions of given sizes keep the class by themselves',
      silent:
        'anything between the areas asked; a mask of one area need not hold that of a smaller one, and what lies outside is a sequence like no other',
      defaults: EXTREMAL_PERTURBATION_DEFAULTS,
      explain: extremalPerturbation,
    },
    { frames: true },
  ),
  method(
    {
      name: 'dynamask',
      title: 'Dynamask',
      family: 'mask',
      formula:
        'argmin loss(f(perturbed x), f(x)) + w_a mean (sort(m) - r_a)^2 + w_c mean |m_{t+1} - m_t|, of the area with the least loss',
      source: 'Crabbé and van der Schaar 2021',
      cost: '1 forward, 1 backward per iteration and area, and 1 of each',
      needs: ['scoreGradient'],
      baseline: true,
      trains: false,
      says: 'which inputs must stay as they are for the class to stay',
      silent:
        'how small the region may be: the least loss nearly always has the largest area; with a saturated class the mask hardly leaves its start; blur hides no slow wave',
      defaults: DYNAMASK_DEFAULTS,
      explain: dynamask,
    },
    { frames: true },
  ),
  method(
    {
      name: 'extr-mask',
      title: 'ExtrMask',
      family: 'mask',
      formula:
        'm of argmin over m, n of mean (f(m x + (1 - m) n) - f(x))^2 + lambda1 mean m + lambda2 mean |n - b|, n learned input by input or n = b + NN(x - b)',
      source: 'Enguehard 2023; deletion as in its corrected code',
      cost: '1 forward, 1 backward per iteration, 1 of each, and 1 forward; with `network` a small network besides',
      needs: ['scoreGradient'],
      baseline: true,
      trains: false,
      says: 'which inputs must stay though the rest may become whatever suits',
      silent:
        'what the infill brings in: it may carry evidence for the class itself, and then the mask shows less than the class rests on; with `network` a map depends on the sequences beside it',
      defaults: EXTR_MASK_DEFAULTS,
      explain: extrMask,
    },
    { frames: true },
  ),
  method(
    {
      name: 'frequency-mask',
      title: 'Frequency mask',
      family: 'mask',
      formula:
        'm = argmin -log p_c(b + sum_i m_i (x - b)_i) + w max(0, mean m - keep); map |sum_i m_i (x - b)_i|',
      source: 'after Brüsch et al. 2024 (FLEXtime), with bands of a cosine transform',
      cost: '1 forward, 1 backward per iteration, and 1 of each',
      needs: ['scoreGradient'],
      baseline: true,
      trains: false,
      says: 'which bands of frequency keep the class by themselves (see bands), and where they are large',
      silent:
        'which steps matter: a band reaches over the whole sequence; sharp waves ring when bands are cut, which the model has never seen',
      defaults: FREQUENCY_MASK_DEFAULTS,
      explain: frequencyMask,
    },
    { frames: true },
  ),
];
