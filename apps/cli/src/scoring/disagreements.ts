import { codeOf } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import type { BeatComparison, ComparedBeat, Verdict } from '@saliogram/signal';

/** Where two annotators disagree about a beat. */
export interface Disagreement {
  readonly reference: Verdict;
  readonly test: Verdict;
  /** Sample of the reference's beat; of the test annotator's where the reference has none. */
  readonly referenceSample: number;
  /** Sample of the test annotator's beat; of the reference's where it was missed. */
  readonly testSample: number;
}

/** The annotations of the two annotators that were compared. */
interface Annotators {
  readonly reference: readonly Annotation[];
  readonly test: readonly Annotation[];
}

/** Every beat that was missed, invented or labelled otherwise, in the order of time. */
export function disagreements(
  { beats }: BeatComparison,
  annotators: Annotators,
  sveb: boolean,
): Disagreement[] {
  const verdict = (label: Verdict): Verdict => (label === 'S' && !sveb ? 'N' : label);
  return beats.flatMap((beat) => {
    const [reference, test] = [verdict(beat.reference), verdict(beat.test)];
    return reference === test ? [] : [{ reference, test, ...samplesOf(beat, annotators) }];
  });
}

/** A disagreement as bxb's -v lists it, `N(120188)/V(120191)`. */
export function disagreementText({ reference, test, referenceSample, testSample }: Disagreement): string {
  return `${reference}(${referenceSample})/${test}(${testSample})`;
}

/**
 * The annotations that bxb's -o writes: the test annotator's beats where both agree; elsewhere a note as `Nv`, reference
 * first, at the test annotator's beat or at the one that was missed.
 */
export function comparisonAnnotations(
  { beats }: BeatComparison,
  annotators: Annotators,
  sveb: boolean,
): Annotation[] {
  const verdict = (label: Verdict): Verdict => (label === 'S' && !sveb ? 'N' : label);
  return beats.map((beat) => {
    const [reference, test] = [verdict(beat.reference), verdict(beat.test)];
    if (reference === test && beat.testIndex !== undefined) return annotators.test[beat.testIndex];
    return {
      sample: samplesOf(beat, annotators).testSample,
      symbol: '"',
      code: codeOf('"') ?? 0,
      subtype: 0,
      channel: 0,
      num: 0,
      aux: reference + test.toLowerCase(),
    };
  });
}

function samplesOf(
  { referenceIndex, testIndex }: ComparedBeat,
  { reference, test }: Annotators,
): { referenceSample: number; testSample: number } {
  const own = referenceIndex === undefined ? undefined : reference[referenceIndex].sample;
  const other = testIndex === undefined ? undefined : test[testIndex].sample;
  return { referenceSample: own ?? other ?? 0, testSample: other ?? own ?? 0 };
}
