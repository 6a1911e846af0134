import { sliceBatch, throwIfAborted } from '@saliogram/core';
import type { CallOptions, OnEvent, SequenceBatch, StepScoresModel } from '@saliogram/core';
import { hasCapability } from '@saliogram/explain';
import type { AttributionMethod } from '@saliogram/explain';
import { importanceOf } from '../importance.ts';
import { prefixOf } from '../models/train-model.ts';
import { answersModel, differentiatesSteps } from './answers-model.ts';
import { singleStepsOf } from './single-steps.ts';
import type { StepContext } from './single-steps.ts';
import { predictedSteps } from './step-targets.ts';

/**
 * How the map of a step's own answer is made: by a method that asks every step's answer itself (`own`); from
 * `single-steps` from the states before them; from the last step of the map of every prefix (`prefixes`); from one map of the
 * `whole` sequence for all of its answers, as masks do; or not from the model at all (`control`).
 */
export type StepRoute = 'own' | 'single-steps' | 'prefixes' | 'whole' | 'control';

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
  /** See {@link StepContext}. */
  readonly objective?: 'score' | 'probability';
  /** Default the fastest there is for the method. */
  readonly route?: 'prefixes' | 'whole';
  /** The method's own options, on the routes that have no settings of their own. */
  readonly methodOptions?: Readonly<Record<string, unknown>>;
}

const SEQUENCES_AT_ONCE = 25;
/** Methods that ask the classes after every step, whatever the target, and learn from the model's own data. */
const ASKS_EVERY_STEP = ['fit', 'winit'];

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
  const route = routeOf(model, method, options);
  const size = x.steps * x.channels;
  const stage = `${method.name}, step by step`;
  const atOnce = learnsTogether(options) ? x.batch : SEQUENCES_AT_ONCE;
  for (let from = 0; from < x.batch; from += atOnce) {
    throwIfAborted(options.signal, stage);
    const to = Math.min(from + atOnce, x.batch);
    const part = sliceBatch(x, from, to);
    const { signal, data, seed } = options;
    const call = signal ? { signal } : {};
    const context = { ...call, data, seed: seed + from, objective: options.objective ?? 'score' };
    values.set(await mapOf(route, model, part, method, context, options), from * size);
    options.onEvent?.({ type: 'progress', stage, done: to, total: x.batch });
  }
  return { values, route };
}

/** Whether a network is trained for all sequences that are explained at once. */
function learnsTogether({ methodOptions = {} }: StepOptions): boolean {
  return methodOptions.perturbation === 'network' || methodOptions.generator === 'recurrent';
}

function routeOf(
  model: StepScoresModel,
  { name, family }: AttributionMethod,
  { route }: StepOptions,
): StepRoute {
  if (family === 'control') return 'control';
  if (ASKS_EVERY_STEP.includes(name)) return 'own';
  if (route !== undefined) return route;
  if (singleStepsOf(name, model)) return 'single-steps';
  return family === 'mask' && differentiatesSteps(model) ? 'whole' : 'prefixes';
}

async function mapOf(
  route: StepRoute,
  model: StepScoresModel,
  x: SequenceBatch,
  method: AttributionMethod,
  context: StepContext,
  options: StepOptions,
): Promise<Float32Array> {
  if (route === 'control') return (await method.explain(model, x, 0, seeded(method, context.seed))).values;
  if (route === 'own') {
    const { signal, data } = context;
    const settings = {
      ...seeded(method, context.seed),
      data,
      ...options.methodOptions,
      ...(signal && { signal }),
    };
    return (await method.explain(model, x, 0, settings)).values;
  }
  const targets = await predictedSteps(model, x, context.signal ? { signal: context.signal } : {});
  const single = singleStepsOf(method.name, model);
  if (route === 'single-steps' && single) return (await single(x, targets, context)).map(Math.abs);
  if (route === 'whole' && 'matches' in method.defaults && hasCapability(model, 'matchGradient')) {
    const settings = { matches: 'every-step', ...seeded(method, context.seed), ...options.methodOptions };
    const call = context.signal ? { signal: context.signal } : {};
    return importanceOf(await method.explain(model, x, 0, { ...settings, ...call }));
  }
  if (route === 'whole' && differentiatesSteps(model)) {
    const answers = answersModel(model, targets, x.steps);
    const own = Int32Array.from({ length: x.batch }, (_, b) => b);
    const objective = 'objective' in method.defaults ? { objective: 'score' } : {};
    const settings = { ...seeded(method, context.seed), ...objective, ...options.methodOptions };
    const call = context.signal ? { signal: context.signal } : {};
    return importanceOf(await method.explain(answers, x, own, { ...settings, ...call }));
  }
  return lastStepsOfPrefixes(model, x, method, targets, options);
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
