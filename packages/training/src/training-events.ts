import type { ValidationPoint } from './run-state.ts';

/** What a training run tells while it runs; epochs count from 1. */
export type TrainingEvent =
  | {
      readonly type: 'step';
      readonly epoch: number;
      readonly epochs: number;
      /** Steps done, of the whole run. */
      readonly step: number;
      readonly steps: number;
      /** Mean over the sequences since the last event, with dropout. */
      readonly loss: number;
      readonly accuracy: number;
      readonly learningRate: number;
      /** Of this step, before clipping. */
      readonly gradientNorm: number;
      readonly sequencesPerSecond: number;
      readonly timeLeftS: number;
    }
  | ({ readonly type: 'validation'; readonly epochs: number } & ValidationPoint)
  | { readonly type: 'checkpoint'; readonly file: string; readonly step: number }
  | { readonly type: 'checkpoint-skipped'; readonly file: string; readonly reason: string }
  | { readonly type: 'resumed'; readonly file: string; readonly epoch: number; readonly step: number };
