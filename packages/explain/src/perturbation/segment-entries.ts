import { method } from '../methods/method.ts';
import type { AttributionMethod } from '../methods/method.ts';
import { KERNEL_SHAP_DEFAULTS, kernelShap } from './kernel-shap.ts';
import { LIME_DEFAULTS, lime } from './lime.ts';
import { SEGMENT_ABLATION_DEFAULTS, segmentAblation } from './segment-ablation.ts';
import { SHAPLEY_SAMPLING_DEFAULTS, shapleySampling } from './shapley-sampling.ts';
import { TIME_SHAP_DEFAULTS, timeShap } from './time-shap.ts';

/** The methods that keep or hide whole segments. */
export const segmentMethods: readonly AttributionMethod[] = [
  method({
    name: 'segment-ablation',
    title: 'Segment ablation',
    family: 'perturbation',
    formula: 'p_c(x) - p_c(x with a segment replaced), for each segment by itself',
    source: 'Zeiler and Fergus 2014, on the waves and leads of the ECG',
    cost: '1 forward per segment and 1; half of it with resumed states',
    needs: ['scores'],
    baseline: true,
    trains: false,
    says: 'what the class loses without a wave or a lead',
    silent:
      'what two segments can stand in for: hidden one at a time, neither is missed; a step at the edge of the hidden stretch may act by itself',
    defaults: SEGMENT_ABLATION_DEFAULTS,
    spans: ['width'],
    explain: segmentAblation,
  }),
  method({
    name: 'lime',
    title: 'LIME',
    family: 'perturbation',
    formula: 'weights of a ridge regression of p_c on which segments are present, near x',
    source: 'Ribeiro et al. 2016; on segments of series, Guilleme et al. 2019',
    cost: '1 forward per coalition; less with resumed states',
    needs: ['scores'],
    baseline: true,
    trains: false,
    says: 'the additive worth of segments that comes nearest to the model around x',
    silent:
      'whether it comes near at all: that is R squared, given with the map; the kernel width is a choice that changes the answer',
    defaults: LIME_DEFAULTS,
    spans: ['width'],
    explain: lime,
  }),
  method({
    name: 'kernel-shap',
    title: 'KernelSHAP',
    family: 'perturbation',
    formula:
      'Shapley values of segments in the game of p_c with the absent ones replaced, by weighted regression',
    source: 'Lundberg and Lee 2017; Covert and Lee 2021',
    cost: '1 forward per coalition, and 2; less with resumed states',
    needs: ['scores'],
    baseline: true,
    trains: false,
    says: 'how the difference between the class at x and at the baseline divides among segments, whatever the others do',
    silent:
      'what the model does with true signals: most coalitions are signals that no heart makes; with many segments the values are estimates, see their standard errors',
    defaults: KERNEL_SHAP_DEFAULTS,
    spans: ['width'],
    explain: kernelShap,
  }),
  method({
    name: 'shapley-sampling',
    title: 'Shapley sampling',
    family: 'perturbation',
    formula: 'mean over orders of what a segment adds to p_c when it joins those before it',
    source: 'Castro et al. 2009; reversed orders, Mitchell et al. 2022',
    cost: '1 forward per order and segment, and 2; half of it with resumed states',
    needs: ['scores'],
    baseline: true,
    trains: false,
    says: 'the same as KernelSHAP, by another route',
    silent: 'the same as KernelSHAP; its errors fall more slowly for as many passes',
    defaults: SHAPLEY_SAMPLING_DEFAULTS,
    spans: ['width'],
    explain: shapleySampling,
  }),
  method({
    name: 'time-shap',
    title: 'TimeSHAP',
    family: 'perturbation',
    formula: 'Shapley values of events in the game of p_c, the past that is worth little as one of them',
    source: 'Bento et al. 2021',
    cost: '1 forward per coalition, resumed after the past, and 2 per event; less with resumed states',
    needs: ['scores'],
    baseline: true,
    trains: false,
    says: 'which recent events made the decision, and how far back it reaches',
    silent:
      'what lies within the past: worth little together, its events may be worth much each, in opposite directions',
    defaults: TIME_SHAP_DEFAULTS,
    spans: ['width'],
    explain: timeShap,
  }),
];
