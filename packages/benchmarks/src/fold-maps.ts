import type { CallOptions, OnEvent } from '@saliogram/core';
import type { TruthBenchmark, TruthSequences } from '@saliogram/datasets';
import { attributionMethod } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import { explainTest } from './explain-test.ts';
import type { TestMaps } from './explain-test.ts';
import { trainModel, untrainedModel } from './models/train-model.ts';
import type { ModelOptions } from './models/train-model.ts';
import { recipeOf } from './recipes.ts';
import type { MethodOptions, Training } from './recipes.ts';

/** The maps of one method, and how long they took. */
export interface TimedMaps extends TestMaps {
  readonly seconds: number;
}

/** The model of a fold and the maps of it, each made when first asked for and then once: what was kept needs neither. */
export interface FoldMaps {
  /** Absent for a white box. */
  readonly trained?: () => Promise<RecurrentModel>;
  readonly mapsOf: (method: string, isUntrained: boolean) => Promise<TimedMaps>;
  readonly close: () => Promise<void>;
}

/** @param training absent for a white box */
export function foldMaps(
  benchmark: TruthBenchmark,
  explained: TruthSequences,
  training: Training | undefined,
  fold: number,
  options: CallOptions &
    ModelOptions & {
      readonly onEvent?: OnEvent;
      readonly methodSeed: number;
      /** Those of a method, by its name, where they are not the recipe's. */
      readonly methodOptions?: MethodOptions;
    },
): FoldMaps {
  const recipe = recipeOf(benchmark.name);
  let trained: Promise<RecurrentModel> | undefined;
  let untrained: Promise<RecurrentModel> | undefined;
  const modelOf = (isUntrained: boolean): Promise<RecurrentModel> | undefined => {
    if (!training) return undefined;
    return isUntrained
      ? (untrained ??= untrainedModel(benchmark, training, fold, options))
      : (trained ??= trainModel(benchmark, training, fold, options));
  };
  const explain = async (method: string, isUntrained: boolean): Promise<TimedMaps> => {
    const model = await modelOf(isUntrained);
    const start = performance.now();
    const maps = await explainTest(benchmark, explained, model, attributionMethod(method), {
      recipe,
      seed: options.methodSeed,
      methodOptions: { ...recipe.options?.[method], ...options.methodOptions?.[method] },
      ...(options.signal && { signal: options.signal }),
      ...(options.onEvent && { onEvent: options.onEvent }),
    });
    return { ...maps, seconds: (performance.now() - start) / 1000 };
  };
  const made = new Map<string, Promise<TimedMaps>>();
  return {
    ...(training && { trained: () => modelOf(false)! }),
    mapsOf(method, isUntrained) {
      const key = `${method} ${isUntrained}`;
      const own = made.get(key) ?? explain(method, isUntrained);
      made.set(key, own);
      return own;
    },
    async close() {
      const opened = await Promise.allSettled([trained, untrained]);
      for (const model of opened) if (model.status === 'fulfilled') await model.value?.close();
    },
  };
}
