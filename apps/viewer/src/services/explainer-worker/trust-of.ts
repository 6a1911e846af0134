import type { OnEvent } from '@saliogram/core';
import { attributionMethod, trustRecords } from '@saliogram/explain';
import type { Attribution, TrustOptions, TrustRecord } from '@saliogram/explain';
import { reinitialisedLayers } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';
import type { ExplanationRequest } from '../../lib/explanation.ts';
import { batchOfOne } from './model-calls.ts';

/**
 * What a map is worth: against chance, against |x|, against an untrained model, under noise and beside other maps. Inputs are
 * removed as the reader chose, else by 0.
 */
export async function trustOf(
  model: RecurrentModel,
  { method, input, target, options = {} }: ExplanationRequest,
  attribution: Attribution,
  others: readonly Attribution[],
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<TrustRecord> {
  const copies = reinitialisedLayers(model, { threads: 1 });
  const untrained = await copies.randomised(copies.layers);
  const { baseline, reference } = options as Pick<TrustOptions<RecurrentModel>, 'baseline' | 'reference'>;
  try {
    const [record] = await trustRecords<RecurrentModel>(model, batchOfOne(input), attribution, {
      ...(baseline !== undefined && { baseline }),
      ...(baseline !== undefined && reference !== undefined && { reference }),
      reexplain: (to, x, seed) =>
        attributionMethod(method).explain(to, x, target, {
          ...options,
          ...(seed !== undefined && { seed }),
          signal,
        }),
      // A method that draws nothing does not tell of a seed.
      seeded: 'seed' in attribution.settings,
      untrained,
      others,
      onEvent,
      signal,
    });
    return record;
  } finally {
    await copies.release(untrained);
  }
}
