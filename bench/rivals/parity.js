// Do the rivals compute what we compute? The same model file, the same random sequences: largest absolute difference of
// scores and input gradients from our double-precision reference, ours among them, and of the rivals' explanations from
// ours. Ends with 1 if one is beyond its bound.
// Usage: node bench/rivals/parity.js    (after npm run build; SALIOGRAM_PYTHON names the Python with the packages)
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom, sequenceBatch, softmax } from '../../packages/core/dist/index.js';
import {
  augmentedOcclusion,
  inputDerivative,
  integratedGradients,
  learnedMask,
  occlusion,
  temporalIntegratedGradients,
} from '../../packages/explain/dist/index.js';
import { decodeModel } from '../../packages/nn/dist/index.js';
import { RivalPool } from './process.js';

const MODEL = fileURLToPath(new URL('../../models/mitdb-lstm.safetensors', import.meta.url));
const BATCH = 6;
const STEPS = 216;
const THREADS = 1;
const NODES = 5;
const MASK = { learningRate: 1e-2, iterations: 20 };

// Of the largest value: single precision through 216 steps, in another order of additions. A mask differs more, since
// Adam divides small gradients by their own size.
const BOUNDS = { scores: 1e-4, gradient: 1e-3, explanation: 1e-3, learnedMask: 5e-3 };

const random = createRandom(1);
// Slow waves rather than noise: beats are smooth, and noise would drive the gates where no beat does.
const values = Float32Array.from({ length: BATCH * STEPS }, (_, i) => {
  const [row, step] = [Math.floor(i / STEPS), i % STEPS];
  return 2 * Math.sin((step * (row + 2)) / 20) + 0.3 * random.normal();
});
const x = sequenceBatch(values, BATCH, STEPS);
const targets = Int32Array.from({ length: BATCH }, (_, row) => row % 5);

const file = await readFile(MODEL);
const reference = await decodeModel(file, { backend: 'reference64' });
const exact = await reference.scoreGradient(x, targets, 'score');
const model = await decodeModel(file, { threads: THREADS });
const folder = await mkdtemp(join(tmpdir(), 'saliogram-parity-'));
const files = { x: join(folder, 'x.f32'), pool: join(folder, 'pool.f32'), out: join(folder, 'out.f32') };
await writeFile(files.x, values);
// What augmented occlusion draws from: one sequence, so that drawing is no matter of chance.
const drawn = values.slice(0, STEPS);
await writeFile(files.pool, drawn);
const pool = new RivalPool();
const rows = [];

function compare(rival, what, bound, expected, values) {
  let largest = 0;
  let difference = expected.length === values.length ? 0 : Infinity;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]));
    difference = Math.max(difference, Math.abs(expected[i] - values[i]));
  }
  // NaN must not pass.
  const verdict = difference <= bound * largest ? 'equal' : 'DIFFERENT';
  rows.push({ rival, what, largest, difference, verdict });
}

async function ask(rival, what, request) {
  const answer = await pool.ask(rival, THREADS, {
    steps: STEPS,
    x: files.x,
    targets: [...targets],
    ...request,
  });
  const why = answer.skipped ?? answer.error;
  if (why !== undefined) rows.push({ rival, what, verdict: `${answer.error ? 'ERROR' : 'skipped'}: ${why}` });
  return why === undefined ? answer : null;
}

async function network(rival, variants) {
  if ((await ask(rival, 'load', { task: 'load', file: MODEL })) === null) return;
  for (const variant of variants) {
    for (const task of ['scores', 'gradient']) {
      const answer = await ask(rival, `${task}, ${variant}`, { task, variant });
      if (answer !== null) compare(rival, `${task}, ${variant}`, BOUNDS[task], exact[task], answer.values);
    }
  }
  await pool.close(rival);
}

async function explanation(rival, method, settings, ours) {
  if ((await ask(rival, 'load', { task: 'load', file: MODEL })) === null) return;
  const answer = await ask(rival, method, {
    task: 'explain',
    method,
    settings,
    out: files.out,
    warmUp: false,
  });
  if (answer === null) return;
  const bytes = await readFile(files.out);
  const theirs = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  compare(rival, method, BOUNDS[method] ?? BOUNDS.explanation, ours.values, theirs);
}

/**
 * time_interpret's FIT of one channel, 2 / (1 + exp(-5 KL(p_t || p_{t-1}))) - 1: with the only channel observed nothing is
 * drawn, and its second divergence is 0. The first step has no past and stays 0.
 */
async function fitOfOneChannel() {
  const classes = model.classes.length;
  const p = softmax(await model.scoresPerStep(x), classes);
  return values.map((_, i) => {
    if (i % STEPS === 0) return 0;
    let divergence = 0;
    for (let k = 0; k < classes; k++) {
      const now = p[i * classes + k];
      if (now > 0) divergence += now * Math.log(now / p[(i - 1) * classes + k]);
    }
    return 2 / (1 + Math.exp(-5 * divergence)) - 1;
  });
}

const single = await model.scoreGradient(x, targets, 'score');
for (const task of ['scores', 'gradient']) {
  compare('saliogram', `${task}, ${model.engine.backend}`, BOUNDS[task], exact[task], single[task]);
}
await network('torch', ['eager', 'eager-aten', 'compile']);
await network('tensorflow', ['function', 'jit']);
await network('onnxruntime', ['graph']);
await network('jax', ['scan']);
const signed = await inputDerivative(model, x, targets, { signed: true });
await explanation('captum', 'inputDerivative', {}, signed);
await explanation('captum', 'occlusion', {}, await occlusion(model, x, targets, { edges: 'inside' }));
await explanation('captum', 'integratedGradients', {}, await integratedGradients(model, x, targets));
await pool.close('captum');
const { learningRate, iterations: maxIterations } = MASK;
const paper = { paper: true, learningRate, maxIterations, window: maxIterations + 1 };
await explanation('torch_mask', 'learnedMask', MASK, await learnedMask(model, x, targets, paper));
await explanation('time_interpret', 'fit', { samples: 1 }, { values: await fitOfOneChannel() });
const data = sequenceBatch(drawn, 1, STEPS);
const augmented = await augmentedOcclusion(model, x, targets, { data, samples: 2 });
await explanation('time_interpret', 'augmentedOcclusion', { samples: 2, pool: files.pool }, augmented);
const temporal = await temporalIntegratedGradients(model, x, targets, { nodes: NODES });
await explanation('time_interpret', 'temporalIntegratedGradients', { steps: NODES }, temporal);

await pool.close();
await model.close();
await reference.close();
await rm(folder, { recursive: true });
console.table(rows);
if (rows.some(({ verdict }) => /^(DIFFERENT|ERROR)/.test(verdict))) process.exitCode = 1;
