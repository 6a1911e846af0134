/** A mark on a recording, at one sample. */
export interface Annotation {
  /** Sample number from the record's start. */
  readonly sample: number;
  /** The symbol readers know, as `N` or `V`; see `ANNOTATION_CODES`. */
  readonly symbol: string;
  /** The symbol's code in MIT annotation files. */
  readonly code: number;
  /** Signed; what it says depends on the code. */
  readonly subtype: number;
  /** Index of the signal it was made on. */
  readonly channel: number;
  /** Signed; free for the annotator's use. */
  readonly num: number;
  /** Text, as a rhythm's name `(AFIB`; empty when there is none. */
  readonly aux: string;
}
