/** How one class is recognised, or the mean over classes. */
export interface ClassRates<V> {
  /** TP / (TP + FN). */
  readonly sensitivity: V;
  /** TP / (TP + FP). */
  readonly positivePredictivity: V;
  /** 2 TP / (2 TP + FP + FN). */
  readonly f1: V;
  /** TN / (TN + FP). */
  readonly specificity: V;
}

/** The names of the four rates. */
export const RATES = ['sensitivity', 'positivePredictivity', 'f1', 'specificity'] as const;

/** Accuracy, the rates of every class, and their means over the classes that occur; NaN where there is no denominator. */
export interface Rates {
  readonly accuracy: number;
  readonly macro: ClassRates<number>;
  readonly perClass: readonly ClassRates<number>[];
}

/**
 * The rates of a confusion matrix.
 *
 * The macro means take the classes that occur; a class that occurs and is never decided counts with a positive
 * predictivity of 0.
 *
 * @param confusion shape [K, K], rows true classes, columns decisions
 */
export function ratesOf(confusion: ArrayLike<number>, classes: number): Rates {
  const support = new Float64Array(classes);
  const decided = new Float64Array(classes);
  let n = 0;
  let correct = 0;
  for (let k = 0; k < classes; k++) {
    for (let j = 0; j < classes; j++) {
      const count = confusion[k * classes + j];
      support[k] += count;
      decided[j] += count;
      n += count;
    }
    correct += confusion[k * classes + k];
  }
  const perClass = Array.from(support, (own, k) => {
    const hits = confusion[k * classes + k];
    return {
      sensitivity: hits / own,
      positivePredictivity: hits / decided[k],
      f1: (2 * hits) / (own + decided[k]),
      specificity: (n - own - decided[k] + hits) / (n - own),
    };
  });
  const present = perClass.filter((_, k) => support[k] > 0);
  const meanOf = (rate: (rates: ClassRates<number>) => number): number =>
    present.reduce((sum, rates) => sum + rate(rates), 0) / present.length;
  return {
    accuracy: correct / n,
    perClass,
    macro: {
      sensitivity: meanOf(({ sensitivity }) => sensitivity),
      positivePredictivity: meanOf(({ positivePredictivity: value }) => (Number.isNaN(value) ? 0 : value)),
      f1: meanOf(({ f1 }) => f1),
      specificity: meanOf(({ specificity }) => specificity),
    },
  };
}
