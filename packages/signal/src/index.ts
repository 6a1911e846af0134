export { detectQrs } from './detect-qrs.ts';
export type { QrsDetection } from './detect-qrs.ts';
export { createQrsDetector } from './create-qrs-detector.ts';
export type { QrsDetector, QrsMode, QrsOptions } from './create-qrs-detector.ts';
export { resample } from './resample.ts';
export { fillGaps } from './fill-gaps.ts';
export { cutBeat } from './beats/window.ts';
export type { BeatWindow } from './beats/window.ts';
export { BEAT_CHANNELS, cutBeatInputs, readsSecondLead } from './beats/beat-input.ts';
export type { BeatChannel, BeatInput, BeatInputs } from './beats/beat-input.ts';
export { channelText, rhythmText } from './beats/channel-text.ts';
export { augmentBeats } from './beats/augment-beats.ts';
export type { AugmentedInput } from './beats/augment-beats.ts';
export { RHYTHM_CHANNELS, rhythmOf } from './beats/rhythm.ts';
export type { RhythmChannel } from './beats/rhythm.ts';
export { dominantBeat } from './beats/dominant-beat.ts';
export { matchBeats } from './beats/match.ts';
export { scaleBeat } from './beats/scaling.ts';
export type { Scaling } from './beats/scaling.ts';
export { compareBeats } from './ec57/compare-beats.ts';
export type { BeatComparison, BeatComparisonOptions, ComparedBeat } from './ec57/compare-beats.ts';
export type { TestPeriodOptions } from './ec57/test-period.ts';
export type { ComparedAnnotation } from './ec57/annotation.ts';
export { BEAT_LABELS, beatLabelOf } from './ec57/beat-label.ts';
export type { BeatLabel, EscapeBeats } from './ec57/beat-label.ts';
export { VERDICTS, sumBeatCounts, withoutSveb } from './ec57/beat-counts.ts';
export type { BeatCounts, Verdict } from './ec57/beat-counts.ts';
export { beatStatistics } from './ec57/beat-statistics.ts';
export type { BeatStatistics, Detection } from './ec57/beat-statistics.ts';
export { proportion } from './ec57/proportion.ts';
export type { Proportion } from './ec57/proportion.ts';
export { summarizeBeats } from './ec57/summarize-beats.ts';
export type { BeatSummary } from './ec57/summarize-beats.ts';
export { compareRuns } from './ec57/compare-runs.ts';
export type {
  ComparedRun,
  RunComparison,
  RunComparisonOptions,
  RunTable,
  RunTables,
} from './ec57/compare-runs.ts';
export type { RunKind } from './ec57/run-events.ts';
export type { RunCounts } from './ec57/run-counts.ts';
export { RUN_CLASSES, runStatistics } from './ec57/run-statistics.ts';
export type { CountedRuns, RunClass, RunStatistics } from './ec57/run-statistics.ts';
export { summarizeRuns } from './ec57/summarize-runs.ts';
export type { RunSummary } from './ec57/summarize-runs.ts';
export { NOISE_KINDS, synthesizeNoise } from './noise/synthesize-noise.ts';
export type { NoiseKind } from './noise/synthesize-noise.ts';
export type { NoiseSettings } from './noise/noise-settings.ts';
export { addNoiseAtSnr } from './noise/add-noise.ts';
export type { NoiseAdditionOptions } from './noise/add-noise.ts';
export { assessQuality } from './quality/assess-quality.ts';
export type { QualityOptions, QualityWindow, SignalQuality } from './quality/assess-quality.ts';
export type { QualityMeasures } from './quality/quality-index.ts';
export type { QualityInterval } from './quality/quality-intervals.ts';
export { delineateBeats } from './delineation/delineate-beats.ts';
export type { DelineationOptions } from './delineation/delineate-beats.ts';
export type {
  DelineatedBeat,
  DelineatedTWave,
  DelineatedWave,
  TMorphology,
  WaveConfidence,
} from './delineation/wave.ts';
export { measureBeats } from './delineation/measure-beats.ts';
export type { BeatMeasurements } from './delineation/measure-beats.ts';
export { correctQt } from './delineation/correct-qt.ts';
export type { CorrectedQt } from './delineation/correct-qt.ts';
export { SEGMENT_NAMES, beatSegments } from './delineation/beat-segments.ts';
export type { BeatSegment, SegmentName } from './delineation/beat-segments.ts';
export { compareEpisodes } from './ec57/compare-episodes.ts';
export type { EpisodeComparison, EpisodeComparisons } from './ec57/compare-episodes.ts';
export type { EpisodeKind } from './ec57/find-episodes.ts';
export { summarizeEpisodes } from './ec57/summarize-episodes.ts';
export type { EpisodeSummary } from './ec57/summarize-episodes.ts';
export { changeBeat } from './what-if/change-beat.ts';
export type { BeatChange } from './what-if/change-beat.ts';
export { BEAT_STRETCHES, stretchesAt } from './evidence/stretches.ts';
export type { BeatStretch } from './evidence/stretches.ts';
export { evidencePerWave } from './evidence/evidence-per-wave.ts';
export type { WaveEvidence } from './evidence/evidence-per-wave.ts';
export { evidenceText, measurementText } from './evidence/evidence-text.ts';
