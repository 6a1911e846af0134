import type { ClassInfo } from '@saliogram/core';
import { keepsPatientsApart } from '@saliogram/datasets';
import { proportion } from './proportion.ts';
import type { Proportion } from './proportion.ts';

/** How well a model does on the test part of one split of the data. */
export interface SplitCard {
  readonly name: string;
  /** A patient's beats are in one part only, so that the figures say what to expect of a new patient. */
  readonly isPatientDisjoint: boolean;
  /** File of the model that was measured, where it was another one. */
  readonly by: string | null;
  readonly accuracy: Proportion;
  readonly crossEntropy: number | null;
  readonly classes: readonly ClassCard[];
  /** Sequences by reference (row) and model (column), [K][K]. */
  readonly confusion: readonly (readonly number[])[];
  /** Accuracy of what needs no network, by name. */
  readonly baselines: readonly { readonly name: string; readonly accuracy: number }[];
}

/** How well a model does on one class. */
export interface ClassCard {
  readonly info: ClassInfo;
  readonly sensitivity: Proportion;
  readonly positivePredictivity: Proportion;
}

const BASELINE_NAMES: Readonly<Record<string, string>> = {
  majority: 'always the most frequent class',
  oneNearestNeighbour: 'the nearest training beat',
};

/**
 * The splits whose test figures a model file holds; entries that are not as `saliogram train` writes them are left out, since
 * files of other makers may keep other figures there.
 *
 * @param metrics by split name
 */
export function splitCards(
  metrics: Readonly<Record<string, unknown>> | undefined,
  classes: readonly ClassInfo[],
): SplitCard[] {
  return Object.entries(metrics ?? {}).flatMap(([name, split]) => {
    const test = field(split, 'test');
    const confusion = confusionOf(field(test, 'confusion'), classes.length);
    if (confusion === undefined) return [];
    const by = field(split, 'by');
    const crossEntropy = field(test, 'crossEntropy');
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const right = confusion.map((row, k) => row[k]);
    return [
      {
        name,
        isPatientDisjoint: keepsPatientsApart(name),
        by: typeof by === 'string' ? by : null,
        accuracy: proportion(sum(right), sum(confusion.map(sum))),
        crossEntropy: typeof crossEntropy === 'number' ? crossEntropy : null,
        classes: classes.map((info, k) => ({
          info,
          sensitivity: proportion(right[k], sum(confusion[k])),
          positivePredictivity: proportion(right[k], sum(confusion.map((row) => row[k]))),
        })),
        confusion,
        baselines: Object.entries(BASELINE_NAMES).flatMap(([key, words]) => {
          const accuracy = field(field(field(split, 'baselines'), key), 'accuracy');
          return typeof accuracy === 'number' ? [{ name: words, accuracy }] : [];
        }),
      },
    ];
  });
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function confusionOf(value: unknown, classes: number): number[][] | undefined {
  const isRow = (row: unknown): row is number[] =>
    Array.isArray(row) &&
    row.length === classes &&
    row.every((count) => Number.isInteger(count) && count >= 0);
  return Array.isArray(value) && value.length === classes && value.every(isRow) ? value : undefined;
}
