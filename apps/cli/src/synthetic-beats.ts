import { SaliogramError } from '@saliogram/core';
import type { LabelledSequences } from '@saliogram/datasets';
export async function loadSyntheticBeats(_: unknown): Promise<LabelledSequences> {
  throw new SaliogramError('data-missing', 'synthetic: not here yet');
}
