export { heatFromZero, heatOf, salientSequences } from './attribution/heat.ts';
export type { HeatRule, HeatScaling, HeatSource } from './attribution/heat.ts';
export type { AttributionShape } from './attribution/attribution-shape.ts';
export type { Attribution, AttributionFrame, Targets } from './attribution/attribution.ts';
export { resolveTargets } from './attribution/attribution.ts';
export type { RunOptions } from './attribution/batches.ts';
export { hasCapability, requireCapability } from './attribution/capability.ts';
export type { Capability, CapabilityModels } from './attribution/capability.ts';
export type { Convergence, StoppingRule } from './attribution/convergence.ts';
export { temporalScores } from './inside/temporal-scores.ts';
export type { TemporalScores } from './inside/temporal-scores.ts';
export { COUNTERFACTUAL_DEFAULTS, counterfactual } from './inside/counterfactual.ts';
export type { CounterfactualOptions, Counterfactuals } from './inside/counterfactual.ts';
export { decisionTime } from './inside/decision-time.ts';
export type { DecisionTime } from './inside/decision-time.ts';
export { cellTraces } from './inside/cell-traces.ts';
export type { CellQuantity, CellTraces, LayerTraces } from './inside/cell-traces.ts';
export { UNIT_KNOCK_OUT_DEFAULTS, unitKnockOut } from './inside/unit-knock-out.ts';
export type { SilencedUnit, UnitKnockOut, UnitKnockOutOptions } from './inside/unit-knock-out.ts';
export { MEMORY_SPAN_DEFAULTS, memorySpan } from './inside/memory-span.ts';
export type { MemorySpan, MemorySpanOptions } from './inside/memory-span.ts';
export { NEAREST_DEFAULTS, hiddenStates, nearestInHiddenSpace } from './inside/hidden-space.ts';
export type { HiddenStates, Nearest, NearestOptions } from './inside/hidden-space.ts';
export { nearestExamples } from './inside/nearest-examples.ts';
export type { KnownExamples, NearExample, NearestExamples } from './inside/nearest-examples.ts';
export { CLASS_MODE_DEFAULTS, classMode } from './inside/class-mode.ts';
export type { ClassModeOptions, ClassModes } from './inside/class-mode.ts';
export { PRIOR_DEFAULTS } from './inside/class-mode-prior.ts';
export type { PriorOptions } from './inside/class-mode-prior.ts';
export { INPUT_DERIVATIVE_DEFAULTS, inputDerivative } from './gradient/input-derivative.ts';
export type { InputDerivativeOptions } from './gradient/input-derivative.ts';
export { FIT_DEFAULTS, fit } from './perturbation/fit.ts';
export type { FitOptions } from './perturbation/fit.ts';
export { WINIT_DEFAULTS, winit } from './perturbation/winit.ts';
export type { WinitOptions } from './perturbation/winit.ts';
export type { GeneratorRunOptions } from './perturbation/generator-options.ts';
export { dataGenerator } from './perturbation/sequence-generator.ts';
export type {
  Continuation,
  DensityGenerator,
  SequenceForecaster,
  SequenceGenerator,
} from './perturbation/sequence-generator.ts';
export {
  LINEAR_GAUSSIAN_DEFAULTS,
  linearGaussianGenerator,
} from './perturbation/linear-gaussian-generator.ts';
export type { LinearGaussianOptions } from './perturbation/linear-gaussian-generator.ts';
export { recurrentGenerator } from './perturbation/recurrent-generator.ts';
export type { RecurrentGenerator } from './perturbation/recurrent-generator.ts';
export { recurrentForecaster } from './perturbation/recurrent-forecaster.ts';
export type { RecurrentForecaster } from './perturbation/recurrent-forecaster.ts';
export { RECURRENT_TRAINING_DEFAULTS } from './perturbation/recurrent-training.ts';
export type { RecurrentTrainingOptions } from './perturbation/recurrent-training.ts';
export type { Divergence } from './perturbation/divergence.ts';
export { RISE_DEFAULTS, rise } from './perturbation/rise.ts';
export type { RiseOptions } from './perturbation/rise.ts';
export { SEGMENT_ABLATION_DEFAULTS, segmentAblation } from './perturbation/segment-ablation.ts';
export { LIME_DEFAULTS, lime } from './perturbation/lime.ts';
export type { LimeOptions } from './perturbation/lime.ts';
export { KERNEL_SHAP_DEFAULTS, kernelShap } from './perturbation/kernel-shap.ts';
export type { KernelShapOptions } from './perturbation/kernel-shap.ts';
export { SHAPLEY_SAMPLING_DEFAULTS, shapleySampling } from './perturbation/shapley-sampling.ts';
export type { ShapleySamplingOptions } from './perturbation/shapley-sampling.ts';
export { TIME_SHAP_DEFAULTS, timeShap } from './perturbation/time-shap.ts';
export type { TimeShapOptions } from './perturbation/time-shap.ts';
export type { SegmentRunOptions } from './perturbation/segment-run.ts';
export type { SegmentOptions } from './perturbation/segments.ts';
export { OCCLUSION_DEFAULTS, occlusion } from './perturbation/occlusion.ts';
export type { OcclusionOptions } from './perturbation/occlusion.ts';
export { BASELINE_DEFAULTS, BASELINE_NAMES, baselineSettings } from './baselines/baseline.ts';
export type { Baseline, BaselineName, BaselineOptions, BaselineReference } from './baselines/baseline.ts';
export { baselineSequences } from './baselines/baseline-sequences.ts';
export { classMedian } from './baselines/class-median.ts';
export { commonestClass } from './baselines/commonest-class.ts';
export { occlusionWindows } from './perturbation/occlusion-windows.ts';
export type { OcclusionWindow, Run, WindowGeometry } from './perturbation/occlusion-windows.ts';
export { GRADIENT_TIMES_INPUT_DEFAULTS, gradientTimesInput } from './gradient/gradient-times-input.ts';
export type { GradientTimesInputOptions } from './gradient/gradient-times-input.ts';
export { SMOOTH_GRAD_DEFAULTS, smoothGrad } from './gradient/smooth-grad.ts';
export { VAR_GRAD_DEFAULTS, varGrad } from './gradient/var-grad.ts';
export type { NoisyGradientOptions } from './gradient/noisy-gradients.ts';
export { EXPECTED_GRADIENTS_DEFAULTS, expectedGradients } from './gradient/expected-gradients.ts';
export type { ExpectedGradientsOptions } from './gradient/expected-gradients.ts';
export { TIMING_DEFAULTS, timing } from './gradient/timing.ts';
export type { TimingOptions } from './gradient/timing.ts';
export type { Segment, SegmentValue } from './attribution/segment.ts';
export { INTEGRATED_GRADIENTS_DEFAULTS, integratedGradients } from './gradient/integrated-gradients.ts';
export type { IntegratedGradientsOptions } from './gradient/integrated-gradients.ts';
export {
  TEMPORAL_INTEGRATED_GRADIENTS_DEFAULTS,
  temporalIntegratedGradients,
} from './gradient/temporal-integrated-gradients.ts';
export type { TemporalIntegratedGradientsOptions } from './gradient/temporal-integrated-gradients.ts';
export { AUGMENTED_OCCLUSION_DEFAULTS, augmentedOcclusion } from './perturbation/augmented-occlusion.ts';
export type { AugmentedOcclusionOptions } from './perturbation/augmented-occlusion.ts';
export { quadrature } from './gradient/quadrature.ts';
export type { Quadrature, QuadratureRule } from './gradient/quadrature.ts';
export { learnedMask } from './masks/learned-mask.ts';
export {
  LEARNED_MASK_DEFAULTS,
  LEARNED_MASK_PAPER,
  LEARNED_MASK_PRESETS,
} from './masks/learned-mask-settings.ts';
export type { LearnedMaskOptions, MaskStart } from './masks/learned-mask-settings.ts';
export type { AdamOptions } from './masks/adam.ts';
export { CURVE_MASK_DEFAULTS, curveMask } from './masks/curve-mask.ts';
export type { CurveMaskOptions } from './masks/curve-mask.ts';
export { DYNAMASK_DEFAULTS, dynamask } from './masks/dynamask.ts';
export type { DynamaskOptions } from './masks/dynamask.ts';
export { EXTR_MASK_DEFAULTS, extrMask } from './masks/extr-mask.ts';
export type { ExtrMaskOptions } from './masks/extr-mask.ts';
export { EXTREMAL_PERTURBATION_DEFAULTS, extremalPerturbation } from './masks/extremal-perturbation.ts';
export type { ExtremalPerturbationOptions } from './masks/extremal-perturbation.ts';
export { FREQUENCY_MASK_DEFAULTS, frequencyMask } from './masks/frequency-mask.ts';
export type { FrequencyMaskOptions } from './masks/frequency-mask.ts';
export type { FrequencyBands } from './attribution/frequency-bands.ts';
export type { MaskVariant } from './masks/area-descent.ts';
export type { SoughtOptions } from './masks/sought-attribution.ts';
export type { RmsPropOptions } from './masks/rms-prop.ts';
export { LRP_DEFAULTS, lrp } from './propagation/lrp/lrp.ts';
export type { LrpAttribution, LrpOptions } from './propagation/lrp/lrp.ts';
export { DEEP_LIFT_DEFAULTS, deepLift } from './propagation/deep-lift/deep-lift.ts';
export type { DeepLiftOptions } from './propagation/deep-lift/deep-lift.ts';
export { deepLiftOfStepAnswers, lrpOfStepAnswers } from './propagation/step-answers.ts';
export {
  CONTEXTUAL_DECOMPOSITION_DEFAULTS,
  contextualDecomposition,
} from './propagation/decomposition/contextual-decomposition.ts';
export type { ContextualDecompositionOptions } from './propagation/decomposition/contextual-decomposition.ts';
export type { PhraseOptions } from './propagation/decomposition/phrases.ts';
export type { Readout } from './propagation/readout.ts';
export { magnitude } from './controls/magnitude.ts';
export { randomHeat } from './controls/random-heat.ts';
export { randomBlock } from './controls/random-block.ts';
export { TABLE_ONE_DEFAULTS, tableOne, techniqueHeat } from './metrics/table-one.ts';
export type {
  TableOne,
  TableOneOptions,
  TableOnePair,
  TableOneRow,
  WeightedIntervals,
} from './metrics/table-one.ts';
export type { TechniqueHeat } from './metrics/table-one-entries.ts';
export { NORMALISERS, SCORE_READINGS } from './metrics/readings.ts';
export type { EveryReading, Normaliser, NormaliserName, ScoreReading } from './metrics/readings.ts';
export { commonTimeGrid, heatByChannel, heatOverTime, timesOf } from './attribution/heat-over-time.ts';
export type { StepTimes, TimeGrid } from './attribution/heat-over-time.ts';
export { AGREEMENT_MEASURES, centreOfHeat, heatAgreement, topOverlap } from './metrics/heat-agreement.ts';
export type { HeatAgreement } from './metrics/heat-agreement.ts';
export { groupedMeans } from './metrics/grouped-means.ts';
export type { GroupedMean, GroupedMeans, GroupedMeansOptions } from './metrics/grouped-means.ts';
export { attributionMethod, attributionMethods, techniques } from './methods/registry.ts';
export type { AttributionMethod, Family, Technique } from './methods/method.ts';
export { auroc } from './metrics/ground-truth/auroc.ts';
export { auprc } from './metrics/ground-truth/auprc.ts';
export type { PrecisionRecallRule } from './metrics/ground-truth/auprc.ts';
export { aupAur } from './metrics/ground-truth/aup-aur.ts';
export type { AupAurOptions } from './metrics/ground-truth/aup-aur.ts';
export { maskInformation } from './metrics/ground-truth/mask-information.ts';
export { maskEntropy } from './metrics/ground-truth/mask-entropy.ts';
export { meanRank } from './metrics/ground-truth/mean-rank.ts';
export type { RankRule } from './metrics/ground-truth/mean-rank.ts';
export { pointingGame } from './metrics/ground-truth/pointing-game.ts';
export { relevanceMass } from './metrics/ground-truth/relevance-mass.ts';
export { relevanceRankAccuracy } from './metrics/ground-truth/relevance-rank-accuracy.ts';
export { topOverlapWithTruth } from './metrics/ground-truth/top-overlap-with-truth.ts';
export type { TopOverlapWithTruth } from './metrics/ground-truth/top-overlap-with-truth.ts';
export { minMaxPerSequence } from './metrics/ground-truth/min-max-per-sequence.ts';
export {
  POOLED_GROUND_TRUTH,
  SEQUENCE_GROUND_TRUTH,
  groundTruthScores,
} from './metrics/ground-truth/ground-truth-scores.ts';
export type { GroundTruthOptions, GroundTruthScores } from './metrics/ground-truth/ground-truth-scores.ts';
export type { Unit } from './metrics/faithfulness/unit.ts';
export type { RemovalOptions, RemovalScores } from './metrics/faithfulness/removal.ts';
export { deletionCurve, insertionCurve } from './metrics/faithfulness/deletion-insertion.ts';
export type { RemovalCurve, RemovalCurveOptions } from './metrics/faithfulness/deletion-insertion.ts';
export { monotonicity } from './metrics/faithfulness/monotonicity.ts';
export { topShareRemoval } from './metrics/faithfulness/top-share-removal.ts';
export type { PerShare, TopShareOptions, TopShareRemoval } from './metrics/faithfulness/top-share-removal.ts';
export { comprehensiveness } from './metrics/faithfulness/comprehensiveness.ts';
export { sufficiency } from './metrics/faithfulness/sufficiency.ts';
export { logOdds } from './metrics/faithfulness/log-odds.ts';
export { accuracyAfterRemoval } from './metrics/faithfulness/accuracy-after-removal.ts';
export { crossEntropyAfterRemoval } from './metrics/faithfulness/cross-entropy-after-removal.ts';
export {
  cumulativeDifference,
  cumulativePreservation,
} from './metrics/faithfulness/cumulative-difference.ts';
export type { CumulativeDifferenceOptions } from './metrics/faithfulness/cumulative-difference.ts';
export { completenessError } from './metrics/faithfulness/completeness-error.ts';
export type { CompletenessError } from './metrics/faithfulness/completeness-error.ts';
export { infidelity } from './metrics/faithfulness/infidelity.ts';
export type { InfidelityOptions } from './metrics/faithfulness/infidelity.ts';
export { faithfulnessCorrelation } from './metrics/faithfulness/faithfulness-correlation.ts';
export type { FaithfulnessCorrelationOptions } from './metrics/faithfulness/faithfulness-correlation.ts';
export { sensitivityN } from './metrics/faithfulness/sensitivity-n.ts';
export type { SensitivityNOptions } from './metrics/faithfulness/sensitivity-n.ts';
export type { SubsetOptions } from './metrics/faithfulness/subset-falls.ts';
export { orderTest, randomSeparations } from './metrics/faithfulness/order-test.ts';
export type { FirstLook, OrderTest, OrderTestOptions } from './metrics/faithfulness/order-test.ts';
export { gini } from './metrics/shape/gini.ts';
export { complexity } from './metrics/shape/complexity.ts';
export { effectiveComplexity } from './metrics/shape/effective-complexity.ts';
export { totalVariation } from './metrics/shape/total-variation.ts';
export { segmentsAbove } from './metrics/shape/segments-above.ts';
export { sensitivity } from './metrics/robustness/sensitivity.ts';
export type { Sensitivity } from './metrics/robustness/sensitivity.ts';
export { localLipschitz } from './metrics/robustness/local-lipschitz.ts';
export type { Explain, NoiseOptions } from './metrics/robustness/noisy-explanations.ts';
export { agreementMatrix } from './metrics/robustness/agreement-matrix.ts';
export type { AgreementOptions, AgreementPair, NamedMap } from './metrics/robustness/agreement-matrix.ts';
export { weightRandomisation } from './metrics/sanity/weight-randomisation.ts';
export type {
  LayerFactory,
  RandomisedLayers,
  SanityOptions,
  SanitySimilarity,
} from './metrics/sanity/weight-randomisation.ts';
export { randomLogit } from './metrics/sanity/random-logit.ts';
export type { MapSimilarity } from './metrics/sanity/map-similarity.ts';
export { metric, metrics } from './metrics/registry.ts';
export type { Metric, MetricFamily } from './metrics/metric.ts';
export type { SequenceIntervalOptions, SequenceMeans } from './metrics/sequence-intervals.ts';
export { measuredMap } from './metrics/measured-map.ts';
export type { MeasuredMap } from './metrics/measured-map.ts';
export { EVALUATE_DEFAULTS, evaluateAttributions } from './metrics/evaluate-attributions.ts';
export type { EvaluationPart, ScoreStore } from './metrics/score-store.ts';
export type { MapScores } from './metrics/map-scores.ts';
export { EXPLAINER_SCORES_DEFAULTS, explainerScores } from './metrics/explainer-scores.ts';
export type { ExplainerScores, ExplainerScoresOptions, SettledMethod } from './metrics/explainer-scores.ts';
export { sequenceIntervals } from './metrics/sequence-intervals.ts';
export type {
  EvaluateOptions,
  ExplanationRow,
  ExplanationScore,
  ExplanationTable,
} from './metrics/evaluate-attributions.ts';
export { sharedEvidence } from './verdict/shared-evidence.ts';
export type { SharedEvidence, SharedEvidenceOptions } from './verdict/shared-evidence.ts';
export { TRUST_DEFAULTS, trustRecords } from './verdict/trust-records.ts';
export type { TrustOptions } from './verdict/trust-records.ts';
export type { AgainOptions, Reexplain } from './verdict/explained-again.ts';
export { judgeEvidence } from './verdict/judge-evidence.ts';
export { TRUST_RULES } from './verdict/trust-rules.ts';
export type { TrustRules } from './verdict/trust-rules.ts';
export type { TrustEvidence, TrustRecord, TrustVerdict } from './verdict/trust-record.ts';
