import { SaliogramError, createRandom, mean, sliceBatch, standardDeviation } from '@saliogram/core';
import type { Objective, Random, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../../attribution/attribution.ts';
import type { Targets } from '../../attribution/attribution.ts';
import { checkInteger, checkWord } from '../../attribution/check-argument.ts';
import { objectiveValue } from '../../attribution/objective-value.ts';
import { baselineSequences } from '../../baselines/baseline-sequences.ts';
import { movedMap } from './moved-map.ts';
import { countOfShare, removalOrder } from './removal-order.ts';
import { scoresAlongPaths } from './removal-paths.ts';
import { checkRemoval } from './removal.ts';
import type { RemovalOptions } from './removal.ts';
import { unitCount, unitSize, unitValues } from './unit.ts';

/** Options of {@link orderTest}. */
export interface OrderTestOptions extends Omit<RemovalOptions, 'tieDraws'> {
  /** Orders drawn of each kind, R; default 99, which makes 0.01 the smallest p-value. */
  readonly orders?: number;
  /** Shares of the inputs gone and there, rising between 0 and 1, each as weighty as the next. */
  readonly shares?: readonly number[];
  /** Insertion less deletion (`both`, default), or one of them at half the cost. */
  readonly statistic?: 'both' | 'deletion' | 'insertion';
  /** Default `probability`. */
  readonly objective?: Objective;
  /** Separations of random orders of the same sequences, from {@link randomSeparations}, which are the same for every map. */
  readonly chance?: readonly Float64Array[];
  /** A first look after fewer places, which may be enough; by default all are looked at. */
  readonly firstLook?: FirstLook;
}

/** When the places looked at first are enough: where none of them does as well as the map, or many do. */
export interface FirstLook {
  /** Places looked at first. */
  readonly places: number;
  /** As many that do as well are enough to tell that the map is no better than elsewhere. */
  readonly enough: number;
}

/** The defaults of {@link OrderTestOptions} beside those of removal. */
export const ORDER_TEST_DEFAULTS = {
  orders: 99,
  // Dense at the top of a map: what it holds for unimportant is dust, whose order must not decide.
  shares: [0.02, 0.05, 0.1, 0.2, 0.4, 0.7],
  statistic: 'both',
  objective: 'probability',
} as const;

/** How the order of one map compares with orders that know nothing. */
export interface OrderTest {
  /** The mean over the shares of the objective with the map's top there less that with its top gone; high is good. */
  readonly separation: number;
  /** The same of orders drawn uniformly, [R]. */
  readonly random: Float64Array;
  /** The same of the map elsewhere, [R], or fewer where a first look was enough. */
  readonly moved: Float64Array;
  /** (1 + random orders that separate at least as well) / (R + 1). */
  readonly pRandom: number;
  /** The same among the moved that were looked at. */
  readonly pMoved: number;
  /** The larger of the two: the map's order is better than chance, and not for being smooth alone. */
  readonly p: number;
  /** How many standard deviations of the moved maps' separations the map's lies above their mean; NaN where all are the same. */
  readonly z: number;
}

type Settings = OrderTestOptions &
  Required<Pick<OrderTestOptions, 'orders' | 'shares' | 'statistic' | 'objective'>>;

const WHERE = 'order test';

// Orders that do the same differ by no more than rounding.
const SAME = 1e-6;

/**
 * Tests, for each sequence by itself, whether the order of a map does better at deletion and insertion than R uniformly
 * random orders, and than itself in R other places. [B]
 *
 * For a map of random order p is uniform, so that p <= 0.05 comes in at most 5 of 100. Random orders scatter holes, which
 * no smooth map does and which some models hardly notice and others cannot bear: the second kind keeps the holes
 * together. Its p-value is the share of places in which the map would do as well, so that one wide hill cannot have a
 * low one. A map that does no better may still be right, where the class hangs on several places that each suffice.
 * Cost: 2 (2 R + 1) forward passes per sequence and share, less what is resumed; with a first look mostly half of the
 * places' share. A first look hardly moves the level: with 19 places before 49, maps that are no better than elsewhere
 * have p <= 0.1 in 10.3 % instead of 10 %.
 *
 * @param values [B, T, C]; higher is more important
 * @throws `argument-invalid` for values of another shape, orders below 1, or shares that do not rise
 */
export async function orderTest(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  values: ArrayLike<number>,
  options: OrderTestOptions = {},
): Promise<OrderTest[]> {
  checkRemoval(WHERE, x, values, options);
  const chance = options.chance ?? (await randomSeparations(model, x, targets, options));
  if (chance.length !== x.batch) {
    throw new SaliogramError(
      'argument-invalid',
      `${WHERE}: got random separations of ${chance.length} sequences, expected ${x.batch}`,
      { details: { chance: chance.length, batch: x.batch } },
    );
  }
  const size = x.steps * x.channels;
  const { firstLook } = options;
  return perSequence(model, x, targets, options, async ({ own, b, random, orders }, separate) => {
    const map = Array.prototype.slice.call(values, b * size, (b + 1) * size) as number[];
    const units = unitValues(own, map, 0, options.unit ?? 'cell');
    const channels = own.channels / unitSize(own, options.unit ?? 'cell');
    const order = removalOrder(units, random);
    // Drawn before they are needed, so that what is drawn for the next sequence does not depend on this one.
    const places = Array.from({ length: orders }, () =>
      removalOrder(movedMap(units, channels, random), random),
    );
    const first = Math.min(firstLook?.places ?? orders, orders);
    const [separation, ...moved] = await separate([order, ...places.slice(0, first)]);
    const better = asGood(moved, separation);
    const settled = firstLook && (better === 0 || better >= firstLook.enough);
    if (!settled && first < orders) moved.push(...(await separate(places.slice(first))));
    return judged(separation, chance[b], Float64Array.from(moved));
  });
}

/** How well R uniformly random orders of each sequence separate, [B][R]: what chance does. Cost: 2 R forward passes per share. */
export function randomSeparations(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: Omit<OrderTestOptions, 'chance' | 'firstLook'> = {},
): Promise<Float64Array[]> {
  return perSequence(model, x, targets, options, ({ own, random, orders }, separate) => {
    const units = unitCount(own, 0, options.unit ?? 'cell');
    return separate(
      Array.from({ length: orders }, () => random.shuffle(Uint32Array.from({ length: units }, (_, u) => u))),
    );
  });
}

/** One sequence, and what orders of it are drawn with. */
interface Drawn {
  readonly own: SequenceBatch;
  readonly b: number;
  readonly random: Random;
  readonly orders: number;
}

/** What is found out about each sequence, one after the other with progress. */
async function perSequence<R>(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: OrderTestOptions,
  find: (drawn: Drawn, separate: (orders: readonly Uint32Array[]) => Promise<Float64Array>) => Promise<R>,
): Promise<R[]> {
  const settings: Settings = { ...ORDER_TEST_DEFAULTS, ...options };
  check(settings);
  const { onEvent, ...quiet } = options;
  const classOf = await resolveTargets(model, x, targets, quiet);
  const [fill] = baselineSequences(WHERE, x, options);
  const random = createRandom(options.seed ?? 0);
  const all: R[] = [];
  for (let b = 0; b < x.batch; b++) {
    const [own, absent] = [sliceBatch(x, b, b + 1), sliceBatch(fill, b, b + 1)];
    const sequence = { own, absent, target: classOf[b] };
    const found = await find({ own, b, random, orders: settings.orders }, (orders) =>
      separationsOf(model, sequence, orders, { ...settings, ...quiet }),
    );
    all.push(found);
    onEvent?.({ type: 'progress', stage: WHERE, done: b + 1, total: x.batch });
  }
  return all;
}

function check({ orders, statistic, shares, firstLook }: Settings): void {
  checkInteger(WHERE, 'orders', orders, 1);
  if (firstLook) {
    checkInteger(WHERE, 'firstLook.places', firstLook.places, 1);
    checkInteger(WHERE, 'firstLook.enough', firstLook.enough, 1);
  }
  checkWord(WHERE, 'statistic', statistic, ['both', 'deletion', 'insertion']);
  if (shares.length > 0 && [...shares, 1].every((share, i) => share > (shares[i - 1] ?? 0))) return;
  throw new SaliogramError(
    'argument-invalid',
    `${WHERE}: got shares ${shares.join(', ') || 'none'}, expected some that rise between 0 and 1`,
    { details: { shares } },
  );
}

/** Of each order its mean over the shares. */
async function separationsOf(
  model: ScoresModel,
  { own, absent, target }: { own: SequenceBatch; absent: SequenceBatch; target: number },
  orders: readonly Uint32Array[],
  settings: Settings,
): Promise<Float64Array> {
  const { shares, statistic, objective, unit = 'cell' } = settings;
  const units = orders[0].length;
  const counts = shares.map((share) => countOfShare(share, units));
  const left = counts.map((count) => units - count);
  const paths = orders.flatMap((order) => [
    ...(statistic === 'insertion' ? [] : [{ sequence: 0, order, counts }]),
    ...(statistic === 'deletion' ? [] : [{ sequence: 0, order: order.toReversed(), counts: left }]),
  ]);
  const scores = await scoresAlongPaths(model, own, absent, paths, unit, WHERE, settings);
  const pathsEach = paths.length / orders.length;
  const separations = new Float64Array(orders.length);
  for (let row = 0; row < paths.length * counts.length; row++) {
    const path = Math.floor(row / counts.length);
    const deleted = statistic === 'deletion' || (statistic === 'both' && path % 2 === 0);
    const value = objectiveValue(scores, row, model.classes.length, target, objective);
    separations[Math.floor(path / pathsEach)] += (deleted ? -value : value) / shares.length;
  }
  return separations;
}

/** How many separate at least as well. */
function asGood(others: ArrayLike<number>, separation: number): number {
  let count = 0;
  for (let i = 0; i < others.length; i++) if (others[i] >= separation - SAME) count++;
  return count;
}

function judged(separation: number, random: Float64Array, moved: Float64Array): OrderTest {
  const p = (others: Float64Array): number => (1 + asGood(others, separation)) / (others.length + 1);
  const [pRandom, pMoved] = [p(random), p(moved)];
  const spread = standardDeviation(moved);
  const z = spread > SAME ? (separation - mean(moved)) / spread : NaN;
  return { separation, random, moved, pRandom, pMoved, p: Math.max(pRandom, pMoved), z };
}
