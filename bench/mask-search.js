// Which explanation has the best deletion and insertion curves: masks, occlusion, gradients and controls, on beats of every class alike.
// Usage: node bench/mask-search.js [--part validation|test] [--per-class 12] [--offset 0] [--methods curve-mask,occlusion-10,...]
//        [--data DIR] [--model FILE] [--judge FILE] [--points 72] [--threads 1] [--json FILE]    (after npm run build)
//
// Every map is made with --model and baseline 0, the mean of a z-scored beat, but for those that name the median normal
// beat of the training part. Curves go step by step, the highest value first and equal ones by lot, over the share
// hidden (deletion, less is better) or shown (insertion, more is better), of the class's probability, score and log
// odds; areas are by trapezoids. Three judges, by what stands in for a hidden step and whose scores are taken: 0 and the
// model itself; that median beat; 0 and another model (--judge). Beats that a judge does not recognise do not count
// with it. Differences from the best occlusion are paired, their 95 % intervals over patients.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { gatherBatch } from '../packages/core/dist/index.js';
import { loadMitBih, splitRandom } from '../packages/datasets/dist/index.js';
import {
  attributionMethod,
  baselineSequences,
  groupedMeans,
  heatOf,
} from '../packages/explain/dist/index.js';
import { decodeModel } from '../packages/nn/dist/index.js';
import { directoryStore } from '../packages/records/dist/node.js';
import { MEASURES, removalCurves } from './curves.js';
import { printTable } from './table.js';

