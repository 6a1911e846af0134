import { SaliogramError, argmax, mean, throwIfAborted } from '@saliogram/core';
import type { CallOptions, ClassInfo, OnEvent, PassCount } from '@saliogram/core';
import { truthBenchmark, truthBenchmarkEntry } from '@saliogram/datasets';
import type { BenchmarkSizes, TruthBenchmark, TruthSequences } from '@saliogram/datasets';
import { attributionMethod } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import type { CheckpointStore } from '@saliogram/training';
import { combinationName, combinationOf, combine } from './combination.ts';
import { explainedSequences } from './explain-test.ts';
import type { TestMaps } from './explain-test.ts';
import { foldMaps } from './fold-maps.ts';
import type { FoldMaps, TimedMaps } from './fold-maps.ts';
import { kept } from './kept-results.ts';
import { TABLE_MEASURES, auprcByClass, measureMaps } from './measure-maps.ts';
import type { TableMeasure } from './published.ts';
import { recipeOf } from './recipes.ts';
import type { MethodOptions, Training } from './recipes.ts';

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
  /**
   * Names of the registry, or combinations as {@link combinationOf} reads them; default {@link DEFAULT_METHODS}. Random
   * heat, |x| and an untrained model are always there.
   */
  readonly methods?: readonly string[];
  /** Options of methods, by name, where they are to differ from the protocol's. */
  readonly methodOptions?: MethodOptions;
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
  readonly route: TestMaps['route'];
  readonly passes: PassCount;
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
  const candidates = candidatesOf(methods, training !== undefined);
  const found = candidates.map((): Found[] => []);
  const accuracies: number[] = [];
  let sequences = 0;
  for (let fold = 0; fold < folds; fold++) {
    const own = training && training.folds > 1 ? seed : seed + fold;
    const benchmark = truthBenchmark(name, { ...options.sizes, seed: own });
    const explained = explainedSequences(benchmark, options.limit);
    sequences = explained.x.batch;
    const facts = { name, seed, own, fold, sizes: { ...sizes, ...options.sizes }, training };
    const maps = foldMaps(benchmark, explained, training, fold, {
      ...options,
      seed,
      methodSeed: seed * 100 + fold,
    });
    try {
      const { trained } = maps;
      if (trained) {
        const right = async (): Promise<number> => accuracyOf(benchmark, await trained(), options);
        accuracies.push(await kept(options.cache, `${name}-${fold}-accuracy`, facts, right));
      }
      for (const [i, candidate] of candidates.entries()) {
        throwIfAborted(options.signal, `benchmark ${name}`);
        const all = {
          ...facts,
          limit: options.limit,
          settings: settingsOf(name, candidate, options.methodOptions),
        };
        const start = `${name}-${fold}-${candidate.method.replaceAll(/[*:]/g, '-')}`;
        const make = (): Promise<Found> => judge(benchmark, explained, maps, candidate);
        found[i].push(await kept(options.cache, start, all, make));
      }
    } finally {
      await maps.close();
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

/** What is asked for and the controls; where the shares of a step are asked for, those of |x| are a control. */
function candidatesOf(methods: readonly string[], isTrained: boolean): Candidate[] {
  const asked = methods.map(combinationOf);
  const shares = asked.some(({ isShared }) => isShared) ? ['magnitude:shares'] : [];
  const names = new Set([...asked.map(combinationName), ...CONTROLS, ...shares]);
  return [
    ...[...names].map((method) => ({ method, isUntrained: false })),
    ...(isTrained ? [{ method: UNTRAINED, isUntrained: true }] : []),
  ];
}

/** The maps of one method, or of several joined, of one fold, measured. */
async function judge(
  benchmark: TruthBenchmark,
  explained: TruthSequences,
  { mapsOf }: FoldMaps,
  { method, isUntrained }: Candidate,
): Promise<Found> {
  const combination = combinationOf(method);
  const maps: TimedMaps[] = [];
  for (const one of combination.methods) maps.push(await mapsOf(one, isUntrained));
  const start = performance.now();
  const values = combine(
    combination,
    maps.map((one) => one.values),
    explained.x.channels,
  );
  const hasClasses = benchmark.labelling === 'sequence' && benchmark.classes.length > 1;
  const total = (of: (one: TimedMaps) => number): number => maps.reduce((sum, one) => sum + of(one), 0);
  return {
    measures: measureMaps(values, explained, recipeOf(benchmark.name)),
    byClass: hasClasses ? auprcByClass(values, explained, benchmark.classes.length) : [],
    route: maps[0].route,
    passes: {
      forward: total(({ passes }) => passes.forward),
      backward: total(({ passes }) => passes.backward),
    },
    seconds: total(({ seconds }) => seconds) + (performance.now() - start) / 1000,
  };
}

/** Everything besides data and model on which the measures of a method's maps depend. */
function settingsOf(name: string, { method, isUntrained }: Candidate, given: MethodOptions = {}): unknown {
  const { of: _of, training: _training, notes: _notes, options = {}, ...protocol } = recipeOf(name);
  const { methods, isShared } = combinationOf(method);
  const settings = methods.map((one) => [
    one,
    attributionMethod(one).defaults,
    Object.keys(given[one] ?? {}).length > 0 ? { ...options[one], ...given[one] } : options[one],
  ]);
  return { settings, isShared, isUntrained, ...protocol };
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
    route: found[0].route,
    measures: Object.fromEntries(
      TABLE_MEASURES.map((measure) => [measure, overFolds(found.map(({ measures }) => measures[measure]))]),
    ) as Record<TableMeasure, FoldMeasure>,
    ...(byClass.length > 0 && { auprcByClass: Object.fromEntries(byClass) }),
    seconds: total(({ seconds }) => seconds),
    passes: {
      forward: total(({ passes }) => passes.forward),
      backward: total(({ passes }) => passes.backward),
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
