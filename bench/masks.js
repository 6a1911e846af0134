// Learned masks of test beats: seconds, passes, how the objective compares with long runs of Adam, and whether the start matters.
// Usage: node bench/masks.js [--beats 1000] [--reference 200] [--starts 200] [--part test|validation] [--data DIR] [--threads 2]
//        [--rates 5e-2,1e-2,1e-3] [--json FILE] [--figure FILE.svg]    (after npm run build)
//
// The reference of a beat is the least objective over one run of Adam per rate of --rates, from a mask of ones, until a
// hundred iterations bring less than a thousandth, 3,000 at most. Within 1 % means J <= ref + 0.01 (J(1) - ref), J(1)
// the objective of the mask of ones; within 1 % of the size, J <= ref + 0.01 |ref|.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { gatherBatch, quantile, sliceBatch } from '../packages/core/dist/index.js';
import { loadMitBih, splitRandom } from '../packages/datasets/dist/index.js';
import { learnedMask, occlusion } from '../packages/explain/dist/index.js';
import { decodeModel } from '../packages/nn/dist/index.js';
import { directoryStore } from '../packages/records/dist/node.js';
import { hostFacts } from './host-facts.js';
import { agreementOf } from './mask-agreement.js';
import { maskConvergenceFigure } from './mask-convergence-figure.js';
import { printTable } from './table.js';

const MODEL = fileURLToPath(new URL('../models/mitdb-lstm.safetensors', import.meta.url));
const SNAPSHOT = 5;
const { values: options } = parseArgs({
  options: {
    beats: { type: 'string', default: '1000' },
    reference: { type: 'string', default: '200' },
    starts: { type: 'string', default: '200' },
    part: { type: 'string', default: 'test' },
    data: { type: 'string', default: join(process.env.SALIOGRAM_DATA ?? 'data', 'mitdb') },
    threads: { type: 'string', default: '2' },
    rates: { type: 'string', default: '5e-2,1e-2,1e-3' },
    json: { type: 'string' },
    figure: { type: 'string' },
  },
});

const { data } = await loadMitBih(directoryStore(options.data), {});
// Seed 1 is the split the model was trained on.
const part = splitRandom(data.labels.length, 1)[options.part];
const count = Math.min(Number(options.beats), part.length);
const indices = Array.from({ length: count }, (_, i) => part[Math.floor((i * part.length) / count)]);
const x = gatherBatch(data.sequences, indices);
const targets = Int32Array.from(indices, (i) => data.labels[i]);
const model = await decodeModel(readFileSync(MODEL), { threads: Number(options.threads) });
const first = (n) => [sliceBatch(x, 0, Math.min(n, count)), targets.slice(0, n)];
const log = (text) => process.stderr.write(`${text}\n`);

async function run(name, beats, settings) {
  const [some, classes] = first(beats);
  const start = performance.now();
  const result = await learnedMask(model, some, classes, { snapshotEvery: SNAPSHOT, ...settings });
  const seconds = (performance.now() - start) / 1000;
  const { objective, converged, iterations } = result.convergence;
  // The least so far of each beat at every snapshot, and at the end.
  const course = objective.map((last, b) => {
    let least = Infinity;
    const way = result.history.map((frame) => (least = Math.min(least, frame.objective[b])));
    way.push(Math.min(least, last));
    return way;
  });
  log(`${name}: ${seconds.toFixed(1)} s`);
  return {
    name,
    beats: objective.length,
    seconds,
    passes: result.cost.forward / objective.length,
    converged: converged.filter(Boolean).length,
    iterations,
    least: course.map((way) => way.at(-1)),
    course,
    values: result.values,
  };
}

// Of this process, with the records the beats were cut from still in it; `before` is what those take.
const memoryMB = { before: Math.round(process.memoryUsage().rss / 1e6), most: 0 };
const sampling = setInterval(() => {
  memoryMB.most = Math.max(memoryMB.most, Math.round(process.memoryUsage().rss / 1e6));
}, 100);
const ours = await run('ours', count, {});
clearInterval(sampling);
const report = {
  host: hostFacts(),
  part: options.part,
  beats: count,
  seconds: ours.seconds,
  passes: ours.passes,
  converged: ours.converged,
  memoryMB,
};
printTable(
  `Learned masks of ${count} ${options.part} beats`,
  ['seconds', 'passes a beat', 'converged', 'memory before, MB', 'most'],
  [[ours.seconds.toFixed(1), ours.passes.toFixed(1), ours.converged, memoryMB.before, memoryMB.most]],
);

