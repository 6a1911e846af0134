import type { OnEvent } from '@saliogram/core';
import type { BeatMeasurements, DelineatedBeat, QualityInterval } from '@saliogram/signal';

/** Files as they were dropped, picked or served; names keep their folders. */
export interface NamedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Where a recording comes from. */
export type RecordingSource =
  | {
      readonly kind: 'files';
      readonly files: readonly NamedFile[];
      /** Which of the recordings among the files, by the name of its header or table; default the first. */
      readonly name?: string;
      /** Hz, for a table that does not say; default what the table says. */
      readonly samplingFrequency?: number;
    }
  | {
      readonly kind: 'address';
      readonly base: string;
      readonly name: string;
      /** Names of the files there; default those that a record usually has. */
      readonly files?: readonly string[];
    }
  | { readonly kind: 'synthetic'; readonly seed: number; readonly durationS: number };

/** A set of images that is read as a recording is: each of its images is a case, as each beat of a recording is one. */
export interface ImageFacts {
  /** Pixels from top to bottom. */
  readonly rows: number;
  /** Pixels from left to right. */
  readonly columns: number;
  /** Which part of a data set it is, as `MNIST test set`; empty where its name does not say. */
  readonly part: string;
}

export interface LeadFacts {
  readonly name: string;
  readonly units: string;
}

/** What is known of a recording before a sample is read. */
export interface RecordingFacts {
  readonly name: string;
  readonly kind: 'wfdb' | 'csv' | 'synthetic' | 'images';
  /** Hz; 1 for images, which have no time. */
  readonly samplingFrequency: number;
  /** Samples per lead; of images their number. */
  readonly sampleCount: number;
  readonly leads: readonly LeadFacts[];
  /** Of the header, as age, sex, diagnoses, medication. */
  readonly comments: readonly string[];
  /** Names of the annotation files beside it, as `atr`. */
  readonly annotators: readonly string[];
  /** Identifies the recording in an address and in exports: SHA-256 of header and sizes. */
  readonly digest: string;
  /** For images, which have no leads; absent for recordings. */
  readonly images?: ImageFacts;
}

/** Lowest and highest sample in each of `columns` equal parts of samples `from` to `to`; NaN where all are missing. */
export interface Envelope {
  readonly from: number;
  readonly to: number;
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** How much of the min/max pyramid is built: samples 0 to `builtTo` of every lead. */
export interface PyramidProgress {
  readonly builtTo: number;
  readonly sampleCount: number;
}

/** An annotation as a reader sees it. */
export interface ReferenceMark {
  readonly sample: number;
  readonly symbol: string;
  readonly note: string;
  /** As annotation files have it; of `~` it says whether the analysis was shut down. Default 0. */
  readonly subtype?: number;
}

/** Beats as they are found, a piece at a time, in order of time. */
export interface BeatPiece {
  /** R peaks in samples of the recording, numbers of images from 0, [n]. */
  readonly peaks: Int32Array;
  /** Index of the reference mark of each beat in `references`, or -1, [n]. */
  readonly referenceOf: Int32Array;
  /** The model's input, [n, T, C]; a beat whose window runs off the record or holds missing samples is left out. */
  readonly inputs: Float32Array;
  readonly steps: number;
  readonly channels: number;
  /** What the lead was divided by, in its own unit, where that is one number for all of the piece. */
  readonly spread?: number;
}

/** The waves of one beat of one lead, in samples of the recording, and what is measured of them. */
export interface BeatWaves {
  readonly waves: DelineatedBeat;
  readonly measured: BeatMeasurements;
}

/** What the waves of a beat are found by. */
export interface WavesQuestion {
  /** Index of the lead: the one that the model reads. */
  readonly lead: number;
  /** Millivolts of one unit of the lead. */
  readonly mvPerUnit: number;
  /** R peaks around the beat, its own among them, ascending samples. */
  readonly peaks: Int32Array;
  /** R peak of the beat. */
  readonly peak: number;
}

/** How well one lead can be read over a stretch. */
export interface LeadQuality {
  /** Of each window of ten seconds, 0 useless to 1 clean. */
  readonly indices: readonly number[];
  /** What is flat, off or noisy, in samples of the recording. */
  readonly intervals: readonly QualityInterval[];
}

/** The quality of all leads in samples `from` to before `to`. */
export interface StretchQuality {
  /** Of which recording, as its digest. */
  readonly recording: string;
  readonly from: number;
  readonly to: number;
  /** One per lead. */
  readonly leads: readonly LeadQuality[];
}

/** How a model wants its beats cut; the model file's own preprocessing. */
export type BeatPreprocessing = Readonly<Record<string, unknown>>;

/**
 * The worker that reads recordings; one recording is open at a time. Samples are in mV (or the lead's unit), missing
 * ones NaN. Every call throws a SaliogramError.
 */
export interface RecordingReader {
  open(source: RecordingSource, onEvent: OnEvent): Promise<RecordingFacts>;
  envelope(lead: number, from: number, to: number, columns: number): Promise<Envelope>;
  /**
   * Tells how the pyramid grows that long envelopes are read from: columns that were NaN are filled after the next call.
   * One listener at a time; it is told at once where the pyramid stands.
   */
  onPyramid(listener: (progress: PyramidProgress) => void): Promise<void>;
  samples(lead: number, from: number, to: number): Promise<Float32Array>;
  /** Onsets, peaks and offsets of one beat's waves, and what is measured of them; only what is around the beat is read. */
  waves(question: WavesQuestion): Promise<BeatWaves>;
  /** Assesses samples `from` to `to` of all leads; the whole recording only after the beats that are being found. */
  quality(from: number, to: number): Promise<StretchQuality>;
  /** All marks of an annotation file. */
  references(annotator: string): Promise<readonly ReferenceMark[]>;
  /** Finds and cuts all beats, or gives all images; pieces come through `onPiece`. */
  beats(
    preprocessing: BeatPreprocessing,
    annotator: string | null,
    onPiece: (piece: BeatPiece) => void,
    onEvent: OnEvent,
  ): Promise<{ lead: string; dropped: Readonly<Record<string, number>> }>;
  /** Ends the finding of beats that is under way. */
  cancel(): Promise<void>;
}
