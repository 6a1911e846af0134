import type { OnEvent } from '@saliogram/core';
import { TRUST_DEFAULTS, attributionMethod, randomSeparations, trustRecords } from '@saliogram/explain';
import type { Attribution, TrustOptions } from '@saliogram/explain';
import { reinitialisedLayers } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';
import type { ExplanationRequest, Trust, TrustMaterial } from '../../lib/explanation.ts';
import { isSeeded } from '../../lib/maps/verdict-cost.ts';
import { batchOfOne } from './model-calls.ts';

/**
 * What a map is worth: against chance, against |x|, against an untrained model, under noise and beside other maps. Inputs are
 * removed as the reader chose, else by 0.
 */
export async function trustOf(
  model: RecurrentModel,
  { method, input, target, options = {} }: ExplanationRequest,
  attribution: Attribution,
  { others, chance }: TrustMaterial,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<Trust> {
  const copies = reinitialisedLayers(model, { threads: 1 });
  const untrained = await copies.randomised(copies.layers);
  const { baseline, reference } = options as Pick<TrustOptions<RecurrentModel>, 'baseline' | 'reference'>;
  const removal = {
    ...(baseline !== undefined && { baseline }),
    ...(baseline !== undefined && reference !== undefined && { reference }),
    signal,
  };
  const x = batchOfOne(input);
  const seeded = isSeeded(attribution);
  const parts = [
    ...(chance ? [] : ['against random orders']),
    'against the same map elsewhere',
    ...Array.from({ length: TRUST_DEFAULTS.noiseDraws }, () => 'with a little noise'),
    ...(seeded ? ['with another seed'] : []),
    'against an untrained model',
  ];
  let next = 0;
  const begin = (stage: string): void => {
    // Where few noisy copies tell enough, the others are passed over.
    const done = Math.max(next, parts.indexOf(stage));
    next = done + 1;
    onEvent({ type: 'progress', stage, done, total: parts.length });
  };
  try {
    if (!chance) begin('against random orders');
    const drawn =
      chance ??
      (await randomSeparations(model, x, target, { ...removal, orders: TRUST_DEFAULTS.chanceOrders }))[0];
    begin('against the same map elsewhere');
    const [record] = await trustRecords<RecurrentModel>(model, x, attribution, {
      ...removal,
      chance: [drawn],
      reexplain: (to, noisy, seed) => {
        const other = seed === undefined ? 'with a little noise' : 'with another seed';
        begin(to === untrained ? 'against an untrained model' : other);
        return attributionMethod(method).explain(to, noisy, target, {
          ...options,
          ...(seed !== undefined && { seed }),
          signal,
        });
      },
      seeded,
      untrained,
      others,
    });
    return { record, chance: drawn };
  } finally {
    await copies.release(untrained);
  }
}
