import type { OnEvent } from '@saliogram/core';
import { TRUST_DEFAULTS, attributionMethod, randomSeparations, trustRecords } from '@saliogram/explain';
import type { BaselineOptions, TrustRecord } from '@saliogram/explain';
import { reinitialisedLayers } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';
import { TEMPORAL_SCORES } from './choose-methods.ts';
import type { ExplainedMap } from './explained-map.ts';
import type { ExplainedInput } from './explained-input.ts';

/** Maps of one sequence to be judged. */
export interface JudgingRequest {
  readonly model: RecurrentModel;
  readonly input: ExplainedInput;
  /** Class index. */
  readonly target: number;
  readonly maps: readonly ExplainedMap[];
  /** By method, as they were made. */
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** What inputs are replaced with. */
  readonly baseline: BaselineOptions;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/**
 * What each map is worth, each beside all others but the controls; null for what divides nothing among steps. The random
 * orders are drawn once for all maps.
 */
export async function judgeMaps(request: JudgingRequest): Promise<(TrustRecord | null)[]> {
  const { model, input, target, maps, options, baseline, seed, signal, onEvent } = request;
  const { x } = input;
  const run = { ...baseline, seed, signal };
  const judged = maps.filter(({ method }) => method !== TEMPORAL_SCORES);
  if (judged.length === 0) return maps.map(() => null);
  const chance = await randomSeparations(model, x, target, {
    ...run,
    orders: TRUST_DEFAULTS.chanceOrders,
  });
  const { threads, backend } = model.engine;
  const copies = reinitialisedLayers(model, { seed, threads, backend });
  const untrained = await copies.randomised(copies.layers);
  const records: (TrustRecord | null)[] = [];
  try {
    for (const [done, { method, attribution }] of maps.entries()) {
      onEvent({ type: 'progress', stage: 'verdicts', done, total: maps.length });
      if (method === TEMPORAL_SCORES) {
        records.push(null);
        continue;
      }
      const others = judged.filter((other) => other.method !== method && !isControl(other.method));
      const [record] = await trustRecords<RecurrentModel>(model, x, attribution, {
        ...run,
        chance,
        reexplain: (to, sequences, other) =>
          attributionMethod(method).explain(to, sequences, target, {
            ...options.get(method),
            ...(other !== undefined && { seed: other }),
            signal,
          }),
        // A method that draws nothing does not tell of a seed.
        seeded: 'seed' in attribution.settings,
        untrained,
        ...(others.length > 0 && { others: others.map((other) => other.attribution) }),
      });
      records.push(record);
    }
    onEvent({ type: 'progress', stage: 'verdicts', done: maps.length, total: maps.length });
    return records;
  } finally {
    await copies.release(untrained);
  }
}

function isControl(method: string): boolean {
  return attributionMethod(method).family === 'control';
}
