import type { OnEvent, ScoresModel } from '@saliogram/core';
import { argmax, gatherBatch, throwIfAborted } from '@saliogram/core';
import type { LabelledData } from './training-data.ts';

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

/** Options of long evaluations. */
export interface EvaluationOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
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
  indices: ArrayLike<number> = Uint32Array.from({ length: data.labels.length }, (_, i) => i),
  { signal, onEvent }: EvaluationOptions = {},
): Promise<Evaluation> {
  const chunk = 1024;
  const n = indices.length;
  const classes = data.classes.length;
  const order = Uint32Array.from(indices);
  const labels = new Uint8Array(n);
  const decisions = new Uint8Array(n);
  let loss = 0;
  for (let from = 0; from < n; from += chunk) {
    throwIfAborted(signal, 'evaluation');
    const part = order.subarray(from, from + chunk);
    const scores = await model.scores(gatherBatch(data.sequences, part), signal ? { signal } : {});
    for (let i = 0; i < part.length; i++) {
      const row = scores.subarray(i * classes, (i + 1) * classes);
      labels[from + i] = data.labels[part[i]];
      decisions[from + i] = argmax(row);
      loss += crossEntropyOf(row, labels[from + i]);
    }
    onEvent?.({ type: 'progress', stage: 'evaluating', done: from + part.length, total: n });
  }
  return evaluateDecisions(labels, decisions, data.classes, loss / n);
}

/** -log softmax(s)_c, in double precision and without overflow. */
function crossEntropyOf(scores: Float32Array, label: number): number {
  const max = scores[argmax(scores)];
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - max);
  return Math.log(sum) + max - scores[label];
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
