import { isSaliogramError } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import { attributionMethod, explainerScores } from '@saliogram/explain';
import type { Attribution, MapScores } from '@saliogram/explain';
import { reinitialisedLayers } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';
import type { LeftOut } from '../explanation/choose-methods.ts';
import { MANY_PASSES, isDear } from './many-passes.ts';
import type { NumbersCache } from './numbers-cache.ts';
import type { SequencesToExplain } from './sequences-to-explain.ts';

/** What to explain again, and by what. */
export interface AgainRequest {
  readonly model: RecurrentModel;
  readonly sequences: SequencesToExplain;
  /** Explained class of each sequence, [B]. */
  readonly targets: Int32Array;
  /** Maps of other sequences by the methods to explain by. */
  readonly maps: readonly Attribution[];
  /** Of the methods, for these sequences. */
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly parts: readonly ('robustness' | 'sanity')[];
  /** Whether slow methods explain again too. */
  readonly slow: boolean;
  /** Whether a method that cannot explain these is left out. */
  readonly lenient: boolean;
  readonly seed: number;
  readonly cache: NumbersCache;
  readonly madeFrom: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** A method, or |x|, measured by explaining again. */
export interface AgainRow {
  readonly method: string;
  /** By measure, [B] each. */
  readonly scores: Readonly<Record<string, { readonly perSequence: Float64Array }>>;
  /** What is left of the maps with the layers down to each drawn anew, from the head down, [B] each. */
  readonly layers: MapScores;
}

/** Measures methods by explaining some sequences again: with noise, with layers drawn anew, for other classes. */
export async function explainAgain(
  request: AgainRequest,
): Promise<{ readonly rows: readonly AgainRow[]; readonly leftOut: readonly LeftOut[] }> {
  const { maps, slow, lenient, parts, onEvent } = request;
  const asked = parts.join(' or ');
  const able = maps.filter((map) => slow || !isDear(map));
  const methods = [
    ...able.map(({ method, settings }) => ({ method, seeded: 'seed' in settings })),
    { method: 'magnitude', seeded: false },
  ];
  const rows: AgainRow[] = [];
  const failed: LeftOut[] = [];
  for (const [done, { method, seeded }] of methods.entries()) {
    onEvent({ type: 'progress', stage: 'explaining again', done, total: methods.length });
    try {
      rows.push(await measured(request, method, seeded));
    } catch (error) {
      if (!lenient || !isSaliogramError(error) || error.code === 'cancelled') throw error;
      failed.push({ method, why: `no ${asked}: ${error.message}` });
    }
  }
  const dear = maps.filter((map) => !slow && isDear(map));
  return {
    rows,
    leftOut: [
      ...failed,
      ...dear.map(({ method }) => ({
        method,
        why: `no ${asked}, which take about ten maps: more than ${MANY_PASSES} passes each; measured with --slow`,
      })),
    ],
  };
}

/** Before the names of layers among numbers. */
const LAYER = 'layer ';

async function measured(request: AgainRequest, method: string, seeded: boolean): Promise<AgainRow> {
  const { model, sequences, targets, parts, seed, cache, signal, onEvent } = request;
  const { data: _data, reference: _reference, ...plain } = request.options.get(method) ?? {};
  const key = { ...request.madeFrom, targets: [...targets], parts, seed, method, options: plain };
  const known = await cache.read(`${method} again`, key);
  if (known !== undefined) return rowOf(method, known);
  const { threads, backend } = model.engine;
  const { scores, layers } = await explainerScores<RecurrentModel>(
    model,
    sequences.x,
    targets,
    async (to, x, classes, other) =>
      (
        await attributionMethod(method).explain(to, x, classes, {
          ...request.options.get(method),
          ...(other !== undefined && { seed: other }),
          signal,
        })
      ).values,
    {
      parts,
      seeded,
      seed,
      layers: reinitialisedLayers(model, { seed, threads, backend }),
      signal,
      onEvent: (event) => onEvent({ ...event, stage: `${method}, ${event.stage}` }),
    },
  );
  const numbers = {
    ...scores,
    ...Object.fromEntries(Object.entries(layers).map(([layer, left]) => [LAYER + layer, left])),
  };
  await cache.write(`${method} again`, key, numbers);
  return rowOf(method, numbers);
}

function rowOf(method: string, numbers: MapScores): AgainRow {
  const isLayer = ([name]: readonly [string, Float64Array]): boolean => name.startsWith(LAYER);
  const all = Object.entries(numbers);
  return {
    method,
    scores: Object.fromEntries(
      all.filter((entry) => !isLayer(entry)).map(([name, perSequence]) => [name, { perSequence }]),
    ),
    layers: Object.fromEntries(all.filter(isLayer).map(([name, left]) => [name.slice(LAYER.length), left])),
  };
}
