import { createRandom, mean, sliceBatch, standardDeviation } from '@saliogram/core';
import type { Objective, Random, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../../attribution/attribution.ts';
import type { Targets } from '../../attribution/attribution.ts';
import type { RunOptions } from '../../attribution/batches.ts';
import { checkInteger, checkWord } from '../../attribution/check-argument.ts';
import { objectiveValue } from '../../attribution/objective-value.ts';
import { baselineSequences } from '../../baselines/baseline-sequences.ts';
import { movedMap } from './moved-map.ts';
import { countOfShare, removalOrder } from './removal-order.ts';
import { scoresAlongPaths } from './removal-paths.ts';
import { checkRemoval } from './removal.ts';
import type { RemovalOptions } from './removal.ts';
import { unitSize, unitValues } from './unit.ts';

/** Options of {@link orderTest}. */
export interface OrderTestOptions extends Omit<RemovalOptions, 'tieDraws'> {
  /** Orders drawn of each kind, R; default 99, which makes 0.01 the smallest p-value. */
  readonly orders?: number;
  /** Steps of the curves; default 10. */
  readonly steps?: number;
  /** Insertion area less deletion area (`both`, default), or one of them at half the cost. */
  readonly statistic?: 'both' | 'deletion' | 'insertion';
  /** Default `probability`. */
  readonly objective?: Objective;
}

/** The defaults of {@link OrderTestOptions} beside those of removal. */
export const ORDER_TEST_DEFAULTS = {
  orders: 99,
  steps: 10,
  statistic: 'both',
  objective: 'probability',
} as const;

/** How the order of one map compares with orders that know nothing. */
export interface OrderTest {
  /** The map's own area, the higher the better (deletion counts negatively). */
  readonly area: number;
  /** Areas of orders drawn uniformly, [R]. */
  readonly randomAreas: Float64Array;
  /** Areas of the same map elsewhere, [R]. */
  readonly movedAreas: Float64Array;
  /** (1 + random areas of at least the map's) / (R + 1). */
  readonly pRandom: number;
  /** The same among the moved. */
  readonly pMoved: number;
  /** The larger of the two: the map's order is better than chance, and not for being smooth alone. */
  readonly p: number;
  /** How many standard deviations of the moved areas the map's lies above their mean; NaN where all are the same. */
  readonly z: number;
}

// Areas of orders that do the same differ by no more than rounding.
const SAME_AREA = 1e-6;

/**
 * Tests, for each sequence by itself, whether the order of a map does better at deletion and insertion than R uniformly
 * random orders, and than itself in R other places. [B]
 *
 * For a map of random order p is uniform, so that p <= 0.05 comes in at most 5 of 100. Random orders scatter holes, which
 * no smooth map does and which some models hardly notice and others cannot bear: the second kind keeps the holes
 * together. Its p-value is the share of places in which the map would do as well, so that one wide hill cannot have a
 * low one. A map that does no better may still be right, where the class hangs on several places that each suffice.
 * Cost: (2 R + 1)(S - 1) forward passes per sequence and area.
 *
 * @param values [B, T, C]; higher is more important
 * @throws `argument-invalid` for values of another shape, orders below 1 or steps below 2
 */
export async function orderTest(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  values: ArrayLike<number>,
  options: OrderTestOptions = {},
): Promise<OrderTest[]> {
  const where = 'order test';
  const { onEvent, ...quiet } = options;
  const settings: Settings = { unit: 'cell', ...ORDER_TEST_DEFAULTS, ...quiet };
  checkRemoval(where, x, values, options);
  checkInteger(where, 'orders', settings.orders, 1);
  checkInteger(where, 'steps', settings.steps, 2);
  checkWord(where, 'statistic', settings.statistic, ['both', 'deletion', 'insertion']);
  const classOf = await resolveTargets(model, x, targets, quiet);
  const [fill] = baselineSequences(where, x, options);
  const random = createRandom(options.seed ?? 0);
  const tests: OrderTest[] = [];
  for (let b = 0; b < x.batch; b++) {
    const [own, absent] = [sliceBatch(x, b, b + 1), sliceBatch(fill, b, b + 1)];
    const sequence = { own, absent, target: classOf[b] };
    const size = x.steps * x.channels;
    const map = Array.prototype.slice.call(values, b * size, (b + 1) * size) as number[];
    const orders = ordersOf(own, map, settings, random);
    const areas = await areasOf(model, sequence, orders, settings);
    tests.push(judged(areas[0], areas.slice(1, 1 + settings.orders), areas.slice(1 + settings.orders)));
    onEvent?.({ type: 'progress', stage: where, done: b + 1, total: x.batch });
  }
  return tests;
}

type Settings = RunOptions & Required<Pick<OrderTestOptions, keyof typeof ORDER_TEST_DEFAULTS | 'unit'>>;

/** The map's own order, R random ones and R of the map in other places. */
function ordersOf(
  own: SequenceBatch,
  map: readonly number[],
  { orders, unit }: Settings,
  random: Random,
): Uint32Array[] {
  const units = unitValues(own, map, 0, unit);
  const channels = own.channels / unitSize(own, unit);
  const times = Array.from({ length: orders }, (_, i) => i);
  return [
    removalOrder(units, random),
    ...times.map(() => random.shuffle(Uint32Array.from(units, (_, u) => u))),
    ...times.map(() => removalOrder(movedMap(units, channels, random), random)),
  ];
}

/** Of each order its areas over the points between the ends, which are the same for all. */
async function areasOf(
  model: ScoresModel,
  { own, absent, target }: { own: SequenceBatch; absent: SequenceBatch; target: number },
  orders: readonly Uint32Array[],
  settings: Settings,
): Promise<Float64Array> {
  const { steps, statistic, objective, unit } = settings;
  const shares = Array.from({ length: steps - 1 }, (_, i) => (i + 1) / steps);
  const units = orders[0].length;
  const counts = shares.map((share) => countOfShare(share, units));
  const left = counts.map((count) => units - count);
  const paths = orders.flatMap((order) => [
    ...(statistic === 'insertion' ? [] : [{ sequence: 0, order, counts }]),
    ...(statistic === 'deletion' ? [] : [{ sequence: 0, order: order.toReversed(), counts: left }]),
  ]);
  const scores = await scoresAlongPaths(model, own, absent, paths, unit, 'order test', settings);
  const pathsEach = paths.length / orders.length;
  const areas = new Float64Array(orders.length);
  for (let row = 0; row < paths.length * counts.length; row++) {
    const path = Math.floor(row / counts.length);
    const deleted = statistic === 'deletion' || (statistic === 'both' && path % 2 === 0);
    const value = objectiveValue(scores, row, model.classes.length, target, objective);
    areas[Math.floor(path / pathsEach)] += (deleted ? -value : value) / steps;
  }
  return areas;
}

function judged(area: number, randomAreas: Float64Array, movedAreas: Float64Array): OrderTest {
  const p = (areas: Float64Array): number =>
    (1 + areas.reduce((n, other) => n + (other >= area - SAME_AREA ? 1 : 0), 0)) / (areas.length + 1);
  const [pRandom, pMoved] = [p(randomAreas), p(movedAreas)];
  const spread = standardDeviation(movedAreas);
  return {
    area,
    randomAreas,
    movedAreas,
    pRandom,
    pMoved,
    p: Math.max(pRandom, pMoved),
    z: spread > SAME_AREA ? (area - mean(movedAreas)) / spread : NaN,
  };
}
