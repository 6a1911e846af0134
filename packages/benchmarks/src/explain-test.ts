import { gatherBatch } from '@saliogram/core';
import type { CallOptions, OnEvent, PassCount, ScoresModel } from '@saliogram/core';
import type { TruthBenchmark, TruthSequences } from '@saliogram/datasets';
import { hasCapability } from '@saliogram/explain';
import type { AttributionMethod, Family } from '@saliogram/explain';
import { importanceOf } from './importance.ts';
import { WhiteBox } from './models/white-box.ts';
import type { Recipe } from './recipes.ts';
import { explainPerStep } from './steps/explain-per-step.ts';
import type { StepRoute } from './steps/explain-per-step.ts';

/** The maps of one method on the test sequences. */
export interface TestMaps {
  /** Importance, higher is more important, [B, T, C]. */
  readonly values: Float32Array;
  readonly route: StepRoute | 'sequence' | 'last-answer';
  readonly passes: PassCount;
}

const EXPLAIN_THE_LAST: readonly Family[] = ['gradient', 'propagation'];
/** Whose score is explained where only the last answer is. */
const LABEL_ONE = 1;

/** What {@link explainTest} may be told. */
export interface ExplainTestOptions extends CallOptions {
  readonly onEvent?: OnEvent;
  readonly seed: number;
  /** Of the benchmark's protocol. */
  readonly recipe: Recipe;
  /** The method's own options. */
  readonly methodOptions?: Readonly<Record<string, unknown>>;
}

/** Sequences to explain: of those with one label, the ones that have a truth; at most `limit`. */
export function explainedSequences({ test, labelling }: TruthBenchmark, limit?: number): TruthSequences {
  const { x, labels, truth } = test;
  const size = x.steps * x.channels;
  const per = labels.length / x.batch;
  const kept = Array.from({ length: x.batch }, (_, b) => b).filter(
    (b) => labelling === 'step' || truth.subarray(b * size, (b + 1) * size).includes(1),
  );
  const chosen = kept.slice(0, limit);
  const gathered = new Uint8Array(chosen.length * size);
  const ownLabels = new Uint8Array(chosen.length * per);
  chosen.forEach((b, i) => {
    gathered.set(truth.subarray(b * size, (b + 1) * size), i * size);
    ownLabels.set(labels.subarray(b * per, (b + 1) * per), i * per);
  });
  return { x: gatherBatch(x, chosen), labels: ownLabels, truth: gathered };
}

/** Explains the test sequences: each step's answer, each sequence's, or the white box of each. */
export async function explainTest(
  benchmark: TruthBenchmark,
  explained: TruthSequences,
  model: ScoresModel | undefined,
  method: AttributionMethod,
  options: ExplainTestOptions,
): Promise<TestMaps> {
  if (model === undefined) return explainWhiteBoxes(benchmark, explained, method, options);
  const start = model.passes();
  const passes = (): PassCount => ({
    forward: model.passes().forward - start.forward,
    backward: model.passes().backward - start.backward,
  });
  const { answers, stepObjective = 'score' } = options.recipe;
  if (benchmark.labelling === 'step' && answers === 'last' && EXPLAIN_THE_LAST.includes(method.family)) {
    const last = await method.explain(model, explained.x, LABEL_ONE, ownOptions(method, options, model));
    return { values: importanceOf(last), route: 'last-answer', passes: passes() };
  }
  if (benchmark.labelling === 'step' && hasCapability(model, 'scoresPerStep')) {
    const data = benchmark.train?.x ?? explained.x;
    const settings = { ...options, data, objective: stepObjective };
    const { values, route } = await explainPerStep(model, explained.x, method, settings);
    return { values, route, passes: passes() };
  }
  const map = await method.explain(model, explained.x, 'predicted', ownOptions(method, options, model));
  return { values: importanceOf(map), route: 'sequence', passes: passes() };
}

async function explainWhiteBoxes(
  { classes }: TruthBenchmark,
  { x, truth }: TruthSequences,
  method: AttributionMethod,
  options: ExplainTestOptions,
): Promise<TestMaps> {
  const values = new Float32Array(x.values.length);
  const size = x.steps * x.channels;
  const passes = { forward: 0, backward: 0 };
  for (let b = 0; b < x.batch; b++) {
    const model = new WhiteBox(classes, truth.subarray(b * size, (b + 1) * size));
    const own = { ...options, seed: options.seed + b };
    const map = await method.explain(model, gatherBatch(x, [b]), 0, ownOptions(method, own, model));
    values.set(importanceOf(map), b * size);
    passes.forward += model.passes().forward;
    passes.backward += model.passes().backward;
  }
  return { values, route: 'sequence', passes };
}

/** The method's options on this model; of a single class only the score says anything. */
function ownOptions(
  { defaults }: AttributionMethod,
  { signal, seed, methodOptions = {} }: ExplainTestOptions,
  { classes }: ScoresModel,
): Readonly<Record<string, unknown>> {
  return {
    ...('seed' in defaults && { seed }),
    ...('objective' in defaults && classes.length === 1 && { objective: 'score' }),
    ...methodOptions,
    ...(signal && { signal }),
  };
}
