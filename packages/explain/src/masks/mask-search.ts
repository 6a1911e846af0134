import type { MaskWeights } from './mask-objective.ts';

/** What the model says of one masked sequence. */
export interface MaskAnswer {
  /** s_c, or whatever of the class is lowered. */
  readonly score: number;
  /** Its gradient to the mask, [T, C]. */
  readonly gradient: Float64Array;
}

/** Asks for masks [T, C] one after another, and is told what the model says of each. */
export type MaskQuestions = Generator<Float32Array, void, MaskAnswer>;

/** Where a search has come to; kept up to date between its questions. */
export interface MaskFound {
  mask: Float32Array;
  /** J at that mask. */
  objective: number;
  /** Whether the search ended by its own rule. */
  converged: boolean;
}

/** What a search must know of J beside the model's answers. */
export interface MaskProblem {
  readonly channels: number;
  readonly weights: MaskWeights;
}
