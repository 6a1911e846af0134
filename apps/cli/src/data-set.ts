import { basename, resolve } from 'node:path';
import { SaliogramError, sequenceBatch } from '@saliogram/core';
import type { ClassInfo, OnEvent, Random, SequenceBatch } from '@saliogram/core';
import {
  loadAnnotatedRecords,
  loadMitBih,
  loadMnist,
  splitByName,
  splitRandom,
  synthesizeBeats,
} from '@saliogram/datasets';
import type { BeatTable, ClassPreset, LabelledSequences, Preprocessing, Split } from '@saliogram/datasets';
import type { ByteStore } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { augmentBeats } from '@saliogram/signal';
import type { Scaling } from '@saliogram/signal';
import { requireData } from './data-folder.ts';
import { findRecords } from './scoring/find-records.ts';
import { digitPreprocessing } from './preprocessing.ts';

/** The data sets a model can be trained on. */
export const dataSetNames = ['mitdb', 'mnist', 'synthetic'] as const;
export type TrainingDataName = (typeof dataSetNames)[number];

/** Which annotation symbols of MIT-BIH make a class. */
export const classPresets = ['paper-5', 'paper-106484', 'aami'] as const satisfies readonly ClassPreset[];

/** The splits of the models that come with Saliogram. */
export type SplitKind = 'random' | 'patient';

/** Synthetic beats to train on. */
const syntheticCount = 4000;

/** A data set as training and evaluation use it, with what a model file says about it. */
export interface DataSet {
  readonly name: TrainingDataName | 'records';
  readonly sequences: SequenceBatch;
  readonly labels: Uint8Array;
  readonly classes: readonly ClassInfo[];
  readonly dataHash: string;
  readonly preprocessing: Readonly<Record<string, unknown>>;
  readonly units: string;
  /** What an input of zero means. */
  readonly zero: string;
  readonly attribution: string;
  /** The patient of each beat; absent for digits. */
  readonly groups?: Uint16Array;
  /** Beats as they might have been recorded as well; absent for digits. */
  readonly augment?: (sequences: SequenceBatch, random: Random) => SequenceBatch;
  /** Beats with their records and patients; absent for digits. */
  readonly beats?: LabelledSequences;
  readonly table?: BeatTable;
  /** Where the records of the beats are; absent for digits and synthetic beats. */
  readonly records?: ByteStore;
  /** By the names of `splitByName` of @saliogram/datasets. @throws `argument-invalid` */
  split(name: string, seed: number): Split;
}

