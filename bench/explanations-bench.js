// Our explanations beside captum's and time_interpret's: the same weights, beats and settings; values first, then time.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sliceBatch } from '../packages/core/dist/index.js';
import {
  augmentedOcclusion,
  inputDerivative,
  integratedGradients,
  learnedMask,
  occlusion,
  temporalIntegratedGradients,
} from '../packages/explain/dist/index.js';
import { decodeModel } from '../packages/nn/dist/index.js';
import { BACKENDS } from './ours.js';
import { RivalPool } from './rivals/process.js';
import { fastest, roundRobin } from './round-robin.js';
import { ms, printTable, times } from './table.js';
import { STEPS, waves } from './waves.js';

const MODEL = fileURLToPath(new URL('../models/mitdb-lstm.safetensors', import.meta.url));
const MASK_ITERATIONS = 20;

/** Each method at the same settings on both sides; the quadratic ones get few beats. */
const METHODS = [
  {
    name: 'input derivative',
    beats: 16,
    ours: (model, x, targets) => inputDerivative(model, x, targets, { signed: true }),
    rival: 'captum',
    request: { method: 'inputDerivative' },
  },
  {
    name: 'occlusion, width 10',
    beats: 16,
    ours: (model, x, targets) => occlusion(model, x, targets, { width: 10, edges: 'inside' }),
    rival: 'captum',
    request: { method: 'occlusion', settings: { width: 10 } },
  },
  {
    name: 'integrated gradients, 50 nodes',
    beats: 16,
    ours: (model, x, targets) => integratedGradients(model, x, targets),
    rival: 'captum',
    request: { method: 'integratedGradients', settings: { steps: 50 } },
  },
  {
    name: `learned mask, ${MASK_ITERATIONS} steps of Adam`,
    beats: 16,
    // Without the variation: where neighbours are equal, the last bit turns its subgradient, and values could not be compared.
    ours: (model, x, targets) =>
      learnedMask(model, x, targets, {
        paper: true,
        lambda2: 0,
        learningRate: 1e-2,
        maxIterations: MASK_ITERATIONS,
      }),
    rival: 'torch_mask',
    request: {
      method: 'learnedMask',
      settings: { learningRate: 1e-2, lambda2: 0, iterations: MASK_ITERATIONS },
    },
  },
  {
    name: 'temporal integrated gradients, 50 nodes',
    beats: 1,
    ours: (model, x, targets) => temporalIntegratedGradients(model, x, targets),
    rival: 'time_interpret',
    request: { method: 'temporalIntegratedGradients', settings: { steps: 50 } },
  },
  {
    name: 'augmented occlusion, 10 samples',
    beats: 1,
    // Both draw their own samples, so the values differ.
    drawn: true,
    ours: (model, x, targets, data) => augmentedOcclusion(model, x, targets, { data, samples: 10 }),
    rival: 'time_interpret',
    request: { method: 'augmentedOcclusion', settings: { samples: 10 } },
  },
];

/** Rows {method, name, minMs, medianMs | skipped, ratio, difference}; milliseconds of one beat. */
export async function explanationsBench({ threads, repeats, log }) {
  if (!existsSync(MODEL)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'saliogram-bench-'));
  const all = waves(64);
  const models = await Promise.all(
    BACKENDS.slice(0, 2).map(async (backend) => ({
      backend,
      model: await decodeModel(readFileSync(MODEL), { backend, threads: Math.max(...threads) }),
    })),
  );
  const pool = new RivalPool();
  const rows = [];
  for (const method of METHODS) {
    log(method.name);
    const x = sliceBatch(all, 0, method.beats);
    const targets = Array.from({ length: method.beats }, (_, i) => i % 5);
    const file = { x: join(folder, 'x.f32'), out: join(folder, 'out.f32'), pool: join(folder, 'pool.f32') };
    writeFileSync(file.x, x.values);
    writeFileSync(file.pool, all.values);
    let values;
    const ours = models.map(({ backend, model }) => ({
      name: `saliogram ${backend}`,
      async sample() {
        const start = performance.now();
        const attribution = await method.ours(model, x, targets, all);
        values = attribution.values;
        return { ms: (performance.now() - start) / method.beats };
      },
    }));
    await roundRobin(ours, 2);
    const rivals = threads.map((n) => rivalOf(method, n, pool, { file, targets }));
    const count = method.beats === 1 ? Math.min(3, repeats) : repeats;
    const [own, ...others] = await roundRobin([...ours, ...rivals], count).then((results) => [
      results.slice(0, ours.length),
      ...results.slice(ours.length),
    ]);
    const best = fastest(others);
    const difference = best && !method.drawn ? largestDifference(values, readFileSync(file.out)) : undefined;
    for (const result of own) rows.push({ method: method.name, ...result });
    for (const result of others) {
      const ratio = result.medianMs && result.medianMs / own[0].medianMs;
      rows.push({
        method: method.name,
        ...result,
        ratio,
        ...(result === best && { best: true, difference }),
      });
    }
    await pool.close();
  }
  for (const { model } of models) await model.close();
  rmSync(folder, { recursive: true, force: true });
  return rows;
}

function rivalOf({ rival, request, beats }, threads, pool, { file, targets }) {
  let loaded = false;
  return {
    name: `${rival} ${threads}T`,
    async sample() {
      if (!loaded) {
        const answer = await pool.ask(rival, threads, { task: 'load', file: MODEL });
        if (answer.skipped ?? answer.error) return answer;
        loaded = true;
      }
      const settings = { ...request.settings, pool: file.pool, poolSteps: STEPS };
      const answer = await pool.ask(rival, threads, {
        task: 'explain',
        ...request,
        settings,
        steps: STEPS,
        x: file.x,
        targets,
        out: file.out,
        batch: beats,
        warmUp: beats > 1,
      });
      return answer.ms === undefined ? answer : { ms: answer.msPerSequence };
    },
  };
}

/** The largest absolute difference, relative to the largest value. */
function largestDifference(ours, bytes) {
  const theirs = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  if (theirs.length !== ours.length) return Infinity;
  const size = ours.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return ours.reduce((most, v, i) => Math.max(most, Math.abs(v - theirs[i])), 0) / size;
}

export function printExplanationsBench(rows) {
  printTable(
    'Explanations, milliseconds a beat; the difference is relative to the largest value',
    ['method', 'by', 'min ms', 'median ms', 'times ours', 'difference', ''],
    rows.map(({ method, name, minMs, medianMs, ratio, difference, skipped }) => [
      method,
      name,
      ms(minMs),
      ms(medianMs),
      ratio ? times(ratio) : '',
      difference === undefined ? '' : difference.toExponential(0),
      skipped ? `skipped: ${skipped}` : '',
    ]),
  );
}
