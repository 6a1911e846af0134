import type { DigitImages } from '@saliogram/datasets';
import type { RecordingFacts, ReferenceMark } from '../../lib/recording.ts';

/** A recording whose samples are read when they are asked for. */
export interface OpenRecording {
  readonly facts: RecordingFacts;
  /** Samples `from` to `to` of leads by index; voltages in mV, missing samples NaN. */
  read(leads: readonly number[], from: number, to: number): Promise<Float32Array[]>;
  references(annotator: string): Promise<readonly ReferenceMark[]>;
  /** Reads the whole and compares it with the sums of its header, where it has some. @throws `checksum-mismatch` */
  verify(): Promise<void>;
  /** For images, whose samples are not read. */
  readonly images?: DigitImages;
}
