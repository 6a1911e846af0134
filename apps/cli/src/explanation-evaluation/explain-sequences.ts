import { isSaliogramError } from '@saliogram/core';
import type { OnEvent, ScoresModel, SequenceBatch } from '@saliogram/core';
import { attributionMethod } from '@saliogram/explain';
import type { Attribution } from '@saliogram/explain';
import type { ChosenMethods, LeftOut } from '../explanation/choose-methods.ts';
import type { MapCache } from './map-cache.ts';

/** What to explain by what. */
export interface MapsRequest {
  /** Behind the names of maps and in the words of progress; empty for the model itself. */
  readonly suffix: string;
  readonly model: ScoresModel;
  readonly x: SequenceBatch;
  /** Explained class of each sequence, [B]. */
  readonly targets: Int32Array;
  readonly chosen: ChosenMethods;
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Whether a method that cannot explain these is left out. */
  readonly lenient: boolean;
  readonly cache: MapCache;
  /** What shapes the maps beside method and options: hashes, indices. */
  readonly madeFrom: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** Maps by methods, from the cache where it has them. */
export async function explainSequences(
  request: MapsRequest,
): Promise<{ readonly maps: readonly Attribution[]; readonly leftOut: readonly LeftOut[] }> {
  const { suffix, model, x, targets, chosen, cache, signal, onEvent } = request;
  const maps: Attribution[] = [];
  const leftOut: LeftOut[] = [];
  for (const [done, name] of chosen.names.entries()) {
    onEvent({ type: 'progress', stage: `methods${suffix}`, done, total: chosen.names.length });
    const { data: _data, reference: _reference, ...options } = request.options.get(name) ?? {};
    const madeFrom = { ...request.madeFrom, targets: [...targets], name, suffix, options };
    const known = await cache.read(name + suffix, madeFrom);
    if (known !== undefined) {
      maps.push(known);
      continue;
    }
    try {
      const map = await attributionMethod(name).explain(model, x, targets, {
        signal,
        onEvent: (event) => onEvent({ ...event, stage: `${name}${suffix}` }),
        ...request.options.get(name),
      });
      await cache.write(name + suffix, madeFrom, map);
      maps.push(map);
    } catch (error) {
      if (!request.lenient || !isSaliogramError(error) || error.code === 'cancelled') throw error;
      leftOut.push({ method: name, why: error.message });
    }
  }
  return { maps, leftOut };
}
