import type { Objective } from '@saliogram/core';
import type { Dropout } from './dropout-mask.ts';
import type { Capacity } from './layout.ts';
import type { BackwardObjective } from './objective.ts';

/** What a backward pass starts from and gives. */
export interface Backward {
  readonly objective: BackwardObjective;
  /** Factor on the gradient of every sequence. */
  readonly scale: number;
  /** Add the gradient of the weights into the lane's block, clearing it first if `clear`; else give the input's. */
  readonly weights: boolean;
  readonly clear: boolean;
  /** The target of each step of the sequence in each place: the objectives of all steps are added up. */
  readonly targets?: readonly number[];
  /** For `squared-error`: what the scores of the sequence in each place are compared with, [places, (T,) K]. */
  readonly reference?: readonly number[];
}

/** Work on the sequences now in memory, lane i taking those from i x rowsPerLane; plain data that can be posted. */
export interface SequenceJob {
  readonly kind: 'sequences';
  readonly capacity: Capacity;
  readonly rowsPerLane: number;
  /** Sequences of each lane. */
  readonly rows: readonly number[];
  readonly steps: number;
  /** Steps of the sequence in each place, longest first within a lane; undefined when all have `steps`. */
  readonly lengths?: readonly number[];
  /** The sequence in each place by its number in the caller's batch, or the first when they follow each other. */
  readonly sequences: readonly number[] | number;
  readonly perStep: boolean;
  /** Ends at the last states, with their dropout, in place of scores; a backward pass begins there. */
  readonly headless?: boolean;
  readonly backward?: Backward;
  /** Of the outputs of recurrent layers. */
  readonly dropout?: Dropout;
  /** Of the outputs of the head's hidden layers. */
  readonly headDropout?: Dropout;
}

/** Rows that run together in one lane: row i copies the state of row `source[i]` before step `joinAt[i]`. */
export interface VariantChunk {
  readonly source: readonly number[];
  /** Ascending; 0 for the bases, which come first. */
  readonly joinAt: readonly number[];
}

/** Work on one chunk of variants per lane, lane i's sequences lying from i x capacity.rows. */
export interface VariantJob {
  readonly kind: 'variants';
  readonly capacity: Capacity;
  readonly steps: number;
  readonly chunks: readonly (VariantChunk | undefined)[];
}

/** Work on windows of the sequences in memory with other inputs, `samples` from each step on, of `window` steps. */
export interface StepsJob {
  readonly kind: 'steps';
  readonly capacity: Capacity;
  readonly rowsPerLane: number;
  readonly rows: readonly number[];
  readonly steps: number;
  readonly samples: number;
  readonly window: number;
  /** Rows of a product, at most. */
  readonly rowsAtOnce: number;
  /** The gradients to the other inputs are wanted too. */
  readonly backward?: {
    readonly objective: Objective;
    /** The target of each step of the sequence in each place, where a sequence has not one for all. */
    readonly targets?: readonly number[];
  };
}

export type Job = SequenceJob | VariantJob | StepsJob;
