import { TRUST_DEFAULTS } from '@saliogram/explain';
import type { Attribution } from '@saliogram/explain';

/** Passes that the curves of the map and of |x| take. */
const CURVE_PASSES = 84;
/** Passes of an order: six shares of the inputs, gone and there. */
const ORDER_PASSES = 12;

/** What the cost of a verdict depends on. */
export interface JudgedCost {
  /** How long the map itself took. */
  readonly mapMs: number;
  /** One pass of the model. */
  readonly forwardMs: number;
  /** Whether the method draws, so that another seed is tried too. */
  readonly isSeeded: boolean;
  /** Whether the random orders are known from an earlier verdict. */
  readonly isChanceKnown: boolean;
}

/** How long a verdict takes, ms: the passes of its orders and curves, and the map made again for each kind of doubt. */
export function verdictMs({ mapMs, forwardMs, isSeeded, isChanceKnown }: JudgedCost): number {
  const { chanceOrders, places, noiseDraws } = TRUST_DEFAULTS;
  const orders = places + (isChanceKnown ? 0 : chanceOrders);
  const again = noiseDraws + (isSeeded ? 2 : 1);
  return (ORDER_PASSES * orders + CURVE_PASSES) * forwardMs + again * mapMs;
}

/** Whether a map was drawn with a seed; a method that draws nothing does not tell of one. */
export function isSeeded({ settings }: Pick<Attribution, 'settings'>): boolean {
  return 'seed' in settings;
}
