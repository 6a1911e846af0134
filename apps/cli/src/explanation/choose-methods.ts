import type { ScoresModel } from '@saliogram/core';
import { attributionMethod, attributionMethods, hasCapability } from '@saliogram/explain';
import type { AttributionMethod } from '@saliogram/explain';
import { needsText } from '@saliogram/report';

/** Not a method that divides a decision among steps, but explained like one. */
export const TEMPORAL_SCORES = 'temporal-scores';

/** Methods to run, and those of `all` that are not. */
export interface ChosenMethods {
  readonly names: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** A method that is not run, and why. */
export interface LeftOut {
  readonly method: string;
  readonly why: string;
}

/**
 * Methods by a list with commas between, or `all`: those that the model can do, without slow ones unless `slow`.
 *
 * @throws `argument-invalid` for a name that is none
 */
export function chooseMethods(list: string, model: ScoresModel, slow: boolean): ChosenMethods {
  if (list !== 'all') {
    const names = [...new Set(list.split(',').map((name) => name.trim()))];
    for (const name of names) if (name !== TEMPORAL_SCORES) attributionMethod(name);
    return { names, leftOut: [] };
  }
  const reasons = attributionMethods.map((method) => ({
    method: method.name,
    why: whyNot(method, model, slow),
  }));
  return {
    names: reasons.flatMap(({ method, why }) => (why === null ? [method] : [])),
    leftOut: reasons.flatMap(({ method, why }) => (why === null ? [] : [{ method, why }])),
  };
}

function whyNot(method: AttributionMethod, model: ScoresModel, slow: boolean): string | null {
  if (!method.needs.every((need) => hasCapability(model, need))) {
    return `the model does not give it what it needs: ${needsText(method)}`;
  }
  return !slow && isSlow(method.name) ? 'slow; runs with --slow' : null;
}

/** Methods that take some thousand passes there and back for the map of one heartbeat and its verdict. */
const SLOW = ['curve-mask', 'extremal-perturbation', 'dynamask'];

/** Whether a map of it takes minutes. */
export function isSlow(method: string): boolean {
  return SLOW.includes(method);
}

/** The title of a method. */
export function titleOf(name: string): string {
  return name === TEMPORAL_SCORES ? 'Temporal output scores' : attributionMethod(name).title;
}
