import { SaliogramError } from '@saliogram/core';
import { splitByPatient } from './by-patient.ts';
import { splitAmongRecords } from './among-records.ts';
import { DS1, PACED_RECORDS, splitDs1Ds2 } from './de-chazal.ts';
import type { Divisible } from './divisible.ts';
import { splitPatientFold, splitPatientLeftOut } from './patient-folds.ts';
import { splitRandom } from './random.ts';
import type { Split } from './split.ts';

const fixed: Readonly<Record<string, (data: Divisible, seed: number) => Split>> = {
  random: (data, seed) => splitRandom(data.labels.length, seed),
  patient: (data) => splitByPatient(data),
  'patient-seeded': (data, seed) => splitByPatient(data, { seed }),
  'ds1-ds2': (data) => splitDs1Ds2(data),
  'ds1-ds2-as-published': (data) => splitDs1Ds2(data, { mended: false }),
};
const foldName = /^patient-fold-(\d+)-of-(\d+)$/;
const leftOutName = /^patient-left-out-(.+)$/;
const amongName = /^(random|patient.*)-(unpaced|in-ds1)$/;

/** Which records a split may be among, by the ending of its name. */
const among: Readonly<Record<string, (record: string) => boolean>> = {
  unpaced: (record) => !PACED_RECORDS.includes(record),
  // Without 201, whose patient is in DS2 too.
  'in-ds1': (record) => DS1.includes(record) && record !== '201',
};

/**
 * The names that {@link splitByName} knows, in words for a reader: K, N and P stand for two numbers and a patient. All but
 * DS1 and DS2, which have none, may end in `-unpaced` to leave the paced records of MIT-BIH out, as EC57 does, or in
 * `-in-ds1` to be among the patients of DS1 alone: what is chosen by those has not seen DS2.
 */
export const SPLIT_NAMES: readonly string[] = [
  ...Object.keys(fixed),
  'patient-fold-K-of-N',
  'patient-left-out-P',
];

/** Whether {@link splitByName} knows the name. */
export function isSplitName(name: string): boolean {
  const [, whole] = amongName.exec(name) ?? [];
  if (whole !== undefined) return isSplitName(whole);
  return Object.hasOwn(fixed, name) || foldName.test(name) || leftOutName.test(name);
}

/** Whether no patient of MIT-BIH is on two sides of the split of that name. */
export function keepsPatientsApart(name: string): boolean {
  return /^(patient|ds1-ds2(?!-as-published))/.test(name);
}

/**
 * A split by the name that it bears and a model file records, so that the same name and seed give the same split again.
 *
 * @param name one of {@link SPLIT_NAMES}; a left-out patient may be named by any of the patient's records
 * @param seed of the random ones; `patient` and `ds1-ds2` take no notice of it
 * @throws `argument-invalid` for another name, or a split that the data does not allow
 */
export function splitByName(data: Divisible, name: string, seed: number): Split {
  const [, whole, ending] = amongName.exec(name) ?? [];
  if (whole !== undefined) {
    return splitAmongRecords(data, ending, among[ending], (some) => splitByName(some, whole, seed));
  }
  if (Object.hasOwn(fixed, name)) return fixed[name](data, seed);
  const [, fold, folds] = foldName.exec(name) ?? [];
  if (fold !== undefined) return splitPatientFold(data, { fold: Number(fold), folds: Number(folds), seed });
  const [, patient] = leftOutName.exec(name) ?? [];
  if (patient !== undefined) return splitPatientLeftOut(data, patientNamed(data, patient), seed);
  throw new SaliogramError(
    'argument-invalid',
    `split: got ${JSON.stringify(name)}, expected one of ${SPLIT_NAMES.join(', ')}`,
    { details: { name } },
  );
}

/** The patient of a record where the record is named instead. */
function patientNamed(data: Divisible, name: string): string {
  if (data.groupNames.includes(name)) return name;
  const first = data.recordOf.indexOf(data.recordNames.indexOf(name));
  return first < 0 ? name : data.groupNames[data.groups[first]];
}
