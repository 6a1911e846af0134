import { beatStatistics, compareBeats } from '@saliogram/signal';
import type { BeatStatistics, ComparedAnnotation, ComparedBeat, Verdict } from '@saliogram/signal';
import type { RecordingFacts, ReferenceMark } from './recording.ts';

/** A beat of the reference that the other annotator has not, one that only it has, or one of two classes. */
export type DifferenceKind = 'missed' | 'false' | 'class';

/** Where two annotators differ. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Of the reference's beat; of the other annotator's where the reference has none. */
  readonly sample: number;
  /** AAMI classes; O for none, X for none while the analysis was shut down. */
  readonly reference: Verdict;
  readonly other: Verdict;
  /** Place among the marks of each; undefined where it has none. */
  readonly referenceIndex: number | undefined;
  readonly otherIndex: number | undefined;
}

/** Two annotators of a recording beat by beat. */
export interface AnnotatorComparison {
  /** What lies before is not compared, s. */
  readonly fromS: number;
  readonly statistics: BeatStatistics;
  /** In order of time. */
  readonly differences: readonly Difference[];
  /** Beats that are compared, of either annotator. */
  readonly beats: number;
}

/** The learning period of EC57, s. */
export const LEARNING_S = 300;

/**
 * Compares another annotator's beats with the reference's, as WFDB's bxb does by default; recordings that are no longer
 * than the learning period are compared as a whole.
 *
 * @param isWhole whether the learning period is compared too
 */
export function compareAnnotators(
  references: readonly ReferenceMark[],
  marks: readonly ReferenceMark[],
  { samplingFrequency, sampleCount }: Pick<RecordingFacts, 'samplingFrequency' | 'sampleCount'>,
  isWhole: boolean,
): AnnotatorComparison {
  const from = isWhole || sampleCount <= LEARNING_S * samplingFrequency ? 0 : LEARNING_S;
  const options = { samplingFrequency, sampleCount, from };
  const { beats, counts } = compareBeats(references.map(asCompared), marks.map(asCompared), options);
  return {
    fromS: from,
    statistics: beatStatistics(counts),
    differences: beats.flatMap((beat) => differenceOf(beat, references, marks)),
    beats: beats.length,
  };
}

function asCompared({ sample, symbol, note, subtype = 0 }: ReferenceMark): ComparedAnnotation {
  return { sample, symbol, subtype, aux: note };
}

function differenceOf(
  { reference, test, referenceIndex, testIndex }: ComparedBeat,
  references: readonly ReferenceMark[],
  marks: readonly ReferenceMark[],
): Difference[] {
  if (reference === test) return [];
  const own = referenceIndex === undefined ? undefined : references[referenceIndex];
  const others = testIndex === undefined ? undefined : marks[testIndex];
  const kind = own === undefined ? 'false' : others === undefined ? 'missed' : 'class';
  const sample = (own ?? others)?.sample ?? 0;
  return [{ kind, sample, reference, other: test, referenceIndex, otherIndex: testIndex }];
}

/** The differences of one kind, or all. */
export function differencesOf(
  comparison: AnnotatorComparison | null,
  kind: DifferenceKind | 'all',
): readonly Difference[] {
  const all = comparison?.differences ?? [];
  return kind === 'all' ? all : all.filter((difference) => difference.kind === kind);
}

/** The first difference behind a sample, or the last before it; from the end it goes on at the other; null without any. */
export function nextDifference(
  differences: readonly Difference[],
  sample: number,
  direction: 1 | -1,
): Difference | null {
  const ahead =
    direction > 0
      ? differences.find((each) => each.sample > sample)
      : differences.findLast((each) => each.sample < sample);
  return ahead ?? differences.at(direction > 0 ? 0 : -1) ?? null;
}

/** A difference in words, as `missed: the reference has V here`. */
export function differenceText(
  { kind, referenceIndex, otherIndex, other }: Difference,
  references: readonly ReferenceMark[],
  marks: readonly ReferenceMark[],
): string {
  const own = referenceIndex === undefined ? '' : (references[referenceIndex]?.symbol ?? '');
  const others = otherIndex === undefined ? '' : (marks[otherIndex]?.symbol ?? '');
  const shutdown = other === 'X' ? ', while shut down' : '';
  return {
    missed: `missed${shutdown}: the reference has ${own} here`,
    false: `false detection: ${others}, where the reference has no beat`,
    class: `other class: ${others}, where the reference has ${own}`,
  }[kind];
}
