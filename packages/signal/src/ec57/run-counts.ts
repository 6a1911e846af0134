import { LONGEST_RUN } from './find-runs.ts';

/** How often each pair of run lengths occurs: `counts[reference][test]`, lengths 0 to 5 and 6 for longer ones. */
export type RunCounts = readonly (readonly number[])[];

/** A table to count in. */
export function noRuns(): number[][] {
  const row = (): number[] => Array.from({ length: LONGEST_RUN + 1 }, () => 0);
  return Array.from({ length: LONGEST_RUN + 1 }, row);
}

/** The counts of several records together. */
export function sumRunCounts(all: readonly RunCounts[]): RunCounts {
  return noRuns().map((row, reference) =>
    row.map((_, test) => all.reduce((sum, counts) => sum + counts[reference][test], 0)),
  );
}
