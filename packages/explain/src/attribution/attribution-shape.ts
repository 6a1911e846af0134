/** B sequences, T steps, C channels. */
export interface AttributionShape {
  readonly batch: number;
  readonly steps: number;
  readonly channels: number;
}
