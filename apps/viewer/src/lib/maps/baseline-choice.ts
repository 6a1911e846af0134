import type { SequenceBatch } from '@saliogram/core';
import type { BaselineName, BaselineReference, Technique } from '@saliogram/explain';
import { dominantBeat } from '@saliogram/signal';
import type { AppState } from '../app-state.ts';
import type { BeatLayout } from '../saliency/beat-layout.ts';
import { labelledBeats } from './labelled-beats.ts';

/** The baselines in words; those of heartbeats are left out for images. */
export function baselineWords(
  { image }: Pick<BeatLayout, 'image'>,
  zero: string,
): readonly { readonly name: BaselineName; readonly words: string }[] {
  const one = image ? 'image' : 'beat';
  const all: readonly { name: BaselineName; words: string }[] = [
    { name: 'zero', words: `zero, the ${zero}` },
    { name: 'mean', words: `the ${one}’s mean` },
    { name: 'mode', words: `the ${one}’s commonest value` },
    { name: 'isoelectric', words: 'isoelectric line' },
    { name: 'class-median', words: 'median of the commonest class' },
    { name: 'dominant-beat', words: 'dominant beat of the recording' },
    { name: 'noise', words: `noise as strong as the ${one}` },
    { name: 'data', words: image ? 'other images of the set' : 'other beats of the recording' },
  ];
  return image ? all.filter(({ name }) => name !== 'isoelectric' && name !== 'dominant-beat') : all;
}

/** The option of a method for a baseline that the reader chose; none for a method without one, or its own. */
export function baselineOption(
  { defaults }: Pick<Technique, 'defaults'>,
  baseline: BaselineName | null,
): { readonly baseline?: BaselineName } {
  return baseline !== null && 'baseline' in defaults ? { baseline } : {};
}

/** Baselines that are made of the other beats. */
const OF_OTHERS: readonly unknown[] = ['data', 'class-median', 'dominant-beat'];

/** Whether a baseline is made of the other beats. */
export function isOfOthers(baseline: unknown): boolean {
  return OF_OTHERS.includes(baseline);
}

/** Whether a method, as it is by default, is made of the other beats too. */
export function drawsFromOthers({ defaults }: Pick<Technique, 'defaults'>): boolean {
  return 'data' in defaults || isOfOthers(defaults['baseline']);
}

/** What a baseline is made of, from the other beats; null where there is nothing to make it of. */
export function othersReference(
  baseline: BaselineName,
  data: SequenceBatch,
  state: Pick<AppState, 'beats' | 'references' | 'model'>,
): BaselineReference | null {
  if (baseline === 'class-median') return labelledBeats(data, state);
  if (baseline !== 'dominant-beat') return { data };
  const values = dominantBeat(data.values, data.batch, data.channels);
  return { dominantBeats: { ...data, values, batch: 1 } };
}
