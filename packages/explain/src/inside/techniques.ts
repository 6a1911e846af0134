import type { Technique } from '../methods/method.ts';
import { CLASS_MODE_DEFAULTS } from './class-mode.ts';

/** What looks at a model or its states without an attribution of one input. */
export const insideTechniques: readonly Technique[] = [
  {
    name: 'temporal-scores',
    title: 'Temporal output scores',
    family: 'inside',
    formula: 'p_c(x_1..t) for every t',
    source: 'the paper, section III-A',
    cost: '1 forward',
    needs: ['scoresPerStep'],
    baseline: false,
    trains: false,
    says: 'when the decision settled',
    silent: 'which steps made it: early steps are judged as if the beat ended there',
    defaults: {},
  },
  {
    name: 'class-mode',
    title: 'Class mode',
    family: 'inside',
    formula: 'argmax_x s_c(x) - lambda ||x||^2',
    source: 'Simonyan et al. 2013; the paper, Eq. 1',
    cost: '1 forward, 1 backward per class and iteration',
    needs: ['scoreGradient'],
    baseline: false,
    trains: false,
    says: 'what excites a class most',
    silent:
      'what beats of the class look like: the paper calls the result uninterpretable, and so does the median beside it',
    defaults: CLASS_MODE_DEFAULTS,
  },
];
