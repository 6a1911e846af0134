// Which combination of maps finds the truth, on the part of the training set that a fold's model did not learn from.
// Usage: node bench/truth-combinations.js --name switch-feature --cache DIR [--fold N] [--sequences N] [--maps A,B,A*B,A:shares]
import { parseArgs } from 'node:util';
import {
  combinationOf,
  combine,
  explainTest,
  explainedSequences,
  foldMembers,
  measureMaps,
  recipeOf,
  trainModel,
} from '@saliogram/benchmarks';
import { gatherBatch } from '@saliogram/core';
import { truthBenchmark } from '@saliogram/datasets';
import { attributionMethod } from '@saliogram/explain';
import { directoryCheckpointStore } from '@saliogram/training/node';

const PLAIN = [
  'input-derivative',
  'gradient-times-input',
  'integrated-gradients',
  'occlusion',
  'magnitude',
  'input-derivative*integrated-gradients',
  'input-derivative*occlusion',
];

const { values: options } = parseArgs({
  options: {
    name: { type: 'string', default: 'switch-feature' },
    cache: { type: 'string', default: 'bench-models' },
    fold: { type: 'string', default: '0' },
    sequences: { type: 'string', default: '60' },
    maps: { type: 'string', default: [...PLAIN, ...PLAIN.map((name) => `${name}:shares`)].join(',') },
  },
});

const SEED = 1;

/** The sequences at these places. */
function gather({ x, labels, truth }, members) {
  const parts = (values) => {
    const size = values.length / x.batch;
    return Uint8Array.from(members.flatMap((b) => Array.from(values.subarray(b * size, (b + 1) * size))));
  };
  return { x: gatherBatch(x, members), labels: parts(labels), truth: parts(truth) };
}

const fold = Number(options.fold);
const recipe = recipeOf(options.name);
const data = truthBenchmark(options.name, { seed: SEED });
const learnt = new Set(foldMembers(data.train.x.batch, recipe.training.folds, fold, SEED));
const heldOut = Array.from({ length: data.train.x.batch }, (_, b) => b).filter((b) => !learnt.has(b));
const explained = explainedSequences(
  { ...data, test: gather(data.train, heldOut) },
  Number(options.sequences),
);
const cache = directoryCheckpointStore(options.cache);
const model = await trainModel(data, recipe.training, fold, { seed: SEED, cache, threads: 1 });

const maps = new Map();
const combinations = options.maps.split(',').map((name) => ({ name, combination: combinationOf(name) }));
for (const method of new Set(combinations.flatMap(({ combination }) => combination.methods))) {
  const methodOptions = recipe.options?.[method];
  const settings = { recipe, seed: SEED, ...(methodOptions && { methodOptions }) };
  const { values } = await explainTest(data, explained, model, attributionMethod(method), settings);
  maps.set(method, values);
}
await model.close();

const rows = combinations.map(({ name, combination }) => {
  const own = combination.methods.map((method) => maps.get(method));
  const values = combine(combination, own, explained.x.channels);
  return { name, ...measureMaps(values, explained, recipe) };
});
console.log(
  `${options.name}, fold ${fold}: ${explained.x.batch} sequences of the training set held out from it`,
);
for (const { name, auroc, auprc } of rows.toSorted((a, b) => b.auprc - a.auprc)) {
  console.log(`${auprc.toFixed(4)}  ${auroc.toFixed(4)}  ${name}`);
}
