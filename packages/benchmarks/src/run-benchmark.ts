import { SaliogramError, argmax, mean, throwIfAborted } from '@saliogram/core';
import type { CallOptions, ClassInfo, OnEvent, PassCount } from '@saliogram/core';
import { truthBenchmark, truthBenchmarkEntry } from '@saliogram/datasets';
import type { BenchmarkSizes, TruthBenchmark, TruthSequences } from '@saliogram/datasets';
import { attributionMethod } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import type { CheckpointStore } from '@saliogram/training';
import { explainTest, explainedSequences } from './explain-test.ts';
import type { TestMaps } from './explain-test.ts';
import { kept } from './kept-results.ts';
import { TABLE_MEASURES, auprcByClass, measureMaps } from './measure-maps.ts';
import { trainModel, untrainedModel } from './models/train-model.ts';
import type { TableMeasure } from './published.ts';
import { recipeOf } from './recipes.ts';
import type { Training } from './recipes.ts';

/** Mean over folds, their population standard deviation, and the values themselves. */
export interface FoldMeasure {
  readonly mean: number;
  readonly sd: number;
  readonly values: readonly number[];
}

/** How well one method finds the truth. */
export interface BenchmarkRow {
  readonly method: string;
  /** Whether the model explained had learnt nothing: a control. */
  readonly isUntrained: boolean;
  readonly route: TestMaps['route'];
  readonly measures: Readonly<Record<TableMeasure, FoldMeasure>>;
  /** Where sequences have one label and the model more than one class: mean AUPRC of each class that has a truth, by its symbol. */
  readonly auprcByClass?: Readonly<Record<string, FoldMeasure>>;
  /** Of all folds. */
  readonly seconds: number;
  readonly passes: PassCount;
}

/** A benchmark's table. */
export interface BenchmarkResult {
  readonly name: string;
  readonly folds: number;
  readonly seed: number;
  /** Test sequences explained, per fold. */
  readonly sequences: number;
  /** Share of right answers on the whole test set; absent for a white box. */
  readonly accuracy?: FoldMeasure;
  readonly rows: readonly BenchmarkRow[];
}

/** How a benchmark is run. */
export interface RunBenchmarkOptions extends CallOptions {
  /** Names of the registry; default {@link DEFAULT_METHODS}. Random heat, |x| and an untrained model are always there. */
  readonly methods?: readonly string[];
  /** Models (or data sets, where each fold has its own); default 5. */
  readonly folds?: number;
  /** Test sequences explained per fold; default all. */
  readonly limit?: number;
  /** Of data, models and methods; default the benchmark's. */
  readonly seed?: number;
  /** Sizes of the data other than published. */
  readonly sizes?: Partial<Omit<BenchmarkSizes, 'seed'>>;
  /** Epochs other than published. */
  readonly epochs?: number;
  /** Where trained models are kept, and what each method found of each fold, under all settings. */
  readonly cache?: CheckpointStore;
  readonly onEvent?: OnEvent;
  readonly threads?: number;
}

/** What is run unless something else is asked for: what takes minutes, not hours. */
export const DEFAULT_METHODS: readonly string[] = [
  'input-derivative',
  'gradient-times-input',
  'integrated-gradients',
  'occlusion',
];

const CONTROLS = ['random-heat', 'magnitude'];
/** What explains the model that has learnt nothing. */
const UNTRAINED = 'integrated-gradients';

interface Candidate {
  readonly method: string;
  readonly isUntrained: boolean;
}

interface Found {
  readonly measures: Record<TableMeasure, number>;
  readonly byClass: readonly number[];
  readonly maps: Pick<TestMaps, 'route' | 'passes'>;
  readonly seconds: number;
}

/**
 * Runs a benchmark by its published protocol: a black box per fold, each method's maps of the test sequences, their
 * measures against the truth, and controls.
 *
 * @throws `argument-invalid` for an unknown benchmark or method, `model-mismatch` where a method cannot explain the
 *   model, `cancelled`
 */
export async function runBenchmark(
  name: string,
  options: RunBenchmarkOptions = {},
): Promise<BenchmarkResult> {
  const { sizes } = truthBenchmarkEntry(name);
  const seed = options.seed ?? sizes.seed;
  const { folds = 5, methods = DEFAULT_METHODS } = options;
  checkCount('folds', folds);
  if (options.limit !== undefined) checkCount('limit', options.limit);
  const training = trainingOf(name, options);
  const candidates: Candidate[] = [...new Set([...methods, ...CONTROLS])].map((method) => ({
    method: attributionMethod(method).name,
    isUntrained: false,
  }));
  if (training) candidates.push({ method: UNTRAINED, isUntrained: true });
  const found = candidates.map((): Found[] => []);
  const accuracies: number[] = [];
  let sequences = 0;
  for (let fold = 0; fold < folds; fold++) {
    const own = training && training.folds > 1 ? seed : seed + fold;
    const benchmark = truthBenchmark(name, { ...options.sizes, seed: own });
    const explained = explainedSequences(benchmark, options.limit);
    sequences = explained.x.batch;
    const models = training && lazyModels(benchmark, training, fold, { ...options, seed });
    const facts = { name, seed, own, fold, sizes: { ...sizes, ...options.sizes }, training };
    try {
      if (models) {
        const right = async (): Promise<number> => accuracyOf(benchmark, await models.trained(), options);
        accuracies.push(await kept(options.cache, `${name}-${fold}-accuracy`, facts, right));
      }
      for (const [i, { method, isUntrained }] of candidates.entries()) {
        throwIfAborted(options.signal, `benchmark ${name}`);
        const seeded = { ...options, seed: seed * 100 + fold };
        const settings = settingsOf(name, method);
        const own = { ...facts, isUntrained, limit: options.limit, settings };
        found[i].push(
          await kept(options.cache, `${name}-${fold}-${method}`, own, async () => {
            const model = await (isUntrained ? models?.untrained() : models?.trained());
            return judge(benchmark, explained, model, method, seeded);
          }),
        );
      }
    } finally {
      await models?.close();
    }
    options.onEvent?.({ type: 'progress', stage: `benchmark ${name}`, done: fold + 1, total: folds });
  }
  return {
    name,
    folds,
    seed,
    sequences,
    ...(accuracies.length > 0 && { accuracy: overFolds(accuracies) }),
    rows: candidates.map((candidate, i) => ({
      ...candidate,
      ...rowOf(found[i], truthBenchmarkEntry(name).classes),
    })),
  };
}

