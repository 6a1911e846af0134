import { createRandom, standardDeviation, throwIfAborted } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { Attribution } from '../attribution/attribution.ts';
import { heatOf } from '../attribution/heat.ts';
import { mapSimilarities } from '../metrics/sanity/map-similarity.ts';
import type { TrustEvidence } from './trust-record.ts';

/** Explains sequences again, for the same classes, by the method whose maps are judged. */
export type Reexplain<M extends ScoresModel> = (
  model: M,
  x: SequenceBatch,
  /** Of the method's own draws; undefined for the seed that the map was made with. */
  seed: number | undefined,
) => Promise<Attribution>;

/** How a map is made again. */
export interface AgainOptions<M extends ScoresModel> {
  /** How to explain again; without it stability and the untrained model are left out. */
  readonly reexplain?: Reexplain<M>;
  /** Noisy copies explained at most; default 3. */
  readonly noiseDraws?: number;
  /** One noisy copy is enough where the rank correlation with its map is at least this; default 0.75. */
  readonly clearStability?: number;
  /** Size of the noise in standard deviations of the sequence; default 0.05. */
  readonly noiseRadius?: number;
  /** Whether the method draws, so that another seed may give another map; default false. */
  readonly seeded?: boolean;
  /** The same network with weights that learnt nothing. */
  readonly untrained?: M;
}

type Again = Pick<TrustEvidence, 'noiseStability' | 'seedStability' | 'untrained'>;

/** How alike the maps are to those made again: of noisy copies, with another seed, and on an untrained model. */
export async function explainedAgain<M extends ScoresModel>(
  model: M,
  x: SequenceBatch,
  attribution: Attribution,
  options: Required<Pick<AgainOptions<M>, 'noiseDraws' | 'noiseRadius' | 'clearStability' | 'seeded'>> &
    AgainOptions<M> & { readonly seed?: number; readonly signal?: AbortSignal },
): Promise<(sequence: number) => Again> {
  const { reexplain, noiseDraws, noiseRadius, clearStability, seeded, untrained, seed = 0, signal } = options;
  if (!reexplain) return () => ({});
  const own = heatOf(attribution);
  const similarity = async (to: M, input: SequenceBatch, other?: number): Promise<Float64Array> => {
    throwIfAborted(signal, 'verdict');
    const again = await reexplain(to, input, other);
    // A map that no longer says anything has nothing left of the first.
    return mapSimilarities(own, heatOf(again), x, x.lengths).rankCorrelation.map((r) =>
      Number.isNaN(r) ? 0 : r,
    );
  };
  const random = createRandom(seed);
  const noisy: Float64Array[] = [];
  const isClear = (b: number): boolean => noisy[0][b] >= clearStability;
  for (let draw = 0; draw < noiseDraws; draw++) {
    // One sequence in doubt has the whole batch explained again; to the others it makes no difference.
    if (draw > 0 && noisy[0].every((_, b) => isClear(b))) break;
    noisy.push(
      await similarity(
        model,
        withNoise(x, noiseRadius, () => random.normal()),
      ),
    );
  }
  const reseeded = seeded ? await similarity(model, x, seed + 1) : undefined;
  const unlearnt = untrained && (await similarity(untrained, x));
  return (b) => ({
    ...(noisy.length > 0 && {
      noiseStability: isClear(b) ? noisy[0][b] : noisy.reduce((sum, row) => sum + row[b], 0) / noisy.length,
    }),
    ...(reseeded && { seedStability: reseeded[b] }),
    ...(unlearnt && { untrained: unlearnt[b] }),
  });
}

/** Noise of `radius` standard deviations of each sequence, over all its channels. */
function withNoise(x: SequenceBatch, radius: number, normal: () => number): SequenceBatch {
  const size = x.steps * x.channels;
  const values = x.values.slice();
  for (let b = 0; b < x.batch; b++) {
    const length = (x.lengths?.[b] ?? x.steps) * x.channels;
    const own = values.subarray(b * size, b * size + length);
    const spread = radius * standardDeviation(own);
    for (let i = 0; i < length; i++) own[i] += spread * normal();
  }
  return { ...x, values };
}