const shipped = (name) => fileURLToPath(new URL(`../models/${name}.safetensors`, import.meta.url));
const { values: options } = parseArgs({
  options: {
    part: { type: 'string', default: 'validation' },
    'per-class': { type: 'string', default: '12' },
    offset: { type: 'string', default: '0' },
    methods: { type: 'string' },
    data: { type: 'string', default: join(process.env.SALIOGRAM_DATA ?? 'data', 'mitdb') },
    model: { type: 'string', default: shipped('mitdb-lstm') },
    judge: { type: 'string', default: shipped('mitdb-lstm-patient') },
    points: { type: 'string', default: '72' },
    threads: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});

/** What is compared. */
const CANDIDATES = [
  { name: 'random', method: 'random-heat', settings: {} },
  { name: '|x|', method: 'magnitude', settings: {} },
  { name: 'gradient', method: 'input-derivative', settings: {} },
  { name: 'integrated-gradients', method: 'integrated-gradients', settings: {} },
  ...[5, 10, 20, 30, 40].map((width) => ({
    name: `occlusion-${width}`,
    method: 'occlusion',
    settings: { width },
  })),
  { name: 'occlusion-10-score', method: 'occlusion', settings: { width: 10, objective: 'score' } },
  { name: 'occlusion-20-score', method: 'occlusion', settings: { width: 20, objective: 'score' } },
  { name: 'occlusion-10-median', method: 'occlusion', settings: { baseline: 'class-median' } },
  { name: 'learned-mask', method: 'learned-mask', settings: {} },
  { name: 'extremal-preserve', method: 'extremal-perturbation', settings: {} },
  { name: 'extremal-dual', method: 'extremal-perturbation', settings: { variant: 'dual' } },
  { name: 'dynamask', method: 'dynamask', settings: { perturbation: 'baseline' } },
  { name: 'extr-mask', method: 'extr-mask', settings: {} },
  { name: 'extr-mask-delete', method: 'extr-mask', settings: { variant: 'delete' } },
  { name: 'curve-mask', method: 'curve-mask', settings: {} },
  { name: 'curve-mask-both-fills', method: 'curve-mask', settings: { moreBaselines: ['class-median'] } },
  { name: 'curve-mask-smooth', method: 'curve-mask', settings: { smoothness: 3 } },
  { name: 'curve-mask-probability', method: 'curve-mask', settings: { objective: 'probability' } },
  { name: 'curve-mask-deletion', method: 'curve-mask', settings: { insertionWeight: 0 } },
  { name: 'curve-mask-insertion', method: 'curve-mask', settings: { deletionWeight: 0 } },
];
const wanted = options.methods?.split(',');
const candidates = CANDIDATES.filter(({ name }) => !wanted || wanted.includes(name));
const points = Number(options.points);
const log = (text) => process.stderr.write(`${text}\n`);

const { data } = await loadMitBih(directoryStore(options.data), {});
// Seed 1 is the split the model was trained on.
const split = splitRandom(data.labels.length, 1);
const perClass = Number(options['per-class']);
const indices = data.classes.flatMap((_, k) => {
  const own = Array.from(split[options.part]).filter((i) => data.labels[i] === k);
  // Evenly spread over the part; the offset, a share of the distance between two, gives other beats.
  return Array.from(
    { length: perClass },
    (_unused, i) => own[Math.floor(((i + Number(options.offset)) * own.length) / perClass)],
  );
});
const x = gatherBatch(data.sequences, indices);
const targets = Int32Array.from(indices, (i) => data.labels[i]);
const open = (file) => decodeModel(readFileSync(file), { threads: Number(options.threads) });
const model = await open(options.model);
const other = await open(options.judge);
const train = split.train.filter((i) => data.labels[i] === 0).filter((_, i) => i % 10 === 0);
const reference = {
  data: gatherBatch(data.sequences, train),
  labels: train.map((i) => data.labels[i]),
};
const nothing = new Float32Array(x.values.length);
const median = baselineSequences('bench', x, { baseline: 'class-median', reference })[0].values;
const judges = [
  { name: 'fill 0, the model itself', fill: nothing, judge: model },
  { name: 'fill median normal beat, the model itself', fill: median, judge: model },
  { name: 'fill 0, another model', fill: nothing, judge: other },
];

const rows = [];
for (const { name, method, settings } of candidates) {
  const needsData = JSON.stringify(settings).includes('class-median');
  const begin = performance.now();
  const map = await attributionMethod(method).explain(
    model,
    x,
    targets,
    needsData ? { ...settings, reference } : settings,
  );
  const seconds = (performance.now() - begin) / 1000;
  const values = method === 'integrated-gradients' ? map.values : heatOf(map);
  const areas = [];
  for (const { fill, judge } of judges) {
    const { areas: own, recognised } = await removalCurves(judge, x, targets, values, fill, points);
    areas.push(own.map((curve) => curve.map((area, b) => (recognised[b] ? area : NaN))));
  }
  const converged = map.convergence?.converged.filter(Boolean).length;
  rows.push({ name, seconds, converged, passes: map.cost.forward / x.batch, areas });
  const gains = areas.map((own) => (mean(own[3]) - mean(own[0])).toFixed(3)).join(', ');
  log(`${name}: ${seconds.toFixed(0)} s, insertion less deletion of the probability by judge ${gains}`);
}

const grouping = {
  classOf: targets,
  symbols: data.classes.map(({ symbol }) => symbol),
  groups: indices.map((i) => data.groups[i]),
};
const report = judges.map(({ name }, j) => ({
  judge: name,
  recognised: rows[0].areas[j][0].filter((area) => !Number.isNaN(area)).length,
  rows: rows.map((row) => ({
    name: row.name,
    seconds: row.seconds,
    converged: row.converged,
    passes: row.passes,
    means: row.areas[j].map(mean),
    perClass: row.areas[j].map((own) => groupedMeans(own, grouping).perClass),
    ...againstOcclusion(row, j),
  })),
}));
for (const { judge, recognised, rows: lines } of report) {
  printTable(
    `${x.batch} ${options.part} beats (${recognised} recognised), ${judge}: area under deletion (less is better) and insertion (more)`,
    [
      'map',
      'passes',
      'converged',
      ...['deletion', 'insertion'].flatMap((curve) => MEASURES.map((measure) => `${curve}, ${measure}`)),
      'insertion - deletion of probability, less that of the best occlusion',
    ],
    lines.map((line) => [
      line.name,
      line.passes.toFixed(0),
      line.converged,
      ...line.means.map((value) => value.toFixed(3)),
      line.difference
        ? `${line.difference.estimate.toFixed(3)} [${line.difference.low.toFixed(3)}, ${line.difference.high.toFixed(3)}] (${line.against})`
        : '',
    ]),
  );
}
if (options.json) writeFileSync(options.json, `${JSON.stringify({ ...options, report })}\n`);
await model.close();
await other.close();

function mean(values) {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Insertion less deletion of the probability beside the occlusion that is best by it, beat by beat. */
function againstOcclusion(row, j) {
  const gain = ({ areas }) => areas[j][3].map((insertion, b) => insertion - areas[j][0][b]);
  const occlusions = rows.filter(({ name }) => name.startsWith('occlusion'));
  if (occlusions.length === 0) return {};
  const best = occlusions.toSorted((a, b) => mean(gain(b)) - mean(gain(a)))[0];
  const own = gain(row);
  const its = gain(best);
  const difference = groupedMeans(
    own.map((value, b) => value - its[b]),
    grouping,
  ).all;
  return { difference, against: best.name };
}
