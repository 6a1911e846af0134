import type { Capacity } from './layout.ts';
import { ROWS_PER_PRODUCT } from './layout.ts';
import type { Network } from './network-shape.ts';
import type { ParameterLayout } from './parameter-layout.ts';
import { slotsOf } from './slots.ts';

const MICRO_BATCH = 64;
/** Activations that one lane keeps for a backward pass, at most (unless a single sequence needs more). */
const LANE_BYTES = 160 * 2 ** 20;
/** Bytes of a number, and of its share of the padding between rows. */
const NUMBER_BYTES = 4.4;
/** Other inputs of single steps that one lane takes at a time, at most (unless a single sequence has more). */
const MOST_OTHERS = 2 ** 16;

/** What a pass must hold. */
export interface Holding {
  readonly steps: number;
  /** A backward pass follows. */
  readonly keep: boolean;
  readonly dropout: boolean;
  readonly perStep: boolean;
}

export const NO_CAPACITY: Capacity = {
  version: 0,
  rows: 0,
  steps: 0,
  gateRows: 0,
  hiddenRows: 0,
  cellRows: 0,
  gradientRows: 0,
  droppedRows: 0,
  scores: 0,
  others: 0,
  traced: 0,
};

/** Rows per lane of a pass, at most `microBatch` and no more than its kept states leave room for. */
export function rowsOf(
  network: Network,
  parameters: ParameterLayout,
  { steps, keep }: Holding,
  microBatch = MICRO_BATCH,
): number {
  if (!slotsOf(keep, network.directions).keepHidden) return microBatch;
  const perStep = parameters.layers.reduce(
    (sum, { units, gates, inputColumns }) =>
      sum +
      network.directions * units * (keep ? gates.stored + 3 : 1) +
      (network.directions - 1) * inputColumns,
    parameters.layers[0].inputColumns,
  );
  return Math.max(1, Math.min(microBatch, Math.floor(LANE_BYTES / (perStep * NUMBER_BYTES * (steps + 2)))));
}

/** Sequences per lane whose single steps are taken at a time, with so many other inputs each. */
export function rowsOfSteps(steps: number, samples: number, rows: number): number {
  return Math.max(1, Math.min(rows, Math.floor(MOST_OTHERS / (steps * samples))));
}

/** The least capacity that holds what `capacity` does and such a pass too. */
export function grownCapacity(
  capacity: Capacity,
  network: Network,
  holding: Holding,
  rows: number,
): Capacity {
  const { steps, keep, dropout, perStep } = holding;
  const { keepHidden } = slotsOf(keep, network.directions);
  const spanRows = Math.max(ROWS_PER_PRODUCT, rows);
  const kept = keep ? rows * steps : spanRows;
  return raised(capacity, {
    rows,
    steps,
    gateRows: kept,
    hiddenRows: keepHidden ? rows * (steps + 2) : spanRows + rows,
    cellRows: keep ? rows * (steps + 2) : rows,
    gradientRows: keep ? (network.directions === 2 ? rows * steps : spanRows) : 0,
    droppedRows: dropout ? kept : 0,
    scores: network.outputs * (perStep ? steps : 1),
  });
}

/** The least capacity that holds what `capacity` does and other inputs at every step of some sequences. */
export function stepsCapacity(capacity: Capacity, rows: number, steps: number, samples: number): Capacity {
  return raised(capacity, { others: rows * steps * samples, traced: rows * steps });
}

function raised(capacity: Capacity, wanted: Partial<Omit<Capacity, 'version'>>): Capacity {
  const grown: { -readonly [K in keyof Capacity]: Capacity[K] } = { ...capacity };
  let changed = false;
  for (const [name, value] of Object.entries(wanted) as [keyof Capacity, number][]) {
    if (value <= grown[name]) continue;
    grown[name] = value;
    changed = true;
  }
  return changed ? { ...grown, version: capacity.version + 1 } : capacity;
}