if (Number(options.reference) > 0) {
  const beats = Math.min(Number(options.reference), count);
  const adam = [];
  for (const rate of options.rates.split(',')) {
    const rule = { window: 100, tolerance: 1e-3, maxIterations: 3000 };
    adam.push(await run(`Adam ${rate}`, beats, { paper: true, learningRate: Number(rate), ...rule }));
  }
  const reference = Array.from({ length: beats }, (_, b) => Math.min(...adam.map((run) => run.least[b])));
  const ones = adam[0].course.map((way) => way[0]);
  report.reference = [ours, ...adam].map((run) => compare(run, reference, ones));
  printTable(
    `Against the best of the long runs of Adam, ${beats} beats`,
    [
      'search',
      'passes',
      'within 1%',
      'of the size',
      'better by 1%',
      'gap median',
      'q90',
      'q99',
      'passes to 1%: q50',
      'q90',
      'q99',
      'to 1% of own end: q99',
    ],
    report.reference.map((row) => [
      row.name,
      row.passes.toFixed(0),
      ...[row.within, row.withinSize, row.better].map((share) => `${(100 * share).toFixed(1)}%`),
      ...row.gap.map((gap) => gap.toFixed(4)),
      ...row.passesTo.map((passes) => passes ?? 'never'),
      row.passesToOwnEnd.toFixed(0),
    ]),
  );
  report.curves = curves([ours, ...adam], reference, ones);
  if (options.figure)
    writeFileSync(options.figure, maskConvergenceFigure(report.curves, `${beats} ${options.part} beats`));
}

if (Number(options.starts) > 0) {
  const beats = Math.min(Number(options.starts), count);
  const [some, classes] = first(beats);
  const { values } = await occlusion(model, some, classes, { width: 10 });
  const runs = [];
  const starts = [
    { name: 'ones', start: 1 },
    { name: 'one half', start: 0.5 },
    { name: 'occlusion', start: keepOutside(values, some.steps * some.channels) },
    { name: '0, 0.3, 0.6, 1', start: [0, 0.3, 0.6, 1] },
    { name: '0.1, 0.25, 0.5, 0.75', start: [0.1, 0.25, 0.5, 0.75] },
  ];
  for (const { name, start } of starts) {
    runs.push(await run(`start ${name}`, beats, { start }));
  }
  const ones = runs[0].course.map((way) => way[0]);
  report.starts = agreementOf(runs, ones, some.steps * some.channels);
  printTable(
    `Two starts compared, ${beats} beats: gap of the objectives as a share of the fall from J(1), and agreement of the maps`,
    ['starts', 'same within 1%', 'gap q90', 'rank correlation median', 'q10', 'overlap median', 'q10'],
    report.starts.map((row) => [
      row.starts,
      `${(100 * row.same).toFixed(1)}%`,
      row.gap.toFixed(4),
      ...[...row.correlation, ...row.overlap].map((value) => value.toFixed(3)),
    ]),
  );
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(report)}\n`);
await model.close();

/** 1 where occlusion finds nothing, 0 at its maximum, beat by beat. */
function keepOutside(values, size) {
  const start = new Float32Array(values.length);
  for (let from = 0; from < values.length; from += size) {
    const most = values.subarray(from, from + size).reduce((a, b) => Math.max(a, b), 1e-9);
    for (let j = from; j < from + size; j++) start[j] = 1 - Math.max(0, values[j]) / most;
  }
  return start;
}

/** How near a search comes to the reference, and in how many passes. */
function compare(run, reference, ones) {
  const beats = reference.length;
  const share = (test) => reference.filter((_, b) => test(b)).length / beats;
  const gap = reference.map((ref, b) => (run.least[b] - ref) / (ones[b] - ref));
  const passesTo = reference.map((ref, b) => {
    const at = run.course[b].findIndex((objective) => objective <= ref + 0.01 * (ones[b] - ref));
    return at < 0 ? Infinity : Math.min(at * SNAPSHOT, run.iterations[b]) + 1;
  });
  // How long the run took to come within 1 % of its own end.
  const passesToOwnEnd = reference.map((_, b) => {
    const end = run.least[b];
    const at = run.course[b].findIndex((objective) => objective <= end + 0.01 * (ones[b] - end));
    return Math.min(at * SNAPSHOT, run.iterations[b]) + 1;
  });
  const finite = (passes) => (Number.isFinite(passes) ? passes : null);
  const sorted = passesTo.toSorted((a, b) => a - b);
  return {
    name: run.name,
    passes: run.iterations.slice(0, beats).reduce((sum, n) => sum + n + 1, 0) / beats,
    within: share((b) => gap[b] <= 0.01),
    withinSize: share((b) => run.least[b] <= reference[b] + 0.01 * Math.abs(reference[b])),
    better: share((b) => gap[b] < -0.01),
    gap: [0.5, 0.9, 0.99].map((p) => quantile(gap, p)),
    passesTo: [0.5, 0.9, 0.99].map((p) => finite(sorted[Math.min(beats - 1, Math.ceil(p * beats) - 1)])),
    passesToOwnEnd: quantile(passesToOwnEnd, 0.99),
  };
}

/** The gap to the reference by passes, at its median and 90 % quantile. */
function curves(runs, reference, ones) {
  return runs.map((run) => {
    const frames = Math.max(...run.course.slice(0, reference.length).map((way) => way.length));
    return {
      name: run.name,
      points: Array.from({ length: frames }, (_, f) => {
        const gap = reference.map((ref, b) => {
          const way = run.course[b];
          return (way[Math.min(f, way.length - 1)] - ref) / (ones[b] - ref);
        });
        return { passes: f * SNAPSHOT + 1, median: quantile(gap, 0.5), high: quantile(gap, 0.9) };
      }),
    };
  });
}
