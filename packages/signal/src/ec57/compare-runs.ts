import type { ComparedAnnotation, Span } from './annotation.ts';
import type { EscapeBeats } from './beat-label.ts';
import { findRuns, longestRunWithin } from './find-runs.ts';
import { noRuns } from './run-counts.ts';
import type { RunCounts } from './run-counts.ts';
import { runEvents } from './run-events.ts';
import type { RunEvent, RunKind } from './run-events.ts';
import { testPeriod } from './test-period.ts';
import type { TestPeriodOptions } from './test-period.ts';

/** Options of {@link compareRuns}. */
export interface RunComparisonOptions extends TestPeriodOptions {
  /** Class of the escape beats `e`, `j`, `n`: S (default, as WFDB's rxr has it) or N. */
  readonly escapeBeats?: EscapeBeats | undefined;
}

/** A run of one annotator, and the longest that the other has there; lengths 0 to 6, 6 being six or more. */
export interface ComparedRun {
  readonly reference: number;
  readonly test: number;
  /** The run and a match window before and after it, in samples. */
  readonly window: Span;
}

/** What becomes of the runs of one annotator. */
export interface RunTable {
  readonly counts: RunCounts;
  /** In the order of time. */
  readonly runs: readonly ComparedRun[];
}

/** Runs of one kind, seen from either annotator. */
export interface RunTables {
  /** Of every run of the reference. */
  readonly sensitivity: RunTable;
  /** Of every run of the test annotator. */
  readonly positivePredictivity: RunTable;
}

/** What two annotators say of the runs of ectopic beats of one record. */
export type RunComparison = Readonly<Record<RunKind, RunTables>>;

/**
 * Compares runs of ventricular and of supraventricular ectopic beats of two annotators, as ANSI/AAMI EC57 asks for;
 * equal to WFDB's `rxr`.
 *
 * The learning period is left out; a run that goes beyond the end of the comparison is too. Where that end is that of
 * the annotations, each annotator's runs are compared to its own end.
 *
 * @param reference annotations in the order of time
 * @param test annotations in the order of time
 * @throws `argument-invalid` for a frequency, time or window that is none
 */
export function compareRuns(
  reference: readonly ComparedAnnotation[],
  test: readonly ComparedAnnotation[],
  options: RunComparisonOptions,
): RunComparison {
  const { start, end, window } = testPeriod(options);
  const period = { start, end: typeof end === 'number' ? end : Infinity, window };
  const tables = (kind: RunKind): RunTables => {
    const [references, tests] = [reference, test].map((annotations) =>
      runEvents(annotations, kind, options.escapeBeats ?? 'S'),
    );
    const pairs = (own: readonly RunEvent[], other: readonly RunEvent[]) => {
      const longest = longestRunWithin(other);
      return findRuns(own, period).map(({ length, span }) => {
        const around = { from: span.from - window, to: span.to + window };
        return { own: length, other: longest(around), window: around };
      });
    };
    return {
      sensitivity: tableOf(
        pairs(references, tests).map((pair) => ({ ...pair, reference: pair.own, test: pair.other })),
      ),
      positivePredictivity: tableOf(
        pairs(tests, references).map((pair) => ({ ...pair, reference: pair.other, test: pair.own })),
      ),
    };
  };
  return { veb: tables('veb'), sveb: tables('sveb') };
}

function tableOf(all: readonly ComparedRun[]): RunTable {
  const counts = noRuns();
  const runs = all.map(({ reference, test, window }) => ({ reference, test, window }));
  for (const { reference, test } of runs) counts[reference][test]++;
  return { counts, runs };
}
