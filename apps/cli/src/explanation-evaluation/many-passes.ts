import type { Attribution } from '@saliogram/explain';
import { isSlow } from '../explanation/choose-methods.ts';

/** Passes of a map that are too many to make it again without being asked. */
export const MANY_PASSES = 400;

/** Whether making maps by this method again takes too long without being asked. */
export function isDear({ method, cost, shape }: Attribution): boolean {
  return isSlow(method) || (cost.forward + cost.backward) / shape.batch > MANY_PASSES;
}
