import { method } from '../methods/method.ts';
import type { AttributionMethod } from '../methods/method.ts';
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
];
