/** What the comparisons read of an annotation; the annotations of `@saliogram/records` have it all. */
export interface ComparedAnnotation {
  /** Sample number from the record's start. */
  readonly sample: number;
  /** The symbol of MIT annotation files, as `N`, `V`, `[` or `~`. */
  readonly symbol: string;
  /** Signed; of `~` (signal quality) it says whether the analysis was shut down. */
  readonly subtype: number;
  /** Text, as a rhythm's name `(AFIB`. */
  readonly aux: string;
}

/** A stretch of a record, both ends belonging to it, in samples. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Whether an annotation says that the analysis stops here for poor signal: `~` with bits 4 and 5 of its subtype set. */
export function isShutdown({ symbol, subtype }: ComparedAnnotation): boolean {
  return symbol === '~' && (subtype & 0x30) === 0x30;
}

/** Whether an annotation says that the signal can be read (again). */
export function isResume(annotation: ComparedAnnotation): boolean {
  return annotation.symbol === '~' && !isShutdown(annotation);
}
