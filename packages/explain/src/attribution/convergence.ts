/** When an iterative method stops on a sequence. */
export interface StoppingRule {
  /** Iterations over which improvement is measured. */
  readonly window: number;
  /** Smallest improvement worth going on for, relative to max(1, |objective|). */
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** When each sequence stopped. */
export interface Convergence {
  /** The rule in words. */
  readonly rule: string;
  /** Whether the rule stopped the sequence; otherwise the limit of iterations did. */
  readonly converged: readonly boolean[];
  /** Updates made, per sequence. */
  readonly iterations: readonly number[];
  /** What was optimised, at the values returned, per sequence. */
  readonly objective: readonly number[];
}

/** The stopping rule in words, with its numbers. */
export function describeRule(rule: StoppingRule): string {
  return `stops when the best objective improves by less than ${rule.tolerance} of max(1, its size) over ${rule.window} iterations, or after ${rule.maxIterations}`;
}

/** Follows the objectives of several sequences, all minimised, and tells which no longer improve. */
export class Plateau {
  private readonly best: Float64Array;
  private readonly bestBefore: Float64Array;
  private readonly rule: StoppingRule;

  constructor(sequences: number, rule: StoppingRule) {
    this.best = new Float64Array(sequences).fill(Infinity);
    this.bestBefore = new Float64Array(sequences).fill(Infinity);
    this.rule = rule;
  }

  /**
   * Takes the objective of one sequence after `iteration` updates; true at the end of a window that brought less than
   * the tolerance.
   */
  reached(sequence: number, iteration: number, objective: number): boolean {
    const best = Math.min(this.best[sequence], objective);
    this.best[sequence] = best;
    if (iteration % this.rule.window !== 0) return false;
    const before = this.bestBefore[sequence];
    this.bestBefore[sequence] = best;
    return iteration > 0 && before - best < this.rule.tolerance * Math.max(1, Math.abs(best));
  }
}
