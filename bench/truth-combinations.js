// Which combination of maps finds the truth of a step's answer, on the part of the training set that a fold's model did not learn from.
// Usage: node bench/truth-combinations.js --name switch-feature --cache DIR [--fold N] [--sequences N]
import { parseArgs } from 'node:util';
import {
  combinationOf,
  combine,
  explainPerStep,
  foldMembers,
  recipeOf,
  trainModel,
} from '@saliogram/benchmarks';
import { gatherBatch } from '@saliogram/core';
import { truthBenchmark } from '@saliogram/datasets';
import { attributionMethod, groundTruthScores } from '@saliogram/explain';
import { directoryCheckpointStore } from '@saliogram/training/node';

const { values: options } = parseArgs({
  options: {
    name: { type: 'string', default: 'switch-feature' },
    cache: { type: 'string', default: 'bench-models' },
    fold: { type: 'string', default: '0' },
    sequences: { type: 'string', default: '60' },
  },
});

const SEED = 1;
const METHODS = [
  'input-derivative',
  'gradient-times-input',
  'integrated-gradients',
  'occlusion',
  'magnitude',
];
const PAIRS = ['input-derivative*integrated-gradients', 'input-derivative*occlusion'];

const fold = Number(options.fold);
const { training } = recipeOf(options.name);
const data = truthBenchmark(options.name, { seed: SEED });
const { x: all, truth: allTruth } = data.train;
const learnt = new Set(foldMembers(all.batch, training.folds, fold, SEED));
const heldOut = Array.from({ length: all.batch }, (_, b) => b)
  .filter((b) => !learnt.has(b))
  .slice(0, Number(options.sequences));
const x = gatherBatch(all, heldOut);
const truth = gatherBatch({ ...all, values: Float32Array.from(allTruth) }, heldOut).values;
const cache = directoryCheckpointStore(options.cache);
const model = await trainModel(data, training, fold, { seed: SEED, cache, threads: 1 });

const maps = new Map();
for (const method of METHODS) {
  const { values } = await explainPerStep(model, x, attributionMethod(method), { data: all, seed: SEED });
  maps.set(method, values);
}
await model.close();

const names = [...METHODS, ...PAIRS];
const rows = [...names, ...names.map((name) => `${name}:shares`)].map((name) => {
  const combination = combinationOf(name);
  const own = combination.methods.map((method) => maps.get(method));
  const values = combine(combination, own, x.channels);
  const shape = { batch: x.batch, steps: x.steps, channels: x.channels };
  return { name, ...groundTruthScores({ shape, values }, truth).pooled };
});
console.log(`${options.name}, fold ${fold}: ${x.batch} sequences of the training set held out from it`);
for (const { name, auroc, auprc } of rows.toSorted((a, b) => b.auprc - a.auprc)) {
  console.log(`${auprc.toFixed(3)}  ${auroc.toFixed(3)}  ${name}`);
}
