import { SaliogramError, isSaliogramError, throwIfAborted } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import { openRecord, readAnnotations } from '@saliogram/records';
import type { ByteStore } from '@saliogram/records';
import type { LabelledSequences } from '../labelled-sequences.ts';
import { tabulateBeats } from './beat-table.ts';
import type { BeatTable } from './beat-table.ts';
import { classesOf } from './classes.ts';
import type { ClassPreset } from './classes.ts';
import { cutBeats } from './cut-beats.ts';
import type { RecordBeats } from './cut-beats.ts';
import { joinRecords } from './join-records.ts';
import { MIT_BIH_PREPROCESSING } from './preprocessing.ts';
import type { Preprocessing } from './preprocessing.ts';
import { MIT_BIH_RECORDS, patientOf } from './records.ts';

/** How the heartbeats of annotated records are loaded. */
export interface BeatLoadingOptions {
  /** Default `detected`. */
  readonly centring?: Preprocessing['centring'];
  /** Default `z-score`. */
  readonly scaling?: Preprocessing['scaling'];
  /** The whole preprocessing, when it is a model's; `centring` and `scaling` still win. */
  readonly preprocessing?: Preprocessing;
  /** Default `paper-5`. */
  readonly preset?: ClassPreset;
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

/** What to load of the MIT-BIH Arrhythmia Database, and how. */
export interface MitBihOptions extends BeatLoadingOptions {
  /** Default all 48. */
  readonly records?: readonly string[];
}

/** Records of any database, and how their heartbeats are loaded. */
export interface AnnotatedRecords extends BeatLoadingOptions {
  /** Of the database, for messages and results. */
  readonly name: string;
  readonly records: readonly string[];
  /** Extension of the reference annotations; default `atr`. */
  readonly annotator?: string;
  /** The patient of a record; default each record is one. */
  readonly patientOf?: (record: string) => string;
}

/**
 * Loads the heartbeats of the MIT-BIH Arrhythmia Database as labelled sequences [N, 216, 1] with their beat table.
 *
 * Each record's checksums are verified, lead MLII is read by name (V5 in 102 and 104, which have no MLII), R peaks are
 * found, labelled by the reference annotation within 150 ms, and cut to 216 samples R-72 .. R+143 (paper, section II).
 *
 * @throws `file-missing`, `checksum-mismatch` and the readers' other errors, naming the record; `cancelled`
 */
export async function loadMitBih(
  store: ByteStore,
  options: MitBihOptions = {},
): Promise<{ data: LabelledSequences; table: BeatTable }> {
  const { records = MIT_BIH_RECORDS } = options;
  return loadAnnotatedRecords(store, { ...options, name: 'MIT-BIH', records, patientOf });
}

/**
 * Loads the heartbeats of annotated records of any database, at any sampling frequency, as labelled sequences [N, T, C]
 * with their beat table; leads are found by the names that the preprocessing has.
 *
 * @throws `file-missing`, `lead-missing`, `checksum-mismatch` and the readers' other errors, naming the record; `cancelled`
 */
export async function loadAnnotatedRecords(
  store: ByteStore,
  options: AnnotatedRecords,
): Promise<{ data: LabelledSequences; table: BeatTable }> {
  const { name, records, annotator = 'atr', preset = 'paper-5', signal, onEvent } = options;
  const stage = `read ${name}`;
  const base = options.preprocessing ?? MIT_BIH_PREPROCESSING;
  const preprocessing: Preprocessing = {
    ...base,
    scaling: options.scaling ?? base.scaling,
    centring: options.centring ?? base.centring,
  };
  const cut: RecordBeats[] = [];
  for (const [done, record] of records.entries()) {
    throwIfAborted(signal, name);
    onEvent?.({ type: 'progress', stage, done, total: records.length });
    cut.push(await loadRecord(store, record, annotator, preprocessing, preset));
  }
  const patients = options.patientOf ?? ((record: string) => record);
  const data = await joinRecords(name, cut, preprocessing, classesOf(preset), patients);
  onEvent?.({ type: 'progress', stage, done: records.length, total: records.length });
  return { data, table: tabulateBeats(cut, { preset, lead: preprocessing.lead }) };
}

async function loadRecord(
  store: ByteStore,
  name: string,
  annotator: string,
  preprocessing: Preprocessing,
  preset: ClassPreset,
): Promise<RecordBeats> {
  try {
    const record = await openRecord(store, name);
    await record.verify();
    return await cutBeats(record, await readAnnotations(store, name, annotator, record.samplingFrequency), {
      preprocessing,
      preset,
    });
  } catch (error) {
    if (!isSaliogramError(error) || error.message.includes(name)) throw error;
    const { code, message, details } = error;
    throw new SaliogramError(code, `record ${name}: ${message}`, { details, cause: error });
  }
}
