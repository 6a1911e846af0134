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

/** What to load of the MIT-BIH Arrhythmia Database, and how. */
export interface MitBihOptions {
  /** Default all 48. */
  readonly records?: readonly string[];
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
  const { records = MIT_BIH_RECORDS, preset = 'paper-5', signal, onEvent } = options;
  const base = options.preprocessing ?? MIT_BIH_PREPROCESSING;
  const preprocessing: Preprocessing = {
    ...base,
    scaling: options.scaling ?? base.scaling,
    centring: options.centring ?? base.centring,
  };
  const cut: RecordBeats[] = [];
  for (const [done, name] of records.entries()) {
    throwIfAborted(signal, 'MIT-BIH');
    onEvent?.({ type: 'progress', stage: 'read MIT-BIH', done, total: records.length });
    cut.push(await loadRecord(store, name, preprocessing, preset));
  }
  const data = await joinRecords('MIT-BIH', cut, preprocessing, classesOf(preset), patientOf);
  onEvent?.({ type: 'progress', stage: 'read MIT-BIH', done: records.length, total: records.length });
  return { data, table: tabulateBeats(cut, { preset, lead: preprocessing.lead }) };
}

async function loadRecord(
  store: ByteStore,
  name: string,
  preprocessing: Preprocessing,
  preset: ClassPreset,
): Promise<RecordBeats> {
  try {
    const record = await openRecord(store, name);
    await record.verify();
    return await cutBeats(record, await readAnnotations(store, name), { preprocessing, preset });
  } catch (error) {
    if (!isSaliogramError(error) || error.message.includes(name)) throw error;
    const { code, message, details } = error;
    throw new SaliogramError(code, `record ${name}: ${message}`, { details, cause: error });
  }
}
