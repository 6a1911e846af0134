import { isSaliogramError } from '@saliogram/core';
import type { OnEvent, ScoresModel } from '@saliogram/core';
import { attributionMethod } from '@saliogram/explain';
import type { Attribution } from '@saliogram/explain';
import type { ChosenMethods, LeftOut } from '../explanation/choose-methods.ts';
import { joinMaps } from './join-maps.ts';
import type { MapCache } from './map-cache.ts';
import type { SequencesToExplain } from './sequences-to-explain.ts';

/** What to explain by what. */
export interface MapsRequest {
  /** Behind the names of maps and in the words of progress; empty for the model itself. */
  readonly suffix: string;
  readonly model: ScoresModel;
  readonly sequences: SequencesToExplain;
  /** Explained class of each sequence, [B]. */
  readonly targets: Int32Array;
  readonly chosen: ChosenMethods;
  /** The options of each method for some of the sequences. */
  readonly optionsFor: (
    sequences: SequencesToExplain,
  ) => Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>>;
  /** Whether a method that cannot explain these is left out. */
  readonly lenient: boolean;
  readonly cache: MapCache;
  /** What shapes the maps of some of the sequences beside method and options: hashes, indices. */
  readonly madeFrom: (sequences: SequencesToExplain) => Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** Sequences explained at once: a run that is stopped has to explain no more than these again. */
const PIECE = 20;

/** Some of the sequences, from the first of them on. */
interface Piece {
  readonly from: number;
  readonly sequences: SequencesToExplain;
  readonly options: Awaited<ReturnType<MapsRequest['optionsFor']>>;
}

/** Maps by methods, from the cache where it has them. */
export async function explainSequences(
  request: MapsRequest,
): Promise<{ readonly maps: readonly Attribution[]; readonly leftOut: readonly LeftOut[] }> {
  const { suffix, sequences, chosen, onEvent } = request;
  const whole = await pieces(request, sequences.x.batch);
  const several = sequences.x.batch > PIECE ? await pieces(request, PIECE) : whole;
  const maps: Attribution[] = [];
  const leftOut: LeftOut[] = [];
  for (const [done, name] of chosen.names.entries()) {
    onEvent({ type: 'progress', stage: `methods${suffix}`, done, total: chosen.names.length });
    try {
      // What trains first would train for each piece.
      const own = attributionMethod(name).trains ? whole : several;
      const parts: Attribution[] = [];
      for (const [i, piece] of own.entries()) {
        const place = own.length > 1 ? ` ${i + 1} of ${own.length}` : '';
        parts.push(await explainPiece(request, name, piece, place));
      }
      maps.push(joinMaps(parts));
    } catch (error) {
      if (!request.lenient || !isSaliogramError(error) || error.code === 'cancelled') throw error;
      leftOut.push({ method: name, why: error.message });
    }
  }
  return { maps, leftOut };
}

async function pieces({ sequences, optionsFor }: MapsRequest, size: number): Promise<Piece[]> {
  const { batch } = sequences.x;
  const all: Piece[] = [];
  for (let from = 0; from < batch; from += size) {
    const part = sequences.slice(from, Math.min(from + size, batch));
    all.push({ from, sequences: part, options: await optionsFor(part) });
  }
  return all;
}

async function explainPiece(
  { suffix, model, targets, cache, madeFrom, signal, onEvent }: MapsRequest,
  name: string,
  { from, sequences, options }: Piece,
  place: string,
): Promise<Attribution> {
  const own = targets.slice(from, from + sequences.x.batch);
  const { data: _data, reference: _reference, ...plain } = options.get(name) ?? {};
  const key = { ...madeFrom(sequences), targets: [...own], name, suffix, options: plain };
  const known = await cache.read(name + suffix + place, key);
  if (known !== undefined) return known;
  const map = await attributionMethod(name).explain(model, sequences.x, own, {
    signal,
    onEvent: (event) => onEvent({ ...event, stage: `${name}${suffix}${place}` }),
    ...options.get(name),
  });
  await cache.write(name + suffix + place, key, map);
  return map;
}
