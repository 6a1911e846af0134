import { LEARNED_MASK_PRESETS, attributionMethod } from '@saliogram/explain';
import type { Attribution, RunOptions } from '@saliogram/explain';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';

/** A technique as the paper's figures and table use it: a method with its settings. */
export interface PaperTechnique {
  /** Head of its column. */
  readonly title: string;
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether it is a row of Table I. */
  readonly inTableOne: boolean;
}

/** The techniques of Figure 3, and of Table I for ECG (occlusion of width 10). */
const ecgTechniques: readonly PaperTechnique[] = [
  { title: 'Input derivative', method: 'input-derivative', options: {}, inTableOne: true },
  { title: 'Occlusion, width 10', method: 'occlusion', options: { width: 10 }, inTableOne: true },
  { title: 'Occlusion, width 30', method: 'occlusion', options: { width: 30 }, inTableOne: false },
  { title: 'Learned mask', method: 'learned-mask', options: LEARNED_MASK_PRESETS.ecg, inTableOne: true },
];

/** The techniques of Figure 4, and of Table I for MNIST (occlusion of width 5). */
const mnistTechniques: readonly PaperTechnique[] = [
  { title: 'Input derivative', method: 'input-derivative', options: {}, inTableOne: true },
  { title: 'Occlusion with 0, width 5', method: 'occlusion', options: { width: 5 }, inTableOne: true },
  {
    title: 'Occlusion with 0.5, width 5',
    method: 'occlusion',
    options: { width: 5, baseline: 0.5 },
    inTableOne: false,
  },
  {
    title: 'Occlusion, block of 5 x 5',
    method: 'occlusion',
    options: { blocks: { rows: 5, columns: 5, rowLength: 28 } },
    inTableOne: false,
  },
  { title: 'Learned mask', method: 'learned-mask', options: LEARNED_MASK_PRESETS.mnist, inTableOne: true },
];

/**
 * The techniques for a data set by name.
 *
 * @param paper whether masks are sought as the paper does, by Adam at 1e-3 from a mask of ones
 */
export function techniquesFor(dataName: string, paper: boolean): readonly PaperTechnique[] {
  const techniques = dataName === 'mnist' ? mnistTechniques : ecgTechniques;
  if (!paper) return techniques;
  return techniques.map((technique) =>
    technique.method === 'learned-mask'
      ? { ...technique, options: { ...technique.options, paper: true } }
      : technique,
  );
}

/** A technique with what it found. */
export interface Explained {
  readonly technique: PaperTechnique;
  readonly attribution: Attribution;
}

/** Runs techniques one after the other over the same sequences. */
export async function explainAll(
  model: ScoresModel,
  x: SequenceBatch,
  targets: ArrayLike<number>,
  techniques: readonly PaperTechnique[],
  options: RunOptions,
): Promise<Explained[]> {
  const explained: Explained[] = [];
  for (const technique of techniques) {
    const attribution = await attributionMethod(technique.method).explain(model, x, targets, {
      ...options,
      ...technique.options,
    });
    explained.push({ technique, attribution });
  }
  return explained;
}
