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
  /** Place among all rows by this measure, 1 the best, equal rows sharing theirs; not for measures that give no places. */
  readonly place?: number;
  /** Whether no other method is better by this measure for sure; not for measures that give no places. */
  readonly mayBeBest?: boolean;
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
  /** Places by that rank that the intervals leave open: others are before or behind it for sure. */
  readonly places: { readonly best: number; readonly worst: number };
  /** Mean places by stability and by the sanity checks among those explained again; null for others. */
  readonly robustnessRank: Interval | null;
  readonly sanityRank: Interval | null;
  /** What is left of its maps with the layers down to each drawn anew, as sizes of rank correlations, from the head down; null where not measured. */
  readonly layersLeft: Readonly<Record<string, Interval>> | null;
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

/** Sequences that were explained again, for what no map alone can tell. */
export interface ExplainedAgain {
  /** Sequences, and the groups that the bootstrap draws. */
  readonly n: number;
  readonly groups: number;
  /** Methods and |x|. */
  readonly methods: number;
  /** Layers of the model, from the head down. */
  readonly layers: readonly string[];
  /** Measures that the ranks are made of. */
  readonly robustnessRankedBy: readonly string[];
  readonly sanityRankedBy: readonly string[];
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
  /** Mean rank correlation of the maps of each two methods, |x| the last of them, with its interval. */
  readonly agreement: {
    readonly methods: readonly string[];
    readonly rankCorrelation: readonly (readonly Interval[])[];
  };
  readonly curves: EvaluationCurves;
  /** Null where neither stability nor sanity was asked for. */
  readonly again: ExplainedAgain | null;
  readonly leftOut: readonly { readonly method: string; readonly why: string }[];
  readonly notes: readonly string[];
}
