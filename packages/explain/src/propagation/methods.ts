import { method } from '../methods/method.ts';
import type { AttributionMethod } from '../methods/method.ts';
import {
  CONTEXTUAL_DECOMPOSITION_DEFAULTS,
  contextualDecomposition,
} from './decomposition/contextual-decomposition.ts';
import { DEEP_LIFT_DEFAULTS, deepLift } from './deep-lift/deep-lift.ts';
import { LRP_DEFAULTS, lrp } from './lrp/lrp.ts';

/** The methods that carry a score back through the cells by rules of their own. */
export const propagationMethods: readonly AttributionMethod[] = [
  method({
    name: 'lrp',
    title: 'Layer-wise relevance propagation',
    family: 'propagation',
    formula:
      'R_k = sum_j w_jk a_k R_j / (s_j + epsilon sign s_j); at a gate times a signal the signal takes all',
    source: 'Bach et al. 2015; Arras et al. 2017, 2019',
    cost: '1 forward, 1 backward, in double precision',
    needs: ['recurrentCells'],
    baseline: false,
    trains: false,
    says: 'how the score itself divides among the inputs, in proportion to what each adds to the sums on the way',
    silent:
      'what gates decide: they get nothing, and an input that only opens one is not seen; where a sum nearly cancels, its terms get huge shares of either sign; what biases take is missing from the map (the conservation says how much)',
    defaults: LRP_DEFAULTS,
    explain: lrp,
  }),
  method({
    name: 'deep-lift',
    title: 'DeepLIFT',
    family: 'propagation',
    formula:
      '(x - b) times the product of difference quotients from x to b; a product of two changes by halves',
    source: 'Shrikumar et al. 2017 (rescale rule)',
    cost: '2 forward, 1 backward, in double precision',
    needs: ['recurrentCells'],
    baseline: true,
    trains: false,
    says: 'how the difference between the scores at x and at the baseline divides among the inputs, gates included, exactly',
    silent:
      'anything the baseline hides; each activation is judged between its two ends alone, so effects that cancel within it are lost, and two networks that compute the same may get different maps',
    defaults: DEEP_LIFT_DEFAULTS,
    explain: deepLift,
  }),
  method({
    name: 'contextual-decomposition',
    title: 'Contextual decomposition',
    family: 'propagation',
    formula: 'h = beta + gamma through every gate; a segment is worth its beta in s_c',
    source: 'Murdoch et al. 2018',
    cost: '1 forward, and about half a forward per segment, in double precision',
    needs: ['recurrentCells'],
    baseline: false,
    trains: false,
    says: 'what a stretch of the sequence alone brings about in the score, through the gates as they stood',
    silent:
      'what stretches do together: that is in no value, so the values need not add up to the score; within a stretch the map is flat, and what is in the biases counts with the stretch they act in',
    defaults: CONTEXTUAL_DECOMPOSITION_DEFAULTS,
    spans: ['width', 'stride'],
    explain: contextualDecomposition,
  }),
];