/** Records of any database, and how a model reads them. */
export interface RecordsRequest {
  /** Folder of the records. */
  readonly folder: string;
  readonly preprocessing: Preprocessing;
  readonly preset: ClassPreset;
  /** Extension of the reference annotations. */
  readonly annotator: string;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** The beats of all records of a folder, of whatever database; all of them are there to be tested on. */
export async function loadRecords(request: RecordsRequest): Promise<DataSet> {
  const { folder, annotator } = request;
  const places = await findRecords([folder]);
  const name = basename(resolve(folder));
  const store = directoryStore(places[0].folder);
  const { data, table } = await loadAnnotatedRecords(store, {
    ...request,
    name,
    records: places.map((place) => place.name),
  });
  if (data.labels.length === 0) {
    throw new SaliogramError(
      'data-missing',
      `${folder}: got ${places.length} records without an annotated beat of the model's classes in .${annotator} files, expected beats to test on; name another annotator`,
      { details: { folder, annotator } },
    );
  }
  const set = beatSet('records', data, table, `records of ${name}`);
  const none = new Uint32Array();
  const test = Uint32Array.from(data.labels, (_, i) => i);
  return {
    ...set,
    records: store,
    split: (_name, seed) => ({ name: 'all records', seed, train: none, validation: none, test }),
  };
}

/** What the values of a scaled beat are. */
const SCALES: Readonly<Record<Preprocessing['scaling'], { readonly units: string; readonly zero: string }>> =
  {
    'z-score': { units: 'z-score', zero: 'mean of the beat' },
    none: { units: 'mV', zero: 'isoelectric line' },
    'dominant-beat': { units: 'SD of the dominant beat', zero: "patient's dominant beat, usual rhythm" },
  };

export interface LoadOptions {
  /** Folder given on the command line. */
  readonly data: string | undefined;
  /** Of a model, when the data is for it. */
  readonly preprocessing?: Preprocessing;
  readonly scaling?: Preprocessing['scaling'];
  /** Of MIT-BIH; default `paper-5`. */
  readonly preset?: ClassPreset;
  /** Some records of MIT-BIH only. */
  readonly records?: readonly string[];
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** Loads a data set by name. */
export async function loadDataSet(name: TrainingDataName, options: LoadOptions): Promise<DataSet> {
  if (name === 'mnist') return loadDigits(options);
  if (name === 'synthetic') {
    const { seed } = options;
    const { data } = await synthesizeBeats({ seed, count: syntheticCount, ...scalingOfOneBeat(options) });
    return beatSet(name, data, undefined, 'synthetic beats of Saliogram');
  }
  const { data, preprocessing, scaling, preset, records, signal, onEvent } = options;
  const store = directoryStore(await requireData('mitdb', data));
  const loaded = await loadMitBih(store, {
    ...(preprocessing ? { preprocessing } : {}),
    ...(scaling ? { scaling } : {}),
    ...(preset ? { preset } : {}),
    ...(records ? { records } : {}),
    signal,
    onEvent,
  });
  const set = beatSet(
    name,
    loaded.data,
    loaded.table,
    'MIT-BIH Arrhythmia Database 1.0.0 (PhysioNet, ODC-By 1.0; Moody and Mark 2001, Goldberger et al. 2000)',
  );
  return { ...set, records: store };
}

/** The scaling of synthetic beats, which have one lead and neither recording nor rhythm around them. */
function scalingOfOneBeat({ scaling, preprocessing }: LoadOptions): { scaling?: Scaling } {
  if (preprocessing?.channels || scaling === 'dominant-beat') {
    throw new SaliogramError(
      'argument-invalid',
      'synthetic beats: got an input with rhythm or a dominant beat, expected the lead alone; leave --input and --scaling out, or train on mitdb',
    );
  }
  return scaling ? { scaling } : {};
}

/** Beats as a data set. */
export function beatSet(
  name: DataSet['name'],
  beats: LabelledSequences,
  table: BeatTable | undefined,
  attribution: string,
): DataSet {
  const { units, zero } = SCALES[beats.preprocessing.scaling];
  return {
    name,
    sequences: beats.sequences,
    labels: beats.labels,
    classes: beats.classes,
    dataHash: beats.dataHash,
    preprocessing: beats.preprocessing,
    units,
    zero,
    attribution,
    beats,
    groups: beats.groups,
    augment: (sequences, random) =>
      augmentBeats(
        sequences,
        {
          channels: beats.preprocessing.channels ?? ['lead'],
          samplingFrequency: beats.samplingFrequency,
          originStep: beats.preprocessing.window.before,
        },
        random,
      ),
    ...(table ? { table } : {}),
    // The default assignment of patients is for those of MIT-BIH.
    split: (split, seed) =>
      splitByName(beats, split === 'patient' && name !== 'mitdb' ? 'patient-seeded' : split, seed),
  };
}

/** Digits: the publisher's test set stays the test set; a twelfth of its training set is held out for validation. */
async function loadDigits({ data, preprocessing, signal, onEvent }: LoadOptions): Promise<DataSet> {
  if (preprocessing) {
    throw new SaliogramError(
      'argument-invalid',
      'MNIST: got an input of heartbeats, expected none: digits have no leads and no rhythm; leave --input out',
    );
  }
  const store = directoryStore(await requireData('mnist', data));
  const { train, test } = await loadMnist(store, { signal, onEvent });
  const count = train.labels.length + test.labels.length;
  const { steps } = train.sequences;
  const values = new Float32Array(count * steps);
  values.set(train.sequences.values);
  values.set(test.sequences.values, train.sequences.values.length);
  const labels = new Uint8Array(count);
  labels.set(train.labels);
  labels.set(test.labels, train.labels.length);
  return {
    name: 'mnist',
    sequences: sequenceBatch(values, count, steps),
    labels,
    classes: train.classes,
    dataHash: `${train.dataHash}+${test.dataHash}`,
    preprocessing: digitPreprocessing,
    units: 'grey level / 255',
    zero: 'black',
    attribution: 'MNIST (Yann LeCun, Corinna Cortes, Christopher J.C. Burges)',
    split(name, seed) {
      if (name !== 'random' && name !== 'publisher') {
        throw new SaliogramError(
          'argument-invalid',
          `split: got ${name} for MNIST, expected random: digits have no patients`,
          { details: { split: name } },
        );
      }
      const parts = splitRandom(train.labels.length, seed, [11, 0, 1]);
      const testPart = Uint32Array.from(test.labels, (_, i) => train.labels.length + i);
      return { ...parts, name: 'publisher', test: testPart };
    },
  };
}
