import { sliceBatch, throwIfAborted } from '@saliogram/core';
import type { CallOptions, OnEvent, SequenceBatch, StepScoresModel } from '@saliogram/core';
import { hasCapability } from '@saliogram/explain';
import type { AttributionMethod } from '@saliogram/explain';
import { importanceOf } from '../importance.ts';
import { prefixOf } from '../models/train-model.ts';
import { SINGLE_STEPS } from './single-steps.ts';
import { predictedSteps } from './step-targets.ts';

/**
 * How the map of a step's own answer is made: from `single-steps` with cached states, from the last step of the map of
 * every prefix (`prefixes`), or not from the model at all (`control`).
 */
export type StepRoute = 'single-steps' | 'prefixes' | 'control';

/** Importance of the cells of each step to the class that the model gives to that step. */
export interface StepExplanation {
  /** [B, T, C] */
  readonly values: Float32Array;
  readonly route: StepRoute;
}

/** What {@link explainPerStep} may be told. */
export interface StepOptions extends CallOptions {
  readonly onEvent?: OnEvent;
  /** The sequences that the model learnt from; what replacements are drawn from. */
  readonly data: SequenceBatch;
  readonly seed: number;
  /** Default the fastest there is; `prefixes` is what the others are tested against. */
  readonly route?: 'prefixes';
  /** The method's own options, on the route of the prefixes. */
  readonly methodOptions?: Readonly<Record<string, unknown>>;
}

const SEQUENCES_AT_ONCE = 25;

/**
 * Explains a model that answers after every step: cell (t, i) of the map says how much x_t,i matters to the score of the
 * class that the model gives at t, having read x_1..t. That is the last step of the map of the prefix x_1..t, as the
 * forward tunnel of tint takes it; T prefixes cost T^2 / 2 steps, single steps from cached states T.
 *
 * @throws `model-mismatch` for a model that the method cannot explain, `cancelled`
 */
export async function explainPerStep(
  model: StepScoresModel,
  x: SequenceBatch,
  method: AttributionMethod,
  options: StepOptions,
): Promise<StepExplanation> {
  const values = new Float32Array(x.values.length);
  const single = SINGLE_STEPS[method.name];
  const isFast = options.route !== 'prefixes' && single && hasCapability(model, 'scoresOfStepVariants');
  const size = x.steps * x.channels;
  const stage = `${method.name}, step by step`;
  for (let from = 0; from < x.batch; from += SEQUENCES_AT_ONCE) {
    throwIfAborted(options.signal, stage);
    const to = Math.min(from + SEQUENCES_AT_ONCE, x.batch);
    const part = sliceBatch(x, from, to);
    const { signal, data, seed } = options;
    const call = signal ? { signal } : {};
    const targets = method.family === 'control' ? undefined : await predictedSteps(model, part, call);
    const context = { ...call, data, seed: seed + from };
    const map =
      targets === undefined
        ? (await method.explain(model, part, 0, seeded(method, context.seed))).values
        : isFast
          ? (await single(model, part, targets, context)).map(Math.abs)
          : await lastStepsOfPrefixes(model, part, method, targets, options);
    values.set(map, from * size);
    options.onEvent?.({ type: 'progress', stage, done: to, total: x.batch });
  }
  const route = method.family === 'control' ? 'control' : isFast ? 'single-steps' : 'prefixes';
  return { values, route };
}

function seeded({ defaults }: AttributionMethod, seed: number): Readonly<Record<string, unknown>> {
  return 'seed' in defaults ? { seed } : {};
}

async function lastStepsOfPrefixes(
  model: StepScoresModel,
  x: SequenceBatch,
  method: AttributionMethod,
  targets: Int32Array,
  { signal, methodOptions = {} }: StepOptions,
): Promise<Float32Array> {
  const { batch, steps, channels } = x;
  const values = new Float32Array(x.values.length);
  for (let t = 0; t < steps; t++) {
    const own = Int32Array.from({ length: batch }, (_, b) => targets[b * steps + t]);
    const map = await method.explain(model, prefixOf(x, t + 1), own, {
      ...methodOptions,
      ...(signal && { signal }),
    });
    const importance = importanceOf(map);
    for (let b = 0; b < batch; b++) {
      const last = (b * (t + 1) + t) * channels;
      values.set(importance.subarray(last, last + channels), (b * steps + t) * channels);
    }
  }
  return values;
}
