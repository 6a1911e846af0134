import { method } from '../methods/method.ts';
import type { AttributionMethod } from '../methods/method.ts';
import { AUGMENTED_OCCLUSION_DEFAULTS, augmentedOcclusion } from './augmented-occlusion.ts';
import { FIT_DEFAULTS, fit } from './fit.ts';
import { OCCLUSION_DEFAULTS, occlusion } from './occlusion.ts';
import { RISE_DEFAULTS, rise } from './rise.ts';
import { segmentMethods } from './segment-entries.ts';
import { WINIT_DEFAULTS, winit } from './winit.ts';

/** The methods that change the input and see what the model makes of it. */
export const perturbationMethods: readonly AttributionMethod[] = [
  method({
    name: 'occlusion',
    title: 'Occlusion',
    family: 'perturbation',
    formula: 'mean over windows W covering t of p_c(x) - p_c(x with W replaced)',
    source: 'Zeiler and Fergus 2014; the paper, section III-C',
    cost: '1 forward per window and 1; half of it with resumed states',
    needs: ['scores'],
    baseline: true,
    trains: false,
    says: 'what the class loses when a stretch is hidden',
    silent:
      'anything beyond the value that hides: 0 is the mean of a z-scored beat, the isoelectric line in mV, black in MNIST',
    defaults: { ...OCCLUSION_DEFAULTS, runs: null, blocks: null },
    spans: ['width'],
    explain: occlusion,
  }),
  method({
    name: 'rise',
    title: 'RISE',
    family: 'perturbation',
    formula: 'E[p_c(b + M (x - b)) M] / E[M] - E[p_c(b + M (x - b))] over smooth random masks M',
    source: 'Petsiuk et al. 2018',
    cost: '1 forward per mask',
    needs: ['scores'],
    baseline: true,
    trains: false,
    says: 'how much higher the class stands where an input is seen',
    silent:
      'anything finer than the grid of the masks; with few masks the map is noise, see its standard errors',
    defaults: RISE_DEFAULTS,
    explain: rise,
  }),
  ...segmentMethods,
  method({
    name: 'augmented-occlusion',
    title: 'Augmented occlusion',
    family: 'perturbation',
    formula: 'mean over v of |p_c(x_1..t) - p_c(x_1..t with x_t <- v)|',
    source: 'Tonekaboni et al. 2020',
    cost: '1 forward, and 1 cell step per replacement; a prefix each without single steps',
    needs: ['scores'],
    baseline: false,
    trains: false,
    says: 'what a step changes at once, against the values that others have there',
    silent:
      'what it changes later: it asks the score after the step itself, which differs from that of the whole beat',
    defaults: { ...AUGMENTED_OCCLUSION_DEFAULTS, data: null },
    explain: augmentedOcclusion,
  }),
  method({
    name: 'fit',
    title: 'FIT',
    family: 'perturbation',
    formula: 'KL(p(y|x_1..t), p(y|x_1..t-1)) - mean KL(p(y|x_1..t), p(y|x_1..t-1, x_t,i, others drawn))',
    source: 'Tonekaboni et al. 2020',
    cost: '1 forward, and 1 cell step per draw; a prefix each without single steps; the training of the generator',
    needs: ['scores'],
    baseline: false,
    trains: true,
    says: 'how much of the change of the classes at a step one channel accounts for',
    silent:
      'what a step changes later, and any one class: it compares distributions over all; with one channel it is the change of the prediction, and the generator plays no part',
    defaults: FIT_DEFAULTS,
    explain: fit,
  }),
  method({
    name: 'winit',
    title: 'WinIT',
    family: 'perturbation',
    formula:
      'mean over b of i(t..b) - i(t+1..b), i(a..b) = D(p(y|x_1..b), p(y|x_1..b with a..b as expected of x_<a))',
    source: 'Leung et al. 2023',
    cost: '1 forward, and 1 cell step per step of the window (and draw, if it draws); a prefix each without single steps; the training of the generator',
    needs: ['scores'],
    baseline: false,
    trains: true,
    says: 'what a step changes in the predictions of the window after it',
    silent:
      'anything later than the window, and any one class; what the past lets expect counts for nothing, and where the generator expects nonsense everything counts',
    defaults: WINIT_DEFAULTS,
    spans: ['window'],
    explain: winit,
  }),
];
