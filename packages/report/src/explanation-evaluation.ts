import type { Interval, PassCount } from '@saliogram/core';
import type { Metric } from '@saliogram/explain';

/** One measure of one method, over all sequences. */
export interface EvaluatedScore extends Interval {
  /** The mean of the classes' means. */
  readonly byClass: Interval;
  /** How much better than random maps, |x|, and the same method's maps of an untrained model; above 0 is better. */
  readonly overRandom?: Interval;
  readonly overMagnitude?: Interval;
  readonly overUntrained?: Interval;
}

/** How many measures put a method above a control for sure: their interval lies above 0. */
export interface BetterThan {
  readonly random: number;
  readonly magnitude: number;
  /** Null where no untrained model was explained. */
  readonly untrained: number | null;
  /** Of so many measures. */
  readonly of: number;
}

/** One method, or a control, in a table of explanations. */
export interface EvaluatedMethod {
  readonly method: string;
  readonly title: string;
  readonly control: boolean;
  /** Mean place among all rows over the measures that rank, 1 the best. */
  readonly meanRank: Interval;
  /** Passes per sequence that its maps took. */
  readonly cost: PassCount;
  /** By the names of the measures. */
  readonly scores: Readonly<Record<string, EvaluatedScore>>;
  /** Null for a control. */
  readonly betterThan: BetterThan | null;
}

/** Mean curves of deletion and insertion of some methods. */
export interface EvaluationCurves {
  readonly shares: readonly number[];
  readonly lines: readonly {
    readonly method: string;
    readonly title: string;
    readonly control: boolean;
    readonly deletion: readonly number[];
    readonly insertion: readonly number[];
  }[];
}

/** What an evaluation of explanations comes to. */
export interface ExplanationEvaluation {
  readonly model: string;
  readonly split: { readonly name: string; readonly part: string; readonly seed: number };
  /** Sequences. */
  readonly n: number;
  /** What the bootstrap draws whole, and how many there are. */
  readonly drawn: 'patients' | 'sequences';
  readonly groups: number;
  /** What stands for an absent input, in words. */
  readonly baseline: string;
  readonly measures: readonly Metric[];
  /** Names of the measures that the ranks are made of. */
  readonly rankedBy: readonly string[];
  /** Best rank first, controls among them. */
  readonly methods: readonly EvaluatedMethod[];
  /** Mean rank correlation of the maps of each two methods, with its interval; null for less than two methods. */
  readonly agreement: {
    readonly methods: readonly string[];
    readonly rankCorrelation: readonly (readonly Interval[])[];
  } | null;
  readonly curves: EvaluationCurves;
  readonly leftOut: readonly { readonly method: string; readonly why: string }[];
  readonly notes: readonly string[];
}
