import type { Attribution } from '../attribution/attribution.ts';
import type { MapScores } from './map-scores.ts';

/** Groups of measures of maps that share their passes. */
export type EvaluationPart = 'removal' | 'cumulative' | 'additive' | 'shape';

/**
 * Keeps what was measured of a map. Whoever keeps it must tell apart all that shapes the numbers: the model, the
 * sequences, the values of the map and the options.
 */
export interface ScoreStore {
  /** Values per sequence by the names of the registry; undefined when the map was not measured so. */
  read(map: Attribution, part: EvaluationPart): Promise<MapScores | undefined>;
  write(map: Attribution, part: EvaluationPart, scores: MapScores): Promise<void>;
}

/** Measures what a store does not have, and keeps it there. */
export function storedScores(maps: readonly Attribution[], store: ScoreStore | undefined) {
  const read = async (m: number, part: EvaluationPart) => store?.read(maps[m], part);
  const keep = async (m: number, part: EvaluationPart, scores: MapScores) =>
    store?.write(maps[m], part, scores);
  const one = async (m: number, part: EvaluationPart, measure: () => Promise<MapScores>) => {
    const known = await read(m, part);
    if (known !== undefined) return known;
    const scores = await measure();
    await keep(m, part, scores);
    return scores;
  };
  /** Maps that are measured in the same passes: `measure` is given the indices of those that are missing. */
  const together = async (
    part: EvaluationPart,
    measure: (missing: readonly number[]) => Promise<readonly MapScores[]>,
  ): Promise<MapScores[]> => {
    const known = await Promise.all(maps.map((_, m) => read(m, part)));
    const missing = maps.flatMap((_, m) => (known[m] === undefined ? [m] : []));
    const scores = missing.length > 0 ? await measure(missing) : [];
    await Promise.all(missing.map((m, i) => keep(m, part, scores[i])));
    return maps.map((_, m) => known[m] ?? scores[missing.indexOf(m)]);
  };
  return Object.assign(one, { together });
}
