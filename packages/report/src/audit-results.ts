import type { ClassInfo, Interval } from '@saliogram/core';
import type { GroupedMean, GroupedMeans, HeatAgreement, TimeGrid } from '@saliogram/explain';

/** What an audit found: shortcuts of one or two models, and how their explanations of the same beats differ. */
export interface AuditResults {
  readonly models: readonly AuditedModelFacts[];
  readonly beats: AuditedBeats;
  readonly drift?: AttributionDrift;
  readonly shortcuts: readonly ShortcutRow[];
  /** What must be known to read the figures. */
  readonly notes: readonly string[];
}

/** A model under audit. */
export interface AuditedModelFacts {
  readonly file: string;
  /** The one it was trained on. */
  readonly split: { readonly name: string; readonly seed: number };
  /** Of the beats of the audit, with those of each class. */
  readonly right: GroupedMeans;
  /** Share of the heat in each channel of the input, by method; none of a model with one channel. */
  readonly channels: readonly {
    readonly name: string;
    readonly method: string;
    readonly share: GroupedMeans;
  }[];
}

/** The beats of an audit. */
export interface AuditedBeats {
  readonly n: number;
  readonly patients: number;
  readonly perClass: readonly (ClassInfo & { readonly n: number; readonly patients: number })[];
  /** Beats that they were chosen from. */
  readonly available: number;
  readonly testOf: 'every model' | 'the first model';
}

/** How heat over time differs between two models, beside what it differs by without any change of model. */
export interface AttributionDrift {
  readonly grid: TimeGrid;
  readonly methods: readonly { readonly name: string; readonly title: string }[];
  /** All beats, then those that both models get right. */
  readonly agreement: readonly {
    readonly of: string;
    readonly n: number;
    readonly rows: readonly AgreementRow[];
  }[];
  /** By method. */
  readonly centre: readonly CentreRow[];
  /** By method and segment. */
  readonly segments: readonly SegmentRow[];
  /** By class and model. */
  readonly meanHeat: readonly MeanHeat[];
}

/** How alike pairs of maps are. */
export interface AgreementRow {
  /**
   * What the two maps of a pair are: of two models, of different beats, or of two methods; `models less beats` is the
   * first less the second, beat by beat.
   */
  readonly kind: 'models' | 'models less beats' | 'different beats' | 'methods';
  /** The pair in words. */
  readonly pair: string;
  readonly method: string;
  readonly measures: Readonly<Record<keyof HeatAgreement, GroupedMeans>>;
}

/** Where the middle of the heat lies, ms from the R peak. */
export interface CentreRow {
  readonly method: string;
  readonly first: GroupedMeans;
  readonly second: GroupedMeans;
  /** The second less the first, beat by beat. */
  readonly shift: GroupedMeans;
}

/** How much of the heat lies in a segment of the beat. */
export interface SegmentRow {
  readonly method: string;
  readonly segment: string;
  /** Share of the time. */
  readonly time: GroupedMeans;
  readonly first: GroupedMeans;
  readonly second: GroupedMeans;
  /** The second less the first, beat by beat. */
  readonly difference: GroupedMeans;
}

/** The mean beat of a class and the mean heat of a model on it, over the points of the grid. */
export interface MeanHeat {
  readonly symbol: string;
  readonly name: string;
  /** File of the model. */
  readonly model: string;
  readonly n: number;
  /** Of the explained class, mean. */
  readonly probability: number;
  /** First channel of the model's input, [G]. */
  readonly beat: readonly number[];
  /** Per method, greatest 1, [G]; null where nothing is salient. */
  readonly heats: readonly (readonly number[] | null)[];
}

/** One suspected shortcut of one model: what was done, and what came of it. */
export interface ShortcutRow {
  /** File of the model. */
  readonly model: string;
  readonly suspect: string;
  readonly done: string;
  /** What the effect is a share of. */
  readonly measure: string;
  readonly effect: GroupedMeans;
  /** Fall of the probability of the class decided before the change. */
  readonly fall?: GroupedMean;
  /** What the effect has to exceed, and by how much it does, beat by beat. */
  readonly control?: { readonly name: string; readonly effect: Interval; readonly excess: Interval };
  readonly verdict: string;
}
