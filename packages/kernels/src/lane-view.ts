import type { KernelSet, Reals } from './kernel-set.ts';
import type { LaneMemory, MemoryLayout } from './layout.ts';
import type { Network } from './network-shape.ts';
import type { ParameterLayout } from './parameter-layout.ts';
import type { Slots } from './slots.ts';

/** What a lane's passes work with: the kernels, and where everything lies in the memory as it is now. */
export interface LaneView {
  readonly network: Network;
  readonly kernels: KernelSet;
  readonly parameters: ParameterLayout;
  readonly layout: MemoryLayout;
  /** The lane's own part of the layout. */
  readonly own: LaneMemory;
  /** All numbers of the memory. */
  readonly f: Reals;
}

/** Sequences that run together in a lane. */
export interface MicroBatch {
  /** The place of the first in memory. */
  readonly first: number;
  readonly count: number;
  readonly steps: number;
  /** Steps of each, longest first; undefined when all have `steps`. */
  readonly lengths: readonly number[] | undefined;
  /** The number of each in the caller's batch, or that of the first when they follow each other. */
  readonly sequences: readonly number[] | number;
  readonly slots: Slots;
}

/** Steps `from` up to `to` in which the first `rows` sequences take part. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}
