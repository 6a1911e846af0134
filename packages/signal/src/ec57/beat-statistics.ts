import { BEAT_LABELS } from './beat-label.ts';
import type { BeatCounts, Verdict } from './beat-counts.ts';
import { proportion } from './proportion.ts';
import type { Proportion } from './proportion.ts';

/** Sensitivity and positive predictivity of a detection. */
export interface Detection {
  /** Found of those that the reference has. */
  readonly sensitivity: Proportion;
  /** Right of those that were found. */
  readonly positivePredictivity: Proportion;
}

/** The statistics that EC57 derives from the counts of a record, or of several together (gross). */
export interface BeatStatistics {
  /** Beats of any class, whatever class the test annotator gave them. */
  readonly qrs: Detection & {
    /** Beats missed and beats invented, by the reference's beats; may exceed 1. */
    readonly errorRate: Proportion;
  };
  /** Ventricular ectopic beats; fusion and unclassifiable beats that were called so count neither for nor against. */
  readonly veb: Detection & {
    /** Called ventricular of all detections that are not. */
    readonly falsePositiveRate: Proportion;
  };
  /** Supraventricular ectopic beats; unclassifiable beats that were called so count neither for nor against. */
  readonly sveb: Detection;
  /** Beats missed while the test annotator was shut down, of all of the reference's and of each class of them. */
  readonly missedInShutdown: Readonly<Record<'all' | 'N' | 'S' | 'V' | 'F' | 'Q', Proportion>>;
}

/** Statistics of EC57 from counts. */
export function beatStatistics(counts: BeatCounts): BeatStatistics {
  const sum = (references: readonly Verdict[], tests: readonly Verdict[]): number =>
    references.reduce((total, r) => total + tests.reduce((row, t) => row + counts[r][t], 0), 0);
  const beats = BEAT_LABELS;
  const ofClass = (label: Verdict): number => sum([label], ['N', 'S', 'V', 'F', 'Q', 'O', 'X']);

  const total = beats.reduce((all, label) => all + ofClass(label), 0);
  const found = sum(beats, beats);
  const invented = sum(['O', 'X'], beats);
  const falseV = sum(['N', 'S', 'O', 'X'], ['V']);
  const rightlyNotV = sum(['N', 'S', 'F', 'Q', 'O', 'X'], ['N', 'S', 'F', 'Q']);
  const missed = (label: Verdict): Proportion => proportion(counts[label].X, ofClass(label));
  return {
    qrs: {
      sensitivity: proportion(found, total),
      positivePredictivity: proportion(found, found + invented),
      errorRate: proportion(total - found + invented, total),
    },
    veb: {
      sensitivity: proportion(counts.V.V, ofClass('V')),
      positivePredictivity: proportion(counts.V.V, counts.V.V + falseV),
      falsePositiveRate: proportion(falseV, falseV + rightlyNotV),
    },
    sveb: {
      sensitivity: proportion(counts.S.S, ofClass('S')),
      positivePredictivity: proportion(counts.S.S, sum(['N', 'S', 'V', 'F', 'O', 'X'], ['S'])),
    },
    missedInShutdown: {
      all: proportion(sum(beats, ['X']), total),
      N: missed('N'),
      S: missed('S'),
      V: missed('V'),
      F: missed('F'),
      Q: missed('Q'),
    },
  };
}
