/** What a measure asks of a map. */
export type MetricFamily = 'ground-truth' | 'faithfulness' | 'robustness' | 'sanity' | 'shape';

/** What a reader should know of a measure of explanations before believing it. */
export interface Metric {
  readonly name: string;
  readonly title: string;
  /** What it asks, in plain words. */
  readonly says: string;
  readonly family: MetricFamily;
  readonly formula: string;
  readonly source: string;
  /** Which values are better; `neither` where a value only describes. */
  readonly better: 'higher' | 'lower' | 'neither';
  /** What must be there beside the map: known truth, the model, the method itself to explain again, or nothing. */
  readonly needs: 'truth' | 'model' | 'explainer' | 'nothing';
  /** Passes per sequence, in words. */
  readonly cost: string;
  /** How it misleads. */
  readonly trap: string;
  /** The function of this package that measures it. */
  readonly measuredBy: string;
}
