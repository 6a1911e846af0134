import { SaliogramError } from '@saliogram/core';
import type { LabelledSequences } from '../labelled-sequences.ts';
import { MIT_BIH_RECORDS } from '../mit-bih/records.ts';
import { splitBy } from './split.ts';
import type { Part, Split } from './split.ts';

const names = (list: string): readonly string[] => list.split(' ');

/** The 22 training records of de Chazal, O'Dwyer and Reilly (IEEE TBME 51:1196, 2004). */
export const DS1: readonly string[] = names(
  '101 106 108 109 112 114 115 116 118 119 122 124 201 203 205 207 208 209 215 220 223 230',
);

/** The 22 test records of de Chazal, O'Dwyer and Reilly (IEEE TBME 51:1196, 2004). */
export const DS2: readonly string[] = names(
  '100 103 105 111 113 117 121 123 200 202 210 212 213 214 219 221 222 228 231 232 233 234',
);

/** The four records with paced beats, which EC57 leaves out of reports on ventricular and supraventricular beats. */
export const PACED_RECORDS: readonly string[] = names('102 104 107 217');

/** Records of DS1 that choose among checkpoints: between them all five AAMI classes but Q, and N, L, R and V. */
const VALIDATION = names('115 207 223');

/**
 * The split of de Chazal 2004: DS1 to learn from, DS2 to be tested on, the four paced records left out.
 *
 * As published, one patient is on both sides: 201 (DS1) and 202 (DS2) are the same man. Mended, 201 is left out, so that
 * the test is DS2 to the beat and its figures stand beside published ones. DS1 names no validation set: 115, 207 and 223
 * are held out of training for it.
 *
 * @param options.mended default true: no patient on both sides
 * @throws `argument-invalid` for a record that is not of MIT-BIH
 */
export function splitDs1Ds2(
  data: Pick<LabelledSequences, 'recordOf' | 'recordNames'>,
  { mended = true }: { readonly mended?: boolean } = {},
): Split {
  const parts = data.recordNames.map((record): Part | undefined => {
    if (!MIT_BIH_RECORDS.includes(record)) {
      throw new SaliogramError(
        'argument-invalid',
        `split ds1-ds2: got record ${record}, expected records of MIT-BIH; divide other patients by folds or a seed`,
        { details: { record } },
      );
    }
    if (DS2.includes(record)) return 'test';
    if (PACED_RECORDS.includes(record) || (mended && record === '201')) return undefined;
    return VALIDATION.includes(record) ? 'validation' : 'train';
  });
  const name = mended ? 'ds1-ds2' : 'ds1-ds2-as-published';
  return splitBy(name, 0, data.recordOf.length, (i) => parts[data.recordOf[i]]);
}
