import { SaliogramError, createRandom } from '@saliogram/core';
import { classCounts } from './class-counts.ts';
import type { Grouped } from './divisible.ts';
import { splitBy } from './split.ts';
import type { Part, Ratio, Split } from './split.ts';
import { stratifyGroups } from './stratify-groups.ts';

const names = (list: string): readonly string[] => list.split(' ');

/**
 * The default patient-disjoint assignment: DS1 and DS2 (de Chazal 2004), mended and widened to the paper's five classes.
 *
 * Two changes: 201 moves to the test side, because 202 there is the same patient; and the paced records, which DS1 and
 * DS2 leave out, go 102 and 104 to training, 107 and 217 to the test. Validation holds out patients of DS1: 207 (L, R,
 * V), 223 (N, V) and 115 (N). 207 is the only choice that gives L and R validation beats and leaves another patient of
 * each in training (109 for L, 118 and 124 for R). Paced has no validation beats: with two paced patients in training,
 * one more held out would leave one.
 */
export const MENDED_DS1_DS2: Readonly<Record<Part, readonly string[]>> = {
  train: names('101 102 104 106 108 109 112 114 116 118 119 122 124 203 205 208 209 215 220 230'),
  validation: names('115 207 223'),
  test: names(
    '100 103 105 107 111 113 117 121 123 200 201 210 212 213 214 217 219 221 222 228 231 232 233 234',
  ),
};

/**
 * A split that keeps every patient on one side.
 *
 * Without a seed: {@link MENDED_DS1_DS2}, for MIT-BIH. With a seed: patients are dealt to parts so that the shares of every
 * class come close (least squares over classes and parts) to the ratio train:test:validation.
 *
 * @throws `argument-invalid` when a patient is not in the default assignment: give a seed
 */
export function splitByPatient(data: Grouped, options: { seed?: number; ratio?: Ratio } = {}): Split {
  const { seed, ratio = [50, 40, 10] } = options;
  if (seed === undefined) return mendedSplit(data);
  const sum = ratio[0] + ratio[1] + ratio[2];
  const shares = ratio.map((share) => share / sum);
  const partOf = stratifyGroups(classCounts(data), shares, createRandom(seed));
  const parts = ['train', 'test', 'validation'] as const;
  return splitBy('patient-seeded', seed, data.groups.length, (i) => parts[partOf[data.groups[i]]]);
}

function mendedSplit(data: Grouped): Split {
  const parts = data.groupNames.map((patient) => {
    for (const part of ['train', 'validation', 'test'] as const) {
      if (MENDED_DS1_DS2[part].includes(patient)) return part;
    }
    throw new SaliogramError(
      'argument-invalid',
      `patient split: got patient ${patient}, expected patients of MIT-BIH; give a seed to divide other patients`,
      { details: { patient } },
    );
  });
  return splitBy('patient', 0, data.groups.length, (i) => parts[data.groups[i]]);
}
