// What the drawing generators of FIT and WinIT know of what comes: -log p(x_t | x_<t) of test sequences, in nats a step.
// Usage: node bench/generators.js [--on state-every-step,delayed-spike,mitdb] [--sequences N] [--data DIR]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom, gatherBatch } from '@saliogram/core';
import { loadMitBih, splitRandom, truthBenchmark } from '@saliogram/datasets';
import { directoryStore } from '@saliogram/records/node';
import { linearGaussianGenerator, recurrentGenerator } from '@saliogram/explain';
import { printTable } from './table.js';

const { values: options } = parseArgs({
  options: {
    on: { type: 'string', default: 'state-every-step,delayed-spike,mitdb' },
    sequences: { type: 'string', default: '500' },
    test: { type: 'string', default: '200' },
    units: { type: 'string', default: '32' },
    epochs: { type: 'string', default: '20' },
    data: { type: 'string', default: join(process.env.SALIOGRAM_DATA ?? 'data', 'mitdb') },
  },
});
const [most, tested] = [Number(options.sequences), Number(options.test)];

/** Training and test sequences of a benchmark, or of MIT-BIH by the split of the committed model. */
async function partsOf(name) {
  if (name !== 'mitdb') {
    const { train, test } = truthBenchmark(name, { seed: 1 });
    return [train.x, test.x];
  }
  const { data } = await loadMitBih(directoryStore(options.data), {});
  const { train, test } = splitRandom(data.labels.length, 1);
  return [train, test].map((part) => gatherBatch(data.sequences, part));
}

const some = (x, count) => {
  const order = createRandom(1).shuffle(Uint32Array.from({ length: x.batch }, (_, i) => i));
  return gatherBatch(x, Array.from(order.subarray(0, count)));
};

const rows = [];
for (const name of options.on.split(',')) {
  const [train, test] = (await partsOf(name)).map((x, i) => some(x, [most, tested][i]));
  const start = performance.now();
  const recurrent = await recurrentGenerator(train, {
    sequences: most,
    units: Number(options.units),
    epochs: Number(options.epochs),
    onEvent: ({ done, total }) => process.stderr.write(`\r${name}: epoch ${done} of ${total} `),
  });
  const seconds = (performance.now() - start) / 1000;
  process.stderr.write('\n');
  const shared = linearGaussianGenerator(train);
  const perStep = linearGaussianGenerator(train, { regressions: 'per-step' });
  rows.push([
    name,
    `${train.batch} x ${train.steps} x ${train.channels}`,
    ...[shared, perStep, recurrent].map((one) => one.negativeLogLikelihood(test).toFixed(3)),
    `${recurrent.bestEpoch} of ${recurrent.epochs}`,
    seconds.toFixed(0),
  ]);
}
printTable(
  `-log p(x_t | x_<t) of ${tested} test sequences, nats a step; lower is better`,
  ['data', 'learned from', 'linear-Gaussian', 'per step', 'recurrent', 'best epoch', 's'],
  rows,
);
