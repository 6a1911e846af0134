import type { SequenceBatch } from '@saliogram/core';
import type { BaselineName, BaselineReference, Segment } from '@saliogram/explain';
import type { ImageLayout, SeriesLayout } from '@saliogram/figures';
import type { BeatWaves } from './beat-waves.ts';

/** One sequence to explain, wherever it is from. */
export interface ExplainedInput {
  /** [1, T, C] */
  readonly x: SequenceBatch;
  /** Which one it is, as plain JSON. */
  readonly facts: SequenceFacts;
  /** Which one it is, in a line. */
  readonly title: string;
  /** The same, shorter. */
  readonly place: string;
  readonly drawing:
    | { readonly kind: 'series'; readonly layout: SeriesLayout }
    | { readonly kind: 'image'; readonly layout: ImageLayout };
  /** Options of methods that are other for such data, by method. */
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Sequences like it, from which methods draw. */
  readonly others: SequenceBatch;
  /** The waves of the beat; none of a digit. @throws `argument-invalid` for a digit */
  waves(): Promise<BeatWaves>;
  /** Its waves as segments that can be hidden by name; null where there are none. */
  segments(): Promise<readonly Segment[] | null>;
  /** What a baseline of that name is made of. @throws `argument-invalid` for one that this sequence cannot have */
  baselineReference(baseline: BaselineName): Promise<BaselineReference>;
}

/** What the numbers of an explanation say of the sequence. */
export type SequenceFacts =
  | {
      readonly record: string;
      readonly lead: string;
      readonly beat: number;
      /** R peak in samples of the record. */
      readonly sample: number;
      readonly timeS: number;
      /** Symbol of the reference annotation within 150 ms. */
      readonly reference: string | null;
    }
  | { readonly image: number; readonly reference: string };