/** The models of a fold, opened when first asked for: what was kept of earlier runs needs none. */
function lazyModels(
  benchmark: TruthBenchmark,
  training: Training,
  fold: number,
  options: RunBenchmarkOptions & { seed: number },
): { trained(): Promise<RecurrentModel>; untrained(): Promise<RecurrentModel>; close(): Promise<void> } {
  let trained: Promise<RecurrentModel> | undefined;
  let untrained: Promise<RecurrentModel> | undefined;
  return {
    trained: () => (trained ??= trainModel(benchmark, training, fold, options)),
    untrained: () => (untrained ??= untrainedModel(benchmark, training, fold, options)),
    async close() {
      const opened = await Promise.allSettled([trained, untrained]);
      for (const model of opened) if (model.status === 'fulfilled') await model.value?.close();
    },
  };
}

/** One method's maps of one fold, measured. */
async function judge(
  benchmark: TruthBenchmark,
  explained: TruthSequences,
  model: RecurrentModel | undefined,
  method: string,
  options: RunBenchmarkOptions & { seed: number },
): Promise<Found> {
  const recipe = recipeOf(benchmark.name);
  const start = performance.now();
  const { values, route, passes } = await explainTest(
    benchmark,
    explained,
    model,
    attributionMethod(method),
    {
      ...options,
      recipe,
      methodOptions: recipe.options?.[method] ?? {},
    },
  );
  const hasClasses = benchmark.labelling === 'sequence' && benchmark.classes.length > 1;
  return {
    measures: measureMaps(values, explained, recipe),
    byClass: hasClasses ? auprcByClass(values, explained, benchmark.classes.length) : [],
    maps: { route, passes },
    seconds: (performance.now() - start) / 1000,
  };
}

/** Everything besides data and model on which the measures of a method's maps depend. */
function settingsOf(name: string, method: string): unknown {
  const { of: _of, training: _training, notes: _notes, options = {}, ...protocol } = recipeOf(name);
  const { defaults } = attributionMethod(method);
  return { method, defaults, ...protocol, options: options[method] };
}

function trainingOf(name: string, { folds = 5, epochs }: RunBenchmarkOptions): Training | undefined {
  const { training } = recipeOf(name);
  if (!training) return undefined;
  if (training.folds > 1 && folds > training.folds) {
    throw new SaliogramError(
      'argument-invalid',
      `benchmark ${name}: got ${folds} folds, expected at most ${training.folds}, into which its training set is cut`,
      { details: { folds } },
    );
  }
  return epochs === undefined ? training : { ...training, epochs };
}

async function accuracyOf(
  { test, classes, labelling }: TruthBenchmark,
  model: RecurrentModel,
  { signal }: CallOptions,
): Promise<number> {
  const call = signal ? { signal } : {};
  const scores =
    labelling === 'step' ? await model.scoresPerStep(test.x, call) : await model.scores(test.x, call);
  const right = Array.from(test.labels, (label, i) =>
    argmax(scores, i * classes.length, (i + 1) * classes.length) === label ? 1 : 0,
  );
  return mean(right);
}

function rowOf(found: readonly Found[], classes: readonly ClassInfo[]): Omit<BenchmarkRow, keyof Candidate> {
  const total = (of: (one: Found) => number): number => found.reduce((sum, one) => sum + of(one), 0);
  const byClass = classes.flatMap(({ symbol }, k): [string, FoldMeasure][] => {
    const values = found.map((one) => one.byClass[k] ?? NaN);
    return values.some(Number.isNaN) ? [] : [[symbol, overFolds(values)]];
  });
  return {
    route: found[0].maps.route,
    measures: Object.fromEntries(
      TABLE_MEASURES.map((measure) => [measure, overFolds(found.map(({ measures }) => measures[measure]))]),
    ) as Record<TableMeasure, FoldMeasure>,
    ...(byClass.length > 0 && { auprcByClass: Object.fromEntries(byClass) }),
    seconds: total(({ seconds }) => seconds),
    passes: {
      forward: total(({ maps }) => maps.passes.forward),
      backward: total(({ maps }) => maps.passes.backward),
    },
  };
}

function overFolds(values: readonly number[]): FoldMeasure {
  const centre = mean(values);
  return { mean: centre, sd: Math.sqrt(mean(values.map((v) => (v - centre) ** 2))), values };
}

function checkCount(name: string, count: number): void {
  if (Number.isSafeInteger(count) && count >= 1) return;
  throw new SaliogramError(
    'argument-invalid',
    `benchmark: got ${name} ${count}, expected a whole number from 1 up`,
    {
      details: { [name]: count },
    },
  );
}
