// How far each backend's scores and input gradients of the committed model are from double precision.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeModel } from '../packages/nn/dist/index.js';
import { BACKENDS } from './ours.js';
import { printTable } from './table.js';
import { STEPS, waves } from './waves.js';

const MODEL = fileURLToPath(new URL('../models/mitdb-lstm.safetensors', import.meta.url));
const BATCH = 12;

/** Rows {backend, scores, gradient}: largest absolute differences; the first row holds the largest values themselves. */
export async function accuracyBench() {
  const exact = await answers('reference64');
  const rows = [
    { backend: 'largest value', scores: largest(exact.scores), gradient: largest(exact.gradient) },
  ];
  for (const backend of [...BACKENDS, 'reference']) {
    const { scores, gradient } = await answers(backend);
    rows.push({
      backend,
      scores: largest(scores, exact.scores),
      gradient: largest(gradient, exact.gradient),
    });
  }
  return rows;
}

async function answers(backend) {
  const model = await decodeModel(readFileSync(MODEL), { backend, threads: 1 });
  const targets = Int32Array.from({ length: BATCH }, (_, row) => row % 5);
  const answer = await model.scoreGradient(waves(BATCH), targets, 'score');
  await model.close();
  return answer;
}

/** The largest absolute value, or difference. */
function largest(values, others) {
  return values.reduce((most, value, i) => Math.max(most, Math.abs(value - (others?.[i] ?? 0))), 0);
}

export function printAccuracyBench(rows) {
  printTable(
    `Distance from double precision, committed model, ${BATCH} sequences of ${STEPS} steps`,
    ['backend', 'scores', 'input gradient'],
    rows.map(({ backend, scores, gradient }) => [
      backend,
      scores.toExponential(1),
      gradient.toExponential(1),
    ]),
  );
}
