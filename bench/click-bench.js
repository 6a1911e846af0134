// A click in the viewer: temporal scores, gradient and occlusion of width 10 of one beat under the committed model.
import { existsSync, readFileSync } from 'node:fs';
import { inputDerivative, occlusion, temporalScores } from '../packages/explain/dist/index.js';
import { decodeModel } from '../packages/nn/dist/index.js';
import { BACKENDS, problem } from './ours.js';
import { PAPER } from './networks.js';
import { roundRobin } from './round-robin.js';
import { ms, printTable } from './table.js';

const MODEL = new URL('../models/mitdb-lstm.safetensors', import.meta.url);

/** Rows {backend, threads, part, minMs, medianMs}. */
export async function clickBench({ threads, repeats }) {
  if (!existsSync(MODEL)) return [];
  const { x } = problem({ ...PAPER, batch: 1 });
  const most = Math.max(...threads);
  const rows = [];
  for (const backend of BACKENDS) {
    const model = await decodeModel(readFileSync(MODEL), { backend, threads: most });
    const parts = {
      'temporal scores': () => temporalScores(model, x),
      'input derivative': () => inputDerivative(model, x, 0),
      'occlusion, width 10': () => occlusion(model, x, 0, { width: 10 }),
    };
    parts['all three'] = async () => {
      for (const part of Object.values(parts).slice(0, 3)) await part();
    };
    const subjects = Object.entries(parts).map(([name, run]) => ({
      name,
      async sample() {
        const start = performance.now();
        await run();
        return { ms: performance.now() - start };
      },
    }));
    await roundRobin(subjects, 2);
    for (const result of await roundRobin(subjects, repeats))
      rows.push({ backend, threads: most, ...result });
    await model.close();
  }
  return rows;
}

export function printClickBench(rows) {
  printTable(
    'One beat explained',
    ['backend', 'threads', 'part', 'min ms', 'median ms'],
    rows.map((row) => [row.backend, row.threads, row.name, ms(row.minMs), ms(row.medianMs)]),
  );
}
