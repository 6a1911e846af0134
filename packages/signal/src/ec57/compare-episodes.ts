import type { ComparedAnnotation, Span } from './annotation.ts';
import type { Detection } from './beat-statistics.ts';
import { findEpisodes } from './find-episodes.ts';
import type { EpisodeKind } from './find-episodes.ts';
import { proportion } from './proportion.ts';
import { testPeriod } from './test-period.ts';
import type { TestPeriodOptions } from './test-period.ts';

/** Episodes of one kind that two annotators mark in a record. */
export interface EpisodeComparison {
  /** Counts of episodes: one is found, or right, when it overlaps one of the other annotator. */
  readonly episodes: Detection;
  /** Seconds that both annotators have in episodes, of those that the one has. */
  readonly duration: Detection;
  /** In samples. */
  readonly reference: readonly Span[];
  /** In samples. */
  readonly test: readonly Span[];
}

/** The comparison of both kinds of episodes of a record. */
export type EpisodeComparisons = Readonly<Record<EpisodeKind, EpisodeComparison>>;

/**
 * Compares episodes of atrial fibrillation, and of ventricular flutter and fibrillation, of two annotators, as ANSI/AAMI
 * EC57 asks for; equal to WFDB's `epicmp`.
 *
 * The learning period is left out; an episode is cut to what is compared. The match window is not used.
 *
 * @param reference annotations in the order of time
 * @param test annotations in the order of time
 * @throws `argument-invalid` for a frequency or time that is none
 */
export function compareEpisodes(
  reference: readonly ComparedAnnotation[],
  test: readonly ComparedAnnotation[],
  options: TestPeriodOptions,
): EpisodeComparisons {
  const period = testPeriod(options);
  const compare = (kind: EpisodeKind): EpisodeComparison => {
    const references = findEpisodes(reference, kind, period);
    const tests = findEpisodes(test, kind, period);
    const seconds = (samples: number): number => samples / options.samplingFrequency;
    const shared = references.reduce((sum, one) => sum + overlapWith(one, tests), 0);
    return {
      episodes: {
        sensitivity: proportion(countOverlapping(references, tests), references.length),
        positivePredictivity: proportion(countOverlapping(tests, references), tests.length),
      },
      duration: {
        sensitivity: proportion(seconds(shared), seconds(totalLength(references))),
        positivePredictivity: proportion(seconds(shared), seconds(totalLength(tests))),
      },
      reference: references,
      test: tests,
    };
  };
  return { af: compare('af'), vf: compare('vf') };
}

/** Samples of a span that lie in others, none of which overlap. */
function overlapWith({ from, to }: Span, others: readonly Span[]): number {
  return others.reduce(
    (sum, other) => sum + Math.max(0, Math.min(to, other.to) - Math.max(from, other.from)),
    0,
  );
}

function countOverlapping(spans: readonly Span[], others: readonly Span[]): number {
  return spans.filter((span) => overlapWith(span, others) > 0).length;
}

function totalLength(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}
