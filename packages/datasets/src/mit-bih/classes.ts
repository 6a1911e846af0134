import type { ClassInfo } from '@saliogram/core';
import { BEAT_SYMBOLS } from '@saliogram/records';
import { BEAT_LABELS, beatLabelOf } from '@saliogram/signal';

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

/** The five beat classes of ANSI/AAMI EC57, K = 5. */
export const AAMI_CLASSES: readonly ClassInfo[] = [
  { symbol: 'N', name: 'Normal or bundle branch block' },
  { symbol: 'S', name: 'Supraventricular ectopic' },
  { symbol: 'V', name: 'Ventricular ectopic' },
  { symbol: 'F', name: 'Fusion' },
  { symbol: 'Q', name: 'Paced or unclassifiable' },
];

/** Which annotation symbols become which class. */
export type ClassPreset = 'paper-5' | 'paper-106484' | 'aami';

/** The classes that a preset's indices stand for. */
export function classesOf(preset: ClassPreset): readonly ClassInfo[] {
  return preset === 'aami' ? AAMI_CLASSES : MIT_BIH_CLASSES;
}

/**
 * Annotation symbol to index into {@link classesOf} the preset.
 *
 * `paper-5` takes the five symbols as they are (104,544 reference beats). `paper-106484` adds f and Q to Paced, E and F
 * to V, and e to Normal: the only set of the fifteen beat symbols whose reference counts add up to the paper's 106,484.
 * By chance about 0.2 such sets would be expected, so the identity is a lead and not a proof. `aami` takes every beat
 * (109,494): N, L, R and the escape beats e and j to N, as de Chazal 2004 (WFDB's bxb has escape beats in S); A, a, J
 * and S to S; V and E to V; F; and /, f and Q to Q.
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
  aami: new Map(
    [...BEAT_SYMBOLS].flatMap((symbol) => {
      const label = beatLabelOf(symbol, 'N');
      return label === undefined ? [] : [[symbol, BEAT_LABELS.indexOf(label)] as const];
    }),
  ),
};
