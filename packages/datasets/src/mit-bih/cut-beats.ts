import { SaliogramError } from '@saliogram/core';
import type { Annotation } from '@saliogram/records';
import { cutBeat, detectQrs, scaleBeat } from '@saliogram/signal';
import type { BeatWindow } from '@saliogram/signal';
import { CLASS_OF_SYMBOL } from './classes.ts';
import type { ClassPreset } from './classes.ts';
import { annotatedPeaks, labelPeaks } from './label-peaks.ts';
import type { PeakLabels } from './label-peaks.ts';
import { MIT_BIH_PREPROCESSING } from './preprocessing.ts';
import type { Preprocessing } from './preprocessing.ts';
import { readLead } from './read-lead.ts';
import type { ReadableRecord } from './read-lead.ts';

/** The label of a beat of a recording without annotations. */
export const UNLABELLED = 255;

/** The beats of one record: n of them, T steps each. */
export interface RecordBeats {
  readonly record: string;
  readonly lead: string;
  /** Shape [n, T], scaled as the preprocessing says. */
  readonly values: Float32Array;
  /** Class index, or {@link UNLABELLED}; one per beat. */
  readonly labels: Uint8Array;
  /** R peaks in samples of the record as recorded; one per beat. */
  readonly peaks: Int32Array;
  /** Beats found and not kept, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Reference beats of the wanted classes that the detector did not find. */
  readonly missed: number;
}

/**
 * Finds the beats of a recording and cuts a window of T samples around each R peak.
 *
 * With annotations, beats without one of the classes are dropped; without, every beat is kept unlabelled. Windows that
 * run off the record or hold an invalid sample are always dropped.
 *
 * @param annotations reference annotations, or undefined
 * @throws `lead-missing`, `record-too-short`; `argument-invalid` when centring on annotations that are not there
 */
export async function cutBeats(
  record: ReadableRecord,
  annotations: readonly Annotation[] | undefined,
  options: { preprocessing?: Preprocessing; preset?: ClassPreset } = {},
): Promise<RecordBeats> {
  const { preprocessing = MIT_BIH_PREPROCESSING, preset = 'paper-5' } = options;
  const { lead, signal } = await readLead(record, preprocessing);
  const rate = preprocessing.samplingFrequency / record.samplingFrequency;
  const reference = annotations?.map((each) => ({ ...each, sample: Math.round(each.sample * rate) }));
  const found = findPeaks(record.name, signal, reference, preprocessing, preset);
  return {
    record: record.name,
    lead,
    missed: found.missed,
    ...cutWindows(signal, found, preprocessing, rate),
  };
}

type Found = PeakLabels & { readonly peaks: Int32Array };

function findPeaks(
  name: string,
  signal: Float32Array,
  reference: readonly Annotation[] | undefined,
  { centring, samplingFrequency }: Preprocessing,
  preset: ClassPreset,
): Found {
  const classOf = CLASS_OF_SYMBOL[preset];
  if (centring === 'annotated') {
    if (reference) return annotatedPeaks(reference, classOf);
    throw new SaliogramError(
      'argument-invalid',
      `record ${name}: got no annotations, expected them for beats centred on annotations; centre on detected R peaks instead`,
      { details: { record: name } },
    );
  }
  const { peaks } = detectQrs(signal, { samplingFrequency });
  if (reference) return { peaks, ...labelPeaks(peaks, reference, classOf, samplingFrequency) };
  return { peaks, labels: new Int8Array(peaks.length).fill(-1), reasons: [], missed: 0 };
}

function cutWindows(signal: Float32Array, found: Found, preprocessing: Preprocessing, rate: number) {
  const { window, scaling } = preprocessing;
  const steps = window.before + window.after;
  const { peaks, labels, reasons } = found;
  const values = new Float32Array(peaks.length * steps);
  const kept: number[] = [];
  const dropped: Record<string, number> = {};
  for (let i = 0; i < peaks.length; i++) {
    const from = kept.length * steps;
    const beat = values.subarray(from, from + steps);
    const reason =
      reasons[i] ??
      (cutBeat(signal, peaks[i], window, values, from)
        ? undefined
        : isInside(signal, peaks[i], window)
          ? 'invalid sample in the window'
          : 'window off the record');
    if (reason) {
      dropped[reason] = (dropped[reason] ?? 0) + 1;
      continue;
    }
    scaleBeat(beat, scaling);
    kept.push(i);
  }
  return {
    values: values.slice(0, kept.length * steps),
    labels: Uint8Array.from(kept, (i) => (labels[i] < 0 ? UNLABELLED : labels[i])),
    peaks: Int32Array.from(kept, (i) => Math.round(peaks[i] / rate)),
    dropped,
  };
}

function isInside(signal: Float32Array, peak: number, window: BeatWindow): boolean {
  return peak >= window.before && peak + window.after <= signal.length;
}
