import type { QualityInterval, QualityWindow } from '@saliogram/signal';

/** The quality of one lead of a record. */
export interface LeadQuality {
  readonly record: string;
  readonly lead: string;
  readonly samplingFrequency: number;
  readonly seconds: number;
  readonly windows: readonly QualityWindow[];
  readonly intervals: readonly QualityInterval[];
}
