import type { ComparedAnnotation } from './annotation.ts';
import { noBeats } from './beat-counts.ts';
import type { BeatCounts, Verdict } from './beat-counts.ts';
import type { EscapeBeats } from './beat-label.ts';
import { beatSequence, isWithin } from './beat-sequence.ts';
import type { SequenceBeat } from './beat-sequence.ts';
import { nextPairing } from './pair-beats.ts';
import { testPeriod } from './test-period.ts';
import type { TestPeriod, TestPeriodOptions } from './test-period.ts';

/** Options of {@link compareBeats}. */
export interface BeatComparisonOptions extends TestPeriodOptions {
  /** Class of the escape beats `e`, `j`, `n`: S (default, as WFDB's bxb has it) or N. */
  readonly escapeBeats?: EscapeBeats | undefined;
}

/** One beat of either annotator, or a pair of theirs. */
export interface ComparedBeat {
  readonly reference: Verdict;
  readonly test: Verdict;
  /** Place among the reference annotations; undefined for a beat that the reference does not have. */
  readonly referenceIndex: number | undefined;
  /** Place among the test annotations; undefined for a beat that was missed. */
  readonly testIndex: number | undefined;
}

/** What two annotators say of the beats of one record. */
export interface BeatComparison {
  readonly counts: BeatCounts;
  /** In the order of time. */
  readonly beats: readonly ComparedBeat[];
  /** Root mean square of the differences of RR intervals, ms; null when there is none to compare. */
  readonly rrErrorMs: number | null;
  /** How long the test annotator was shut down, s. */
  readonly shutdownSeconds: number;
}

/**
 * Compares the beats of two annotators of a record one by one, as ANSI/AAMI EC57 asks for; equal to WFDB's `bxb`.
 *
 * Beats in the reference's episodes of ventricular flutter and in the learning period are left out, those missed in a
 * shutdown are counted apart.
 *
 * @param reference annotations in the order of time
 * @param test annotations in the order of time
 * @throws `argument-invalid` for a frequency, time or window that is none
 */
export function compareBeats(
  reference: readonly ComparedAnnotation[],
  test: readonly ComparedAnnotation[],
  options: BeatComparisonOptions,
): BeatComparison {
  const period = testPeriod(options);
  const settings = {
    escapeBeats: options.escapeBeats ?? 'S',
    margin: period.window,
    end: typeof period.end === 'number' ? period.end : Infinity,
  };
  const walk: Walk = {
    references: beatSequence(reference, { ...settings, staysOpen: true }),
    tests: beatSequence(test, { ...settings, staysOpen: false }),
    r: 0,
    t: 0,
    period,
  };
  skipLearning(walk);
  const counts = noBeats();
  const beats: ComparedBeat[] = [];
  let [squares, intervals] = [0, 0];
  while (isOpen(walk)) {
    const [R, T] = [walk.references[walk.r], walk.tests[walk.t]];
    const beat = step(walk);
    if (beat && (isBeat(beat.reference) || isBeat(beat.test))) {
      counts[beat.reference][beat.test]++;
      beats.push(beat);
    }
    const error = R.interval - T.interval;
    if (Number.isFinite(error)) [squares, intervals] = [squares + error ** 2, intervals + 1];
  }
  return {
    counts,
    beats,
    rrErrorMs: intervals === 0 ? null : (1000 * Math.sqrt(squares / intervals)) / options.samplingFrequency,
    shutdownSeconds: shutdownSamples(walk) / options.samplingFrequency,
  };
}

/** Both annotators' beats and how far they are compared. */
interface Walk {
  readonly references: readonly SequenceBeat[];
  readonly tests: readonly SequenceBeat[];
  r: number;
  t: number;
  readonly period: TestPeriod;
}

/**
 * Goes to the first beats of the test period.
 *
 * The test annotator's may lie before the period when it matches a beat in it. It is passed over when it lies within a
 * window of the start and nearer beats follow: it may match a beat before the start.
 */
function skipLearning(walk: Walk): void {
  const { references, tests, period } = walk;
  walk.r = references.findIndex((beat) => beat.sample >= period.start);
  walk.t = tests.findIndex((beat) => beat.sample >= period.start);
  if (period.start === 0) return;
  const first = references[walk.r].sample;
  const away = (index: number): number => Math.abs((tests[index]?.sample ?? -Infinity) - first);
  const isOutranked = first === Infinity || away(walk.t + 1) < away(walk.t);
  if (away(walk.t - 1) <= period.window && away(walk.t - 1) < away(walk.t)) walk.t--;
  else if (tests[walk.t].sample - period.start <= period.window && isOutranked) walk.t++;
}

/** The test annotator's shutdowns up to the beats that were looked at, whether or not they lie in the test period. */
function shutdownSamples({ tests, t }: Walk): number {
  return tests.slice(0, t + 2).reduce((sum, beat) => sum + beat.shutdownSamples, 0);
}

function isOpen({ references, tests, r, t, period }: Walk): boolean {
  const [R, T] = [references[r].sample, tests[t].sample];
  if (period.end === 'reference') return R < Infinity;
  if (period.end === 'either') return R < Infinity && T < Infinity;
  return R <= period.end || T <= period.end;
}

const isBeat = (verdict: Verdict): boolean => verdict !== 'O' && verdict !== 'X';

/** Compares the earliest beat that is left; undefined for a test beat in flutter, which does not count. */
function step(walk: Walk): ComparedBeat | undefined {
  const { references, tests, period } = walk;
  const [R, T] = [references[walk.r], tests[walk.t]];
  const pairing = nextPairing([R, references[walk.r + 1] ?? R], [T, tests[walk.t + 1] ?? T], period.window);
  if (pairing !== 'test') walk.r++;
  if (pairing !== 'reference') walk.t++;
  const referenceIndex = isBeat(R.label) ? R.index : undefined;
  const testIndex = isBeat(T.label) ? T.index : undefined;
  if (pairing === 'pair') return { reference: R.label, test: T.label, referenceIndex, testIndex };
  if (pairing === 'reference') {
    const test = isWithin(R.sample, T.shutdown) ? 'X' : 'O';
    return { reference: R.label, test, referenceIndex, testIndex: undefined };
  }
  if (isWithin(T.sample, R.flutter)) return undefined;
  const reference = isWithin(T.sample, R.shutdown) ? 'X' : 'O';
  return { reference, test: T.label, referenceIndex: undefined, testIndex };
}
