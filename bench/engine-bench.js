// The engine against the host's peak: every backend, one thread and all, the three tasks of the paper's network.
import { flops, PAPER, TASKS } from './networks.js';
import { BACKENDS, ourTask } from './ours.js';
import { roundRobin } from './round-robin.js';
import { ms, percent, printTable } from './table.js';

/** Rows {backend, threads, task, minMs, medianMs, gflops, share}; shares of the minimum, as peaks are maxima. */
export async function engineBench({ threads, peaks, repeats }) {
  const rows = [];
  for (const task of TASKS) {
    const subjects = [];
    for (const backend of BACKENDS) {
      for (const n of threads)
        subjects.push({ backend, threads: n, ...(await ourTask(backend, n, task, PAPER)) });
    }
    const results = await roundRobin(subjects, repeats);
    for (const [i, { backend, threads: n, close }] of subjects.entries()) {
      const gflops = flops(task, PAPER) / results[i].minMs / 1e6;
      const peak = peaks[n][backend === 'native' ? 'widest' : 'bits128'];
      rows.push({ backend, threads: n, task, ...results[i], gflops, share: gflops / peak });
      await close();
    }
  }
  return rows;
}

export function printEngineBench(rows, peaks) {
  const described = Object.entries(peaks).map(
    ([n, { widest, bits128 }]) => `${n} thread${n === '1' ? '' : 's'} ${widest} (128-bit ${bits128})`,
  );
  printTable(
    `The paper's network, batch 256; peak of multiply-adds, GFLOP/s: ${described.join(', ')}`,
    ['backend', 'threads', 'task', 'min ms', 'median ms', 'GFLOP/s', 'of peak'],
    rows.map((row) => [
      row.backend,
      row.threads,
      row.task,
      ms(row.minMs),
      ms(row.medianMs),
      row.gflops.toFixed(1),
      percent(row.share),
    ]),
  );
}
