import type { ScoresModel } from '@saliogram/core';
import type { LabelledData } from '../training-data.ts';
import { meanCrossEntropy } from './cross-entropy.ts';
import { predictClasses } from './predictions.ts';
import type { EvaluationOptions, Predictions } from './predictions.ts';

/** How one class is recognised; null where the ratio has no denominator. */
export interface ClassEvaluation {
  /** TP / (TP + FN). */
  readonly sensitivity: number | null;
  /** TP / (TP + FP). */
  readonly positivePredictivity: number | null;
  /** 2 TP / (2 TP + FP + FN). */
  readonly f1: number | null;
  /** Sequences of the class. */
  readonly support: number;
}

/** How well a classifier does on labelled sequences; plain JSON. */
export interface Evaluation {
  readonly n: number;
  readonly accuracy: number;
  /** Mean of -log p of the true class, in nats; null for a classifier without probabilities. */
  readonly crossEntropy: number | null;
  /** Shape [K, K]: rows are true classes, columns decisions. */
  readonly confusion: readonly (readonly number[])[];
  /** By class symbol. */
  readonly perClass: Readonly<Record<string, ClassEvaluation>>;
}

/** An evaluation from decisions already made. */
export function evaluateDecisions(
  labels: ArrayLike<number>,
  decisions: ArrayLike<number>,
  classes: LabelledData['classes'],
  crossEntropy: number | null = null,
): Evaluation {
  const confusion = classes.map(() => classes.map(() => 0));
  for (let i = 0; i < labels.length; i++) confusion[labels[i]][decisions[i]]++;
  const perClass: Record<string, ClassEvaluation> = {};
  let correct = 0;
  for (const [k, { symbol }] of classes.entries()) {
    const hits = confusion[k][k];
    const support = confusion[k].reduce((sum, count) => sum + count, 0);
    const decided = confusion.reduce((sum, row) => sum + row[k], 0);
    correct += hits;
    perClass[symbol] = {
      sensitivity: ratio(hits, support),
      positivePredictivity: ratio(hits, decided),
      f1: ratio(2 * hits, support + decided),
      support,
    };
  }
  return { n: labels.length, accuracy: correct / labels.length, crossEntropy, confusion, perClass };
}

/**
 * The evaluation of a model on `data`, or on the sequences of it named by `indices`.
 *
 * @throws `cancelled`
 */
export async function evaluateClassifier(
  model: ScoresModel,
  data: LabelledData,
  indices?: ArrayLike<number>,
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  return evaluatePredictions(await predictClasses(model, data, indices, options));
}

/** The evaluation of scores already computed; cross-entropy is null where a true class has no probability at all. */
export function evaluatePredictions({ classes, labels, decisions, scores }: Predictions): Evaluation {
  const loss = meanCrossEntropy(scores, labels, classes.length);
  return evaluateDecisions(labels, decisions, classes, Number.isFinite(loss) ? loss : null);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
