import type { QualityInterval } from '@saliogram/signal';
import type { RecordingFacts, StretchQuality } from './recording.ts';

/** What is wrong with a lead, as a reader is told. */
export const QUALITY_WORDS: Readonly<Record<QualityInterval['kind'], string>> = {
  leadsOff: 'lead off',
  flat: 'flat',
  noisy: 'noisy',
};

/** Recordings up to this are assessed as a whole, as the quality command does, s. */
const WHOLE_S = 2 * 3600;
/** Longer ones by stretches around what is looked at, s: whole windows of ten seconds. */
const STRETCH_S = 600;

/** Samples `from` to before `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Whether the quality of a recording is assessed as a whole. */
export function isAssessedWhole({ sampleCount, samplingFrequency }: RecordingFacts): boolean {
  return sampleCount <= WHOLE_S * samplingFrequency;
}

/** The first stretch of the recording that is on the strip and not assessed yet; null where there is none. */
export function stretchToAssess(
  recording: RecordingFacts,
  { startS, endS }: { readonly startS: number; readonly endS: number },
  known: readonly StretchQuality[],
): Stretch | null {
  const { sampleCount, samplingFrequency } = recording;
  if (recording.images || sampleCount === 0) return null;
  const isKnown = (from: number): boolean => known.some((stretch) => stretch.from === from);
  if (isAssessedWhole(recording)) return isKnown(0) ? null : { from: 0, to: sampleCount };
  const sampleAt = (stretch: number): number =>
    Math.min(sampleCount, Math.round(stretch * STRETCH_S * samplingFrequency));
  const last = Math.floor((sampleCount - 1) / samplingFrequency / STRETCH_S);
  const end = Math.min(last, Math.floor(endS / STRETCH_S));
  for (let stretch = Math.max(0, Math.floor(startS / STRETCH_S)); stretch <= end; stretch++) {
    if (!isKnown(sampleAt(stretch))) return { from: sampleAt(stretch), to: sampleAt(stretch + 1) };
  }
  return null;
}

/** All that is known of one lead, in order of time; intervals that touch across stretches are one. */
export function intervalsOf(quality: readonly StretchQuality[], lead: number): QualityInterval[] {
  const joined: QualityInterval[] = [];
  for (const { leads } of quality) {
    for (const interval of leads[lead]?.intervals ?? []) {
      const before = joined.at(-1);
      const goesOn = before?.kind === interval.kind && before.to === interval.from;
      if (goesOn) joined[joined.length - 1] = { ...before, to: interval.to };
      else joined.push(interval);
    }
  }
  return joined;
}

/** What is wrong with a lead at a sample, in words; empty where nothing is known to be. */
export function qualityAt(quality: readonly StretchQuality[], lead: number, sample: number): string {
  const stretch = quality.find(({ from, to }) => sample >= from && sample < to);
  const found = stretch?.leads[lead]?.intervals.find(({ from, to }) => sample >= from && sample < to);
  return found ? QUALITY_WORDS[found.kind] : '';
}

/** A lead in numbers, as the quality command prints them. */
export interface QualitySummary {
  /** Mean and lowest index of the windows, 0 useless to 1 clean; NaN without any. */
  readonly index: number;
  readonly lowest: number;
  readonly secondsOf: Readonly<Record<QualityInterval['kind'], number>>;
  /** What was assessed. */
  readonly seconds: number;
}

/** Sums one lead up. */
export function summariseQuality(
  quality: readonly StretchQuality[],
  lead: number,
  samplingFrequency: number,
): QualitySummary {
  const indices = quality.flatMap(({ leads }) => leads[lead]?.indices ?? []);
  const secondsOf = { leadsOff: 0, flat: 0, noisy: 0 };
  for (const { kind, from, to } of intervalsOf(quality, lead))
    secondsOf[kind] += (to - from) / samplingFrequency;
  return {
    index: indices.reduce((sum, index) => sum + index, 0) / indices.length,
    lowest: indices.length === 0 ? NaN : indices.reduce((least, index) => Math.min(least, index)),
    secondsOf,
    seconds: quality.reduce((sum, { from, to }) => sum + (to - from), 0) / samplingFrequency,
  };
}

/** What is known with one more stretch, in order of time. */
export function withStretch(
  quality: readonly StretchQuality[],
  next: StretchQuality,
): readonly StretchQuality[] {
  return [...quality.filter(({ from }) => from !== next.from), next].sort((a, b) => a.from - b.from);
}
