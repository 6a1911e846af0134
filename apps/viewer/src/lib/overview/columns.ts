import type { AppState } from '../app-state.ts';
import { verdictOf } from '../beat-verdict.ts';
import type { VerdictState } from '../beat-verdict.ts';

/** All beats of a recording summed up in equal columns of time. */
export interface OverviewColumns {
  readonly columns: number;
  /** Number of beats that the model gives class k, [K][columns]; where it has not looked, the reference's class. */
  readonly classes: readonly Uint16Array[];
  /** Greatest 1 - probability; NaN without a beat. */
  readonly doubt: Float32Array;
  /** Beats whose label differs from the reference. */
  readonly differing: Uint16Array;
  /** Shortest and longest RR interval that ends in the column, in ms; NaN without one. */
  readonly rrLowMs: Float32Array;
  readonly rrHighMs: Float32Array;
  /** Whether beats were left out because blind mode hides them. */
  readonly isBlind: boolean;
}

/** Sums up the beats for an overview of `columns` columns; what blind mode hides is counted in the rhythm only. */
export function overviewColumns(
  state: VerdictState & Pick<AppState, 'recording'>,
  columns: number,
): OverviewColumns {
  const { beats, recording, model } = state;
  const classes = (model?.classes ?? []).map(() => new Uint16Array(columns));
  const symbols = (model?.classes ?? []).map(({ symbol }) => symbol);
  const doubt = new Float32Array(columns).fill(NaN);
  const differing = new Uint16Array(columns);
  const rrLowMs = new Float32Array(columns).fill(NaN);
  const rrHighMs = new Float32Array(columns).fill(NaN);
  let isBlind = false;
  const { sampleCount, samplingFrequency } = recording ?? { sampleCount: 1, samplingFrequency: 1 };
  for (let beat = 0; beat < beats.count; beat++) {
    const column = Math.min(columns - 1, Math.floor((beats.peaks[beat] * columns) / sampleCount));
    if (beat > 0) {
      const rr = ((beats.peaks[beat] - beats.peaks[beat - 1]) / samplingFrequency) * 1000;
      if (!(rrLowMs[column] <= rr)) rrLowMs[column] = rr;
      if (!(rrHighMs[column] >= rr)) rrHighMs[column] = rr;
    }
    const { classIndex, reference, probability, agreement, isHidden } = verdictOf(state, beat);
    isBlind ||= isHidden;
    if (isHidden) continue;
    const shown = classIndex >= 0 ? classIndex : symbols.indexOf(reference);
    if (shown >= 0) classes[shown][column]++;
    if (!(doubt[column] >= 1 - probability) && classIndex >= 0) doubt[column] = 1 - probability;
    if (agreement === 'differs' || agreement === 'outside') differing[column]++;
  }
  return { columns, classes, doubt, differing, rrLowMs, rrHighMs, isBlind };
}
