import { SaliogramError } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { Attribution } from '../attribution/attribution.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger, checkNumber } from '../attribution/check-argument.ts';
import { salientSequences } from '../attribution/heat.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { deletionCurve, insertionCurve } from '../metrics/faithfulness/deletion-insertion.ts';
import { measuredMap } from '../metrics/measured-map.ts';
import { orderTest, randomSeparations } from '../metrics/faithfulness/order-test.ts';
import type { FirstLook } from '../metrics/faithfulness/order-test.ts';
import { agreementOf } from './agreement-of.ts';
import { explainedAgain } from './explained-again.ts';
import type { AgainOptions } from './explained-again.ts';
import { judgeEvidence } from './judge-evidence.ts';
import { relativeGaps } from './relative-gaps.ts';
import { CHANCE_ORDERS, magnitudeLead } from './shared-evidence.ts';
import type { TrustEvidence, TrustRecord } from './trust-record.ts';
import type { TrustRules } from './trust-rules.ts';

/** Options of {@link trustRecords}. */
export interface TrustOptions<M extends ScoresModel> extends RunOptions, BaselineOptions, AgainOptions<M> {
  /** Random orders drawn, which are the same for every map; default 99, which makes 0.01 the smallest p-value. */
  readonly chanceOrders?: number;
  /** Places of each map drawn; default 49. */
  readonly places?: number;
  /** When fewer places are enough; default where none of the first 19 does as well as the map, or 8 of them do. */
  readonly firstLook?: FirstLook;
  /** How random orders of the same sequences separate, from {@link sharedEvidence}; drawn where not given. */
  readonly chance?: readonly Float64Array[];
  /** What |x| comes to, from {@link sharedEvidence}; found where not given. */
  readonly magnitude?: Float64Array;
  /** Maps of other methods of the same sequences and classes. */
  readonly others?: readonly Attribution[];
  /** Default {@link TRUST_RULES}. */
  readonly rules?: TrustRules;
}

/** The defaults of {@link TrustOptions} beside those of baselines. */
export const TRUST_DEFAULTS = {
  chanceOrders: CHANCE_ORDERS,
  places: 49,
  firstLook: { places: 19, enough: 8 },
  noiseDraws: 3,
  noiseRadius: 0.05,
  clearStability: 0.75,
  seeded: false,
} as const;

/**
 * What each map of an attribution is worth: its deletion and insertion against random orders, against the same map
 * elsewhere and against |x|; its completeness; how still it stands under noise and across seeds; whether an untrained
 * model gives the same; how far other methods agree; and one word by {@link TRUST_RULES}. One record per sequence, [B].
 *
 * The baseline is what inputs are replaced with, and the verdict holds for it alone. A map of one sequence is judged by
 * what the model does, not by what a reader would expect: a reliable map may show that the model goes by the wrong thing.
 * Cost: 12 forward passes per place and sequence, 42 more, what {@link sharedEvidence} takes where it is not given, and 2
 * or 3 explanations, or as many more as there are further noisy copies; resumed states save a tenth of the passes or more.
 *
 * @throws `argument-invalid` where the attribution is not of `x`
 */
export async function trustRecords<M extends ScoresModel>(
  model: M,
  x: SequenceBatch,
  attribution: Attribution,
  options: TrustOptions<M> = {},
): Promise<TrustRecord[]> {
  const where = 'verdict';
  const settings = { ...TRUST_DEFAULTS, ...options };
  checkInteger(where, 'noiseDraws', settings.noiseDraws, 0);
  checkNumber(where, 'noiseRadius', settings.noiseRadius, 0);
  checkOfInput(x, attribution);
  const { signal, baseline, reference, snrDb, seed = 0 } = options;
  const quiet = {
    ...(signal && { signal }),
    ...(baseline !== undefined && { baseline }),
    ...(reference !== undefined && { reference }),
    ...(snrDb !== undefined && { snrDb }),
    seed,
  };
  const { targets } = attribution;
  const values = measuredMap(attribution).order;
  checkInteger(where, 'chanceOrders', settings.chanceOrders, 1);
  checkInteger(where, 'places', settings.places, 1);
  const chance =
    options.chance ??
    (await randomSeparations(model, x, targets, { ...quiet, orders: settings.chanceOrders }));
  const tests = await orderTest(model, x, targets, values, {
    ...quiet,
    orders: settings.places,
    firstLook: settings.firstLook,
    chance,
    ...(options.onEvent && { onEvent: options.onEvent }),
  });
  const deletion = await deletionCurve(model, x, targets, values, quiet);
  const insertion = await insertionCurve(model, x, targets, values, quiet);
  const magnitude = options.magnitude ?? (await magnitudeLead(model, x, targets, quiet));
  const salient = salientSequences(attribution);
  const again = await explainedAgain(model, x, attribution, settings);
  const agreement = agreementOf(x, attribution, options.others ?? []);
  const gaps = relativeGaps(x, attribution);
  return tests.map((test, b) => {
    const evidence: TrustEvidence = {
      salient: salient[b] === 1,
      deletion: deletion.area[b],
      insertion: insertion.area[b],
      magnitude: magnitude[b],
      pRandom: test.pRandom,
      pMoved: test.pMoved,
      ...(gaps && { completeness: gaps[b] }),
      ...(attribution.convergence && { converged: attribution.convergence.converged[b] }),
      ...again(b),
      ...(options.others && { agreement: agreement(b) }),
    };
    return judgeEvidence(evidence, options.rules);
  });
}

function checkOfInput(x: SequenceBatch, { method, values, targets }: Attribution): void {
  if (values.length === x.values.length && targets.length === x.batch) return;
  throw new SaliogramError(
    'argument-invalid',
    `verdict: got ${values.length} values of ${method} for ${targets.length} sequences, expected ${x.batch} x ${x.steps} x ${x.channels} (sequences x steps x channels)`,
    { details: { method, values: values.length, expected: x.values.length } },
  );
}
