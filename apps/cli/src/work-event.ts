/** Any event of long work: progress, or a richer one with its own type. */
export interface WorkEvent {
  readonly type: string;
  readonly stage?: string;
  readonly done?: number;
  readonly total?: number;
  /** More for the bar, in words. */
  readonly detail?: string;
}
