import { createRandom } from '@saliogram/core';
import type { Random, ScoresModel, SequenceBatch } from '@saliogram/core';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import type { PlayerValues } from './segment-map.ts';
import { SEGMENT_RUN_DEFAULTS, explainSegments } from './segment-run.ts';
import type { SegmentRunOptions } from './segment-run.ts';

/** Options of {@link shapleySampling}. */
export interface ShapleySamplingOptions extends SegmentRunOptions {
  /** Orders in which segments join, every second one the reverse of the one before; at least 4, default 50. */
  readonly permutations?: number;
}

/** The defaults of {@link shapleySampling}. */
export const SHAPLEY_SAMPLING_DEFAULTS = { ...SEGMENT_RUN_DEFAULTS, permutations: 50 } as const;

/**
 * Shapley sampling over segments: the mean, over random orders, of what a segment adds to the objective when it joins
 * those before it, an absent segment being the baseline's. Every order adds up to p_c(x) - p_c(b) exactly.
 *
 * All orders, and so the Shapley values themselves, where there are no more than `permutations`. `standardErrors` come
 * from the scatter of the pairs of an order and its reverse; 0 with all orders. A segment's worth is spread evenly over
 * its inputs. `seed` is that of the orders too, which are the same for all sequences.
 * Cost: one forward pass per order and segment, coalitions met before not again.
 * Source: Castro, Gomez and Tejada 2009; reversed orders, Mitchell et al. 2022.
 *
 * @throws `argument-invalid` for segments that do not fit or overlap
 */
export async function shapleySampling(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: ShapleySamplingOptions = {},
): Promise<Attribution> {
  const stage = 'Shapley sampling';
  const { permutations, seed } = { ...SHAPLEY_SAMPLING_DEFAULTS, ...options };
  checkInteger(stage, 'permutations', permutations, 4);
  const orders = new Map<number, Orders>();
  const method = {
    name: 'shapley-sampling',
    stage,
    settings: { permutations, seed },
    coalitions(players: number): Uint8Array {
      const own = ordersOf(players, permutations, createRandom(seed));
      orders.set(players, own);
      return coalitionsAlong(own.orders, players);
    },
    solve: (players: number, values: Float64Array, empty: number, full: number) =>
      meanGains(orders.get(players)!, players, values, empty, full),
  };
  return explainSegments(method, model, x, targets, options);
}

interface Orders {
  readonly orders: readonly Uint32Array[];
  /** Whether these are all there are. */
  readonly all: boolean;
}

function ordersOf(players: number, permutations: number, random: Random): Orders {
  let count = 1;
  for (let i = 2; i <= players && count <= permutations; i++) count *= i;
  if (count <= permutations) return { orders: allOrders(players), all: true };
  const first = Uint32Array.from({ length: players }, (_, i) => i);
  const orders = Array.from({ length: Math.ceil(permutations / 2) }, () => {
    const order = random.shuffle(first.slice());
    return [order, order.toReversed()];
  });
  return { orders: orders.flat(), all: false };
}

function allOrders(players: number): Uint32Array[] {
  if (players === 0) return [new Uint32Array(0)];
  return allOrders(players - 1).flatMap((order) =>
    Array.from({ length: players }, (_, at) =>
      Uint32Array.of(...order.subarray(0, at), players - 1, ...order.subarray(at)),
    ),
  );
}

/** The coalitions of the first 1 to M - 1 players of each order, [orders, M - 1, M]. */
function coalitionsAlong(orders: readonly Uint32Array[], players: number): Uint8Array {
  const masks = new Uint8Array(orders.length * (players - 1) * players);
  let at = 0;
  for (const order of orders) {
    const present = new Uint8Array(players);
    for (const player of order.subarray(0, -1)) {
      present[player] = 1;
      masks.set(present, at);
      at += players;
    }
  }
  return masks;
}

function meanGains(
  { orders, all }: Orders,
  players: number,
  values: Float64Array,
  empty: number,
  full: number,
): PlayerValues {
  const gains = orders.map((order, o) => {
    const own = new Float64Array(players);
    let before = empty;
    order.forEach((player, place) => {
      const after = place === players - 1 ? full : values[o * (players - 1) + place];
      own[player] = after - before;
      before = after;
    });
    return own;
  });
  const means = new Float64Array(players);
  for (const own of gains) own.forEach((gain, i) => (means[i] += gain / gains.length));
  if (all) return { values: means, standardErrors: new Float64Array(players) };
  const pairs = gains.length / 2;
  const standardErrors = means.map((mean, i) => {
    let scatter = 0;
    for (let p = 0; p < pairs; p++) scatter += ((gains[2 * p][i] + gains[2 * p + 1][i]) / 2 - mean) ** 2;
    return Math.sqrt(scatter / (pairs - 1) / pairs);
  });
  return { values: means, standardErrors };
}
