import type { Attribution } from '@saliogram/explain';
import type { AppState } from '../app-state.ts';

/** An explanation as the page shows it. */
export interface ShownExplanation {
  /** The method's name for readers. */
  readonly title: string;
  /** What the values measure: `drop of the probability when hidden`. */
  readonly unit: string;
  readonly attribution: Attribution;
  /** How far it is to be trusted, in words, where that was measured. */
  readonly reliability?: string;
}

/** A measurement of the beat, as its row in a report. */
export interface ShownMeasurement {
  readonly name: string;
  readonly value: string;
}

/** Everything an export tells, beside its pictures. */
export interface ExportFacts {
  readonly state: AppState;
  readonly explanations: readonly ShownExplanation[];
  /** Titles of methods that the reader chose and that were not computed yet. */
  readonly missing: readonly string[];
  /** Beyond the rhythm, which the state holds. */
  readonly measurements: readonly ShownMeasurement[];
  /** Empty for none; it is told in reports only and kept nowhere. */
  readonly patientId: string;
  readonly created: Date;
  readonly softwareVersion: string;
}
