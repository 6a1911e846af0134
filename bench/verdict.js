// How often each kind of map gets each verdict, on the synthetic ECG, where the truth is known.
// Usage: node bench/verdict.js [--model FILE] [--seed N] [--beats N] [--methods a,b] [--nodes N] [--methods-only]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { argmax, createRandom, gatherBatch } from '@saliogram/core';
import { truthBenchmark } from '@saliogram/datasets';
import { attributionMethod, sharedEvidence, trustRecords } from '@saliogram/explain';
import { createModel, decodeModel } from '@saliogram/nn';

const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: 'fixtures/verdict/synthetic-ecg-lstm.safetensors' },
    seed: { type: 'string', default: '78' },
    beats: { type: 'string', default: '60' },
    nodes: { type: 'string' },
    'methods-only': { type: 'boolean', default: false },
    methods: { type: 'string', default: 'input-derivative,integrated-gradients,occlusion,lrp,learned-mask' },
  },
});
const seed = Number(options.seed);
const model = await decodeModel(readFileSync(options.model), { threads: 1 });
const untrained = await createModel(model.metadata, { seed: 1, threads: 1 });
const { test } = truthBenchmark('synthetic-ecg', {
  seed,
  train: 0,
  validation: 0,
  test: 3 * Number(options.beats),
});
const classes = model.classes.length;
const scores = await model.scores(test.x);
// Normal beats have no truth; of the others those that the model knows.
const chosen = Array.from(test.labels.keys())
  .filter((i) => test.labels[i] > 0 && argmax(scores, i * classes, (i + 1) * classes) === test.labels[i])
  .slice(0, Number(options.beats));
const x = gatherBatch(test.x, chosen);
const targets = Int32Array.from(chosen, (i) => test.labels[i]);
const rowsOf = (values) => gatherBatch({ ...test.x, values }, chosen).values;
const counterpart = { ...x, values: rowsOf(test.counterpart) };
const truth = rowsOf(Float32Array.from(test.truth));
const random = createRandom(seed);

/** Noise, averaged with a Gaussian of `width` steps. */
function smoothNoise(width) {
  const noise = x.values.map(() => random.normal());
  return noise.map((_, i) => {
    let sum = 0;
    for (let j = -3 * width; j <= 3 * width; j++) {
      const same = Math.floor((i + j) / x.steps) === Math.floor(i / x.steps);
      if (same) sum += noise[i + j] * Math.exp(-0.5 * (j / width) ** 2);
    }
    return sum;
  });
}

const given = (method, values) => ({
  method,
  targets,
  shape: { batch: x.batch, steps: x.steps, channels: x.channels },
  values,
  heat: { scaling: 'min-max', floor: 0 },
  settings: {},
  cost: { forward: 0, backward: 0 },
});
const maps = [
  given(
    'the truth: change in mV',
    truth.map((t, i) => t * Math.abs(x.values[i] - counterpart.values[i])),
  ),
  given('the truth: yes or no', truth),
  given('|x|', x.values.map(Math.abs)),
  given(
    'random',
    x.values.map(() => random.uniform()),
  ),
  given('random, smooth over 6 steps', smoothNoise(6)),
  given('random, smooth over 15 steps', smoothNoise(15)),
];
/** Passes there and back of both models since the last call, a beat. */
const passesOfBeat = (() => {
  let before = 0;
  return () => {
    const counts = [model.passes(), untrained.passes()];
    const now = counts.reduce((sum, { forward, backward }) => sum + forward + backward, 0);
    const passed = Math.round((now - before) / x.batch);
    before = now;
    return passed;
  };
})();
passesOfBeat();
const common = {
  baseline: counterpart,
  ...(await sharedEvidence(model, x, targets, { baseline: counterpart })),
};
console.log(`${x.batch} beats, ${options.model}, seed ${seed}`);
console.log(`what all maps share: ${passesOfBeat()} passes a beat`);
console.log('map                             reliable   weak   unreliable   passes a beat');
const print = (name, records) => {
  const share = (word) =>
    `${Math.round((100 * records.filter(({ verdict }) => verdict === word).length) / records.length)} %`;
  console.log(
    name.padEnd(32),
    share('reliable').padStart(7),
    share('weak').padStart(7),
    share('unreliable').padStart(9),
    String(passesOfBeat()).padStart(12),
  );
};
/** Of methods whose values should add up to the score: between which shares of it they miss it. */
const printGaps = (records) => {
  const gaps = records.flatMap(({ evidence }) => evidence.completeness ?? []);
  if (gaps.length === 0) return;
  const share = (gap) => `${(100 * gap).toFixed(gap < 0.1 ? 1 : 0)} %`;
  const sorted = gaps.toSorted((a, b) => a - b);
  const [least, middle, most] = [0, 0.5, 1].map((at) => share(sorted[Math.floor(at * (sorted.length - 1))]));
  console.log(`  values miss their sum by ${least} to ${most}, median ${middle}`);
};
if (!options['methods-only'])
  for (const map of maps) print(map.method, await trustRecords(model, x, map, common));
for (const name of options.methods.split(',').filter(Boolean)) {
  const method = attributionMethod(name);
  const settings = {
    ...(method.baseline && { baseline: counterpart }),
    ...(options.nodes && 'nodes' in method.defaults && { nodes: Number(options.nodes) }),
  };
  const explain = (on, input, other) =>
    method.explain(on, input, targets, { ...settings, ...(other !== undefined && { seed: other }) });
  const map = await explain(model, x);
  passesOfBeat();
  const seeded = 'seed' in method.defaults && !method.baseline;
  const records = await trustRecords(model, x, map, { ...common, reexplain: explain, untrained, seeded });
  print(method.title, records);
  printGaps(records);
}
if (!options['methods-only']) {
  const noise = smoothNoise(15);
  const anew = async () => given('smooth noise', smoothNoise(15));
  const again = { ...common, reexplain: anew, seeded: true };
  print('the same, explained anew', await trustRecords(model, x, given('smooth noise', noise), again));
}
await model.close();
await untrained.close();
