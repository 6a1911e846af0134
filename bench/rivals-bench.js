// The engine beside its rivals, each at its best setting, sampled in turn in one run.
import { PAPER, SHAPES, TASKS } from './networks.js';
import { BACKENDS, ourTask } from './ours.js';
import { RivalPool, RIVALS } from './rivals/process.js';
import { fastest, roundRobin } from './round-robin.js';
import { ms, printTable, times } from './table.js';

/** Those that take part; the explainers have a table of their own. */
const FRAMEWORKS = ['torch', 'tensorflow', 'onnxruntime', 'jax', 'tfjs', 'jax-js'];

/** Rows {shape, task, name, minMs, medianMs | skipped, ratio}: ratio is the rival's median over our best backend's. */
export async function rivalsBench({ threads, repeats, quick, thorough, log }) {
  const shapes = { paper: PAPER, ...(quick ? {} : SHAPES) };
  const rows = [];
  for (const [shapeName, shape] of Object.entries(shapes)) {
    for (const task of TASKS) {
      // Other shapes are asked of the settings that were best for the paper's.
      const settings =
        rows.length < TASKS.length || shapeName === 'paper' ? undefined : bestSettings(rows, task);
      log(`${shapeName}, ${task}`);
      rows.push(...(await compare(shapeName, shape, task, { threads, repeats, thorough }, settings)));
    }
  }
  return rows;
}

async function compare(shapeName, shape, task, { threads, repeats, thorough }, settings) {
  const most = Math.max(...threads);
  const ours = [];
  for (const backend of BACKENDS.slice(0, 2)) ours.push(await ourTask(backend, most, task, shape));
  const pool = new RivalPool();
  const rivals = FRAMEWORKS.flatMap((name) =>
    threads.flatMap((n) =>
      variantsOf(name, thorough).map((variant) => ({
        framework: name,
        setting: `${variant} ${n}T`,
        name: `${name} ${variant} ${n}T`,
        sample: () => pool.ask(name, n, { task, shape, variant }),
      })),
    ),
  ).filter(({ framework, setting }) => !settings || settings[framework] === setting);
  // A rival prepares one request at a time, so each is measured on its own between repetitions of ours.
  const rows = [];
  for (const rival of rivals) {
    const [own, ...rest] = await roundRobin([ours[0], rival], repeats);
    rows.push({
      shape: shapeName,
      task,
      framework: rival.framework,
      setting: rival.setting,
      ours: own,
      ...rest[0],
    });
    if (rivals.findLast(({ framework }) => framework === rival.framework) === rival)
      await pool.close(rival.framework);
  }
  const own = await roundRobin(ours, repeats);
  for (const subject of ours) await subject.close();
  const reference = own[0];
  return [
    ...own.map((result) => ({ shape: shapeName, task, framework: 'saliogram', ...result })),
    ...rows.map((row) => ({
      ...row,
      ratio: row.medianMs && row.medianMs / (row.ours.medianMs ?? reference.medianMs),
    })),
  ];
}

/** The settings of a framework; one that compiles for ten minutes only when asked for. */
function variantsOf(name, thorough) {
  return RIVALS[name].variants.filter((variant) => thorough || variant !== 'compile-whole');
}

/** The best setting of each framework for a task on the paper's network; with none, it is not asked again. */
function bestSettings(rows, task) {
  const best = {};
  for (const framework of FRAMEWORKS) {
    const own = rows.filter(
      (row) => row.shape === 'paper' && row.task === task && row.framework === framework,
    );
    best[framework] = fastest(own)?.setting ?? null;
  }
  return best;
}

export function printRivalsBench(rows) {
  const shapes = [...new Set(rows.map(({ shape }) => shape))];
  for (const shape of shapes) {
    for (const task of TASKS) {
      const own = rows.filter((row) => row.shape === shape && row.task === task);
      if (own.length === 0) continue;
      printTable(
        `${shape}: ${task}`,
        ['engine', 'min ms', 'median ms', 'times ours', ''],
        own.map(({ name, minMs, medianMs, ratio, skipped }) => [
          name,
          ms(minMs),
          ms(medianMs),
          ratio ? times(ratio) : '',
          skipped ? `skipped: ${skipped}` : '',
        ]),
      );
    }
  }
}
