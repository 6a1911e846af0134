import type { ClassInfo } from '@saliogram/core';

/**
 * The five beat classes of the paper (section II), K = 5, under their right names.
 *
 * The paper's "premature ventricular fibrillation" is the premature ventricular contraction, symbol V: the database has
 * no beat of that other name, and ventricular flutter (`!`) occurs in record 207 only and is not a beat class.
 */
export const MIT_BIH_CLASSES: readonly ClassInfo[] = [
  { symbol: 'N', name: 'Normal' },
  { symbol: 'L', name: 'Left bundle branch block' },
  { symbol: 'R', name: 'Right bundle branch block' },
  { symbol: 'V', name: 'Premature ventricular contraction' },
  { symbol: '/', name: 'Paced' },
];

/** Which annotation symbols become which class. */
export type ClassPreset = 'paper-5' | 'paper-106484';

/**
 * Annotation symbol to index into {@link MIT_BIH_CLASSES}, by preset.
 *
 * `paper-5` takes the five symbols as they are (104,544 reference beats). `paper-106484` adds f and Q to Paced, E and F
 * to V, and e to Normal: the only set of the fifteen beat symbols whose reference counts add up to the paper's 106,484.
 * By chance about 0.2 such sets would be expected, so the identity is a lead and not a proof.
 */
export const CLASS_OF_SYMBOL: Readonly<Record<ClassPreset, ReadonlyMap<string, number>>> = {
  'paper-5': new Map([
    ['N', 0],
    ['L', 1],
    ['R', 2],
    ['V', 3],
    ['/', 4],
  ]),
  'paper-106484': new Map([
    ['N', 0],
    ['e', 0],
    ['L', 1],
    ['R', 2],
    ['V', 3],
    ['E', 3],
    ['F', 3],
    ['/', 4],
    ['f', 4],
    ['Q', 4],
  ]),
};
