import { sequenceBatch } from '@saliogram/core';
import type { ClassInfo } from '@saliogram/core';
import { hashParts } from '../labelled-sequences.ts';
import type { LabelledSequences } from '../labelled-sequences.ts';
import type { RecordBeats } from './cut-beats.ts';
import type { Preprocessing } from './preprocessing.ts';

/**
 * The beats of several records as one set of N labelled sequences, in the order of the records.
 *
 * @param classes that the labels are indices into
 * @param patientOf the patient a record belongs to
 */
export async function joinRecords(
  name: string,
  records: readonly RecordBeats[],
  preprocessing: Preprocessing,
  classes: readonly ClassInfo[],
  patientOf: (record: string) => string,
): Promise<LabelledSequences> {
  const count = records.reduce((sum, beats) => sum + beats.labels.length, 0);
  const steps = preprocessing.window.before + preprocessing.window.after;
  const channels = preprocessing.channels?.length ?? 1;
  const groupNames = [...new Set(records.map(({ record }) => patientOf(record)))];
  const values = new Float32Array(count * steps * channels);
  const labels = new Uint8Array(count);
  const peaks = new Int32Array(count);
  const recordOf = new Uint16Array(count);
  const groups = new Uint16Array(count);
  let at = 0;
  records.forEach((beats, index) => {
    const end = at + beats.labels.length;
    values.set(beats.values, at * steps * channels);
    labels.set(beats.labels, at);
    peaks.set(beats.peaks, at);
    recordOf.fill(index, at, end);
    groups.fill(groupNames.indexOf(patientOf(beats.record)), at, end);
    at = end;
  });
  return {
    name,
    sequences: sequenceBatch(values, count, steps, channels),
    labels,
    classes,
    groups,
    groupNames,
    recordOf,
    recordNames: records.map(({ record }) => record),
    peaks,
    leads: records.map(({ lead }) => lead),
    samplingFrequency: preprocessing.samplingFrequency,
    preprocessing,
    dataHash: await hashParts(values, labels),
  };
}
