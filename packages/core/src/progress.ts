/** A sign of life from long work: how much of what is done. */
export interface ProgressEvent {
  readonly type: 'progress';
  /** What is going on, in a few words. */
  readonly stage: string;
  readonly done: number;
  /** 0 when not known. */
  readonly total: number;
}

/** Receives events of long work; libraries report here and never print. */
export type OnEvent<E = ProgressEvent> = (event: E) => void;
