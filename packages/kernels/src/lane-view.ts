import type { KernelSet, Reals } from './kernel-set.ts';
import type { LaneLayout, MemoryLayout, NetworkShape, ParameterLayout } from './layout.ts';

/** What a lane's passes work with: the kernels, and where everything lies in the memory as it is now. */
export interface LaneView {
  readonly shape: NetworkShape;
  readonly kernels: KernelSet;
  readonly parameters: ParameterLayout;
  readonly layout: MemoryLayout;
  /** The lane's own part of the layout. */
  readonly own: LaneLayout;
  /** All numbers of the memory. */
  readonly f: Reals;
}

/** A micro-batch: `count` sequences from `first` in memory, run as `rows` (a multiple of 4; the rest are zeros). */
export interface MicroBatch {
  readonly first: number;
  readonly count: number;
  readonly rows: number;
  /** The place of the first sequence in the caller's batch. */
  readonly sequence: number;
}

/** Where layer `l` reads its input in `slot` of its rows of z. */
export function inputOf({ parameters, own }: LaneView, l: number, slot: number): number {
  const { units, zStride } = parameters.layers[l];
  return own.layers[l].z + slot * zStride + units;
}
