/** Steps `from` up to `to` (exclusive) of one channel, or of all where none is named. */
export interface Segment {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly channel?: number;
}

/** What a segment is worth to the explained class; segments of one name are hidden together and share their value. */
export interface SegmentValue extends Segment {
  /** In the unit of the objective. */
  readonly value: number;
  /** For methods that draw samples. */
  readonly standardError?: number;
}
