// The tables of docs/benchmarks.md, those worth most first, in as many pieces as it takes: what a piece did is kept.
// Usage: node bench/truth-benchmarks.js --cache DIR --out DIR [--minutes N] [--only NAME,...] [--folds N]
// Leaves 3 as exit code when the minutes were not enough; the same command goes on.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { TRUTH_BENCHMARKS } from '@saliogram/datasets';

const { values: options } = parseArgs({
  options: {
    cache: { type: 'string', default: 'bench-models' },
    out: { type: 'string', default: 'bench-tables' },
    minutes: { type: 'string', default: '600' },
    only: { type: 'string' },
    folds: { type: 'string' },
  },
});

const LAST_STEP = [
  'input-derivative',
  'gradient-times-input',
  'integrated-gradients',
  'occlusion',
  'augmented-occlusion',
  'lrp',
  'deep-lift',
  'input-derivative:shares',
  'integrated-gradients:shares',
  'input-derivative*integrated-gradients:shares',
];
const MEMORY = [
  'input-derivative',
  'gradient-times-input',
  'integrated-gradients',
  'lrp',
  'deep-lift',
  'winit',
];
const SEQUENCE = [
  'input-derivative',
  'gradient-times-input',
  'integrated-gradients',
  'occlusion',
  'lrp',
  'deep-lift',
];

/** Name, folds, methods and, where explaining all of them would take hours, how many sequences. */
const TABLES = [
  ['rare-feature', 5, SEQUENCE.slice(0, 4)],
  ['rare-time', 5, SEQUENCE.slice(0, 4)],
  ['switch-feature', 5, LAST_STEP],
  ['state-every-step', 5, LAST_STEP],
  ['delayed-spike', 5, ['winit*gradient-times-input', ...MEMORY, 'occlusion', 'augmented-occlusion', 'fit']],
  ['spike', 2, [...MEMORY, 'occlusion', 'augmented-occlusion', 'fit'], 150],
  ['state-change', 3, [...MEMORY, 'occlusion', 'augmented-occlusion', 'fit'], 20],
  ['freq-shapes', 3, SEQUENCE, 200],
  ['low-var', 3, SEQUENCE, 100],
  ['seq-comb-uv', 3, SEQUENCE, 100],
  ['seq-comb-mv', 3, SEQUENCE, 100],
  ...TRUTH_BENCHMARKS.filter(({ name }) => name.startsWith('ismail-')).map(({ name }) => [
    name,
    1,
    SEQUENCE.filter((method) => method !== 'occlusion'),
  ]),
];

const end = performance.now() + 60_000 * Number(options.minutes);
const only = options.only?.split(',');
for (const [name, folds, methods, limit] of TABLES) {
  if (only && !only.includes(name)) continue;
  const left = Math.ceil(end - performance.now());
  if (left <= 0) process.exit(3);
  const given = ['bench', 'explain', name, '--folds', options.folds ?? String(folds)];
  given.push('--methods', methods.join(','), '--cache', options.cache, '--out', options.out);
  if (limit) given.push('--limit', String(limit));
  console.log(`saliogram ${given.join(' ')}`);
  const { status } = spawnSync('node', ['apps/cli/bin/saliogram.js', ...given], {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: left,
    killSignal: 'SIGINT',
  });
  if (performance.now() >= end) process.exit(3);
  if (status !== 0) process.exit(status ?? 1);
}
