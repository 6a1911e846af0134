import { SaliogramError, createRandom } from '@saliogram/core';
import { classCounts } from './class-counts.ts';
import type { Grouped } from './divisible.ts';
import { splitBy } from './split.ts';
import type { Part, Split } from './split.ts';
import { stratifyGroups } from './stratify-groups.ts';

/**
 * One of k splits whose test parts hold every patient once: fold `fold` tests, the next one validates, the others train.
 *
 * Folds are grouped by patient and stratified by class. A class that fewer than k patients have is missing from some
 * folds: of the paper's five classes L and paced have four patients each, so that k = 4 is the most that can have all.
 *
 * @param options.fold 1 to `folds`
 * @param options.folds k, at least 3 and at most the number of patients
 * @throws `argument-invalid`
 */
export function splitPatientFold(
  data: Grouped,
  { fold, folds, seed }: { readonly fold: number; readonly folds: number; readonly seed: number },
): Split {
  const patients = data.groupNames.length;
  if (!(Number.isInteger(folds) && folds >= 3 && folds <= Math.min(patients, 255))) {
    throw new SaliogramError(
      'argument-invalid',
      `patient folds: got ${folds} folds of ${patients} patients, expected 3 to ${patients}`,
      { details: { folds, patients } },
    );
  }
  if (!(Number.isInteger(fold) && fold >= 1 && fold <= folds)) {
    throw new SaliogramError(
      'argument-invalid',
      `patient folds: got fold ${fold}, expected a number from 1 to ${folds}`,
      { details: { fold, folds } },
    );
  }
  const foldOf = stratifyGroups(
    classCounts(data),
    Array.from({ length: folds }, () => 1 / folds),
    createRandom(seed),
  );
  const partOf = Array.from(foldOf, (each): Part => {
    if (each === fold - 1) return 'test';
    return each === fold % folds ? 'validation' : 'train';
  });
  return splitBy(`patient-fold-${fold}-of-${folds}`, seed, data.groups.length, (i) => partOf[data.groups[i]]);
}

/**
 * One patient tests; of the others about 15 % of the beats of every class, by whole patients, validate.
 *
 * @param patient as in `groupNames`
 * @throws `argument-invalid` for a patient that is not there, or when there are fewer than three
 */
export function splitPatientLeftOut(data: Grouped, patient: string, seed: number): Split {
  const left = data.groupNames.indexOf(patient);
  if (left < 0 || data.groupNames.length < 3) {
    throw new SaliogramError(
      'argument-invalid',
      `leave one patient out: got patient ${patient}, expected one of at least three patients ${data.groupNames.join(', ')}`,
      { details: { patient } },
    );
  }
  const others = data.groupNames.flatMap((_, g) => (g === left ? [] : [g]));
  const counts = classCounts(data);
  const found = stratifyGroups(
    others.map((g) => counts[g]),
    [0.85, 0.15],
    createRandom(seed),
  );
  const partOf = data.groupNames.map((): Part => 'test');
  others.forEach((g, rank) => (partOf[g] = found[rank] === 0 ? 'train' : 'validation'));
  return splitBy(`patient-left-out-${patient}`, seed, data.groups.length, (i) => partOf[data.groups[i]]);
}
