import { SaliogramError } from '@saliogram/core';
import { controlMethods } from '../controls/methods.ts';
import { gradientMethods } from '../gradient/methods.ts';
import { insideTechniques } from '../inside/techniques.ts';
import { maskMethods } from '../masks/methods.ts';
import { perturbationMethods } from '../perturbation/methods.ts';
import { propagationMethods } from '../propagation/methods.ts';
import type { AttributionMethod, Technique } from './method.ts';

/** The methods that yield an attribution, family by family, controls last. */
export const attributionMethods: readonly AttributionMethod[] = [
  ...gradientMethods,
  ...propagationMethods,
  ...perturbationMethods,
  ...maskMethods,
  ...controlMethods,
];

/** All techniques: those that look inside, then the methods. */
export const techniques: readonly Technique[] = [...insideTechniques, ...attributionMethods];

/**
 * The method of that name.
 *
 * @throws `argument-invalid`, naming the methods there are
 */
export function attributionMethod(name: string): AttributionMethod {
  const found = attributionMethods.find((m) => m.name === name);
  if (found !== undefined) return found;
  throw new SaliogramError(
    'argument-invalid',
    `explanation method: got ${name}, expected one of ${attributionMethods.map((m) => m.name).join(', ')}`,
    { details: { name } },
  );
}
