import { SaliogramError } from '@saliogram/core';
import type { Annotation } from '@saliogram/records';
import { cutBeatInputs, detectQrs } from '@saliogram/signal';
import { CLASS_OF_SYMBOL } from './classes.ts';
import type { ClassPreset } from './classes.ts';
import { annotatedPeaks, labelPeaks } from './label-peaks.ts';
import type { PeakLabels } from './label-peaks.ts';
import { MIT_BIH_PREPROCESSING } from './preprocessing.ts';
import type { Preprocessing } from './preprocessing.ts';
import { readLeads } from './read-leads.ts';
import type { ReadableRecord } from './read-leads.ts';

/** The label of a beat of a recording without annotations. */
export const UNLABELLED = 255;

/** The beats of one record: n of them, T steps of C channels each. */
export interface RecordBeats {
  readonly record: string;
  readonly lead: string;
  /** Shape [n, T, C], scaled as the preprocessing says. */
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
  const { lead, signals } = await readLeads(record, preprocessing);
  const rate = preprocessing.samplingFrequency / record.samplingFrequency;
  const reference = annotations?.map((each) => ({ ...each, sample: Math.round(each.sample * rate) }));
  const found = findPeaks(record.name, signals[0], reference, preprocessing, preset);
  return {
    record: record.name,
    lead,
    missed: found.missed,
    ...cutInputs(signals, found, preprocessing, rate),
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

function cutInputs(
  signals: readonly Float32Array[],
  { peaks, labels, reasons }: Found,
  preprocessing: Preprocessing,
  rate: number,
) {
  const { values, kept, dropped } = cutBeatInputs(signals, peaks, preprocessing, (i) => reasons[i]);
  return {
    values,
    labels: Uint8Array.from(kept, (i) => (labels[i] < 0 ? UNLABELLED : labels[i])),
    peaks: Int32Array.from(kept, (i) => Math.round(peaks[i] / rate)),
    dropped,
  };
}
