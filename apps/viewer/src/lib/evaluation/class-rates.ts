import type { EvaluatedBeat } from './evaluated-beats.ts';
import { wrongFirst } from './evaluated-beats.ts';

/** A share of beats, with the beats it is a share of. */
export interface Rate {
  /** Beats counted, twice where F1 counts a right decision twice. */
  readonly part: number;
  readonly whole: number;
  /** Gives those of the whole, wrong decisions first; sorted when they are asked for. */
  readonly beats: () => readonly EvaluatedBeat[];
}

/** How one class is recognised among the beats of classes that the model knows. */
export interface ClassRow {
  readonly symbol: string;
  /** Beats that the reference puts into the class. */
  readonly own: Rate;
  /** TP / (TP + FN). */
  readonly sensitivity: Rate;
  /** TP / (TP + FP). */
  readonly positivePredictivity: Rate;
  /** 2 TP / (2 TP + FP + FN). */
  readonly f1: Rate;
  /** TN / (TN + FP). */
  readonly specificity: Rate;
}

/** A share of fewer beats is given as a count: one beat more or less would change it by over 5 %. */
export const FEW = 20;

/** A row per class of the model. @param beats of classes that the model knows */
export function classRows(beats: readonly EvaluatedBeat[], symbols: readonly string[]): readonly ClassRow[] {
  return symbols.map((symbol) => {
    const own = beats.filter(({ reference }) => reference === symbol);
    const called = beats.filter(({ model }) => model === symbol);
    const either = beats.filter(({ reference, model }) => reference === symbol || model === symbol);
    const others = beats.filter(({ reference }) => reference !== symbol);
    const hits = own.filter(({ model }) => model === symbol).length;
    const rejected = others.filter(({ model }) => model !== symbol).length;
    return {
      symbol,
      own: { part: own.length, whole: beats.length, beats: () => wrongFirst(own) },
      sensitivity: { part: hits, whole: own.length, beats: () => wrongFirst(own) },
      positivePredictivity: { part: hits, whole: called.length, beats: () => wrongFirst(called) },
      f1: { part: 2 * hits, whole: own.length + called.length, beats: () => wrongFirst(either) },
      specificity: {
        part: rejected,
        whole: others.length,
        // Beats of other classes that were given this one are what it lacks.
        beats: () =>
          wrongFirst(others).toSorted((a, b) => Number(b.model === symbol) - Number(a.model === symbol)),
      },
    };
  });
}

/** The share of right decisions. */
export function accuracyOf(beats: readonly EvaluatedBeat[]): Rate {
  return {
    part: beats.filter(({ disagrees }) => !disagrees).length,
    whole: beats.length,
    beats: () => wrongFirst(beats),
  };
}

/** The mean of F1 over the classes that the reference has beats of; null where there is none. */
export function macroF1(rows: readonly ClassRow[]): number | null {
  const present = rows.filter(({ own }) => own.part > 0);
  if (present.length === 0) return null;
  return present.reduce((sum, { f1 }) => sum + f1.part / f1.whole, 0) / present.length;
}

/** A share in percent with a decimal; as a count where it is of few; `–` where it is of nothing. */
export function rateText({ part, whole }: Pick<Rate, 'part' | 'whole'>): string {
  if (whole === 0) return '–';
  if (whole < FEW) return `${part} of ${whole}`;
  const share = (100 * part) / whole;
  // What is not all is not rounded to all, nor something to nothing.
  if (part < whole && share > 99.94) return '>99.9 %';
  if (part > 0 && share < 0.05) return '<0.1 %';
  return `${share.toFixed(1)} %`;
}
