// Is the learned mask better than occlusion, and occlusion than the derivative? And which learned map beats occlusion?
// Usage: node bench/paper-claim.js --models a.safetensors,b.safetensors,... [--dataset mitdb|mnist] [--part validation|test]
//        [--rounds 1] [--per-class 2] [--maps derivative,occlusion-10,learned-mask-600,...] [--best occlusion-20]
//        [--points 24] [--data DIR] [--cache DIR] [--json FILE] [--markdown FILE] [--threads 1] [--stop-after SECONDS]
//        (after npm run build)
//
// Models differ by their seed, which is in the file: each is tried on its own split's part. Beats that lie in any
// validation part are left out of every test sample, for settings were chosen there. Of each class as many sequences are
// taken in every round; means weigh classes alike or by their share of the part. Table I hides heat above 0.7 with 0;
// every sequence counts, by its true class. Deletion and insertion curves have three judges: the model itself with fill
// 0, the model itself with another fill, and another seed's model with fill 0 (the one before it in the list; of the
// first the second; one model alone has the first two judges only); sequences that a judge does not recognise do not
// count with it. What is done stands in the cache, and is not done again; more rounds or models go on from there.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeModel } from '../packages/nn/dist/index.js';
import { SECOND_FILL, balancedSample, openDataSet } from './claim-data.js';
import { PAPER, mapByName } from './claim-maps.js';
import { joined, measureMap } from './claim-measure.js';
import { claimReport } from './claim-report.js';
import { claimTables } from './claim-tables.js';

const { values: options } = parseArgs({
  options: {
    models: { type: 'string' },
    dataset: { type: 'string', default: 'mitdb' },
    part: { type: 'string', default: 'validation' },
    rounds: { type: 'string', default: '1' },
    'per-class': { type: 'string', default: '2' },
    maps: { type: 'string', default: 'random,|x|,derivative,integrated-gradients,occlusion-10' },
    best: { type: 'string' },
    points: { type: 'string', default: '24' },
    data: { type: 'string' },
    cache: { type: 'string', default: 'paper-claim-cache' },
    json: { type: 'string' },
    markdown: { type: 'string' },
    threads: { type: 'string', default: '1' },
    'stop-after': { type: 'string', default: 'Infinity' },
  },
});
const { dataset, part } = options;
const files = options.models?.split(',') ?? [];
if (files.length === 0) throw new Error('--models: got none, expected files with commas between them');
const folder = options.data ?? join(process.env.SALIOGRAM_DATA ?? 'data', dataset);
const log = (text) => process.stderr.write(`${text}\n`);
const names = options.maps.split(',');
const rounds = Array.from({ length: Number(options.rounds) }, (_, round) => round);
const models = [];
for (const file of files) {
  const model = await decodeModel(readFileSync(file), { threads: Number(options.threads) });
  models.push({ file: basename(file), seed: model.metadata.training.split.seed, model });
}
const judgeNames = ['fill 0', `fill ${SECOND_FILL[dataset]}`, "fill 0, another seed's model"].slice(
  0,
  models.length === 1 ? 2 : 3,
);
mkdirSync(options.cache, { recursive: true });

const begun = performance.now();
await takeSamples();
// Round after round and map after map, so that an interrupted run has the same of every model.
for (const round of rounds) {
  for (const name of names) {
    for (const [i, own] of models.entries()) await measured(name, own, models[i === 0 ? 1 : i - 1], round);
  }
}
const runs = models.map(runOf);
const pairs = pairsOf(names);
const sizes = names.filter((name) => /^(learned-mask|occlusion)/.test(name));
const report = claimReport(runs, pairs, judgeNames, runs[0].sample.steps, sizes);
const tables = claimTables(report, pairs, judgeNames);
if (options.json) {
  const perClass = Number(options['per-class']) * Number(options.rounds);
  const about = { dataset, part, perClass, points: Number(options.points), maps: names, best: options.best };
  const seeds = models.map(({ file, seed }) => ({ file, seed }));
  const short = (_, value) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value);
  writeFileSync(
    options.json,
    `${JSON.stringify({ ...about, models: seeds, judges: judgeNames, ...report }, short)}
`,
  );
}
if (options.markdown) writeFileSync(options.markdown, tables);
else console.log(tables);
for (const { model } of models) await model.close();

/** Where one round of one model is kept: its sample, and what was measured of its maps. */
function placeOf({ seed }, round) {
  return join(
    options.cache,
    `${dataset}-${seed}-${part}-${options['per-class']}-${round}-${options.points}.json`,
  );
}

/** Draws the samples that are not in the cache, for which the data set is read. */
async function takeSamples() {
  const missing = rounds.flatMap((round) =>
    models.filter((own) => !existsSync(placeOf(own, round))).map((own) => ({ own, round })),
  );
  if (missing.length === 0) return;
  const data = await openDataSet(dataset, folder);
  for (const { own, round } of missing) {
    const sample = balancedSample(data, own.seed, part, Number(options['per-class']), round);
    writeFileSync(placeOf(own, round), JSON.stringify({ file: own.file, sample, maps: {} }));
  }
}

/** Makes and measures a map of one round of one model, where it is not in the cache. */
async function measured(name, own, judge, round) {
  const place = placeOf(own, round);
  const cached = JSON.parse(readFileSync(place, 'utf8'));
  if (cached.maps[name]) return;
  stopInTime();
  cached.judge ??= judge?.file;
  if (cached.file !== own.file || cached.judge !== judge?.file) {
    throw new Error(
      `${place}: made with ${cached.file} and judge ${cached.judge}, not ${own.file} and ${judge?.file}; name another --cache`,
    );
  }
  const { steps, values, targets } = cached.sample;
  const x = { values: Float32Array.from(values), batch: targets.length, steps, channels: 1 };
  const second = { values: Float32Array.from(cached.sample.fill), batch: 1, steps, channels: 1 };
  const nothing = new Float32Array(x.values.length);
  const other = x.values.map((_, i) => second.values[i % steps]);
  const judges = [
    { model: own.model, fill: nothing },
    { model: own.model, fill: other },
    ...(judge ? [{ model: judge.model, fill: nothing }] : []),
  ];
  const begin = performance.now();
  const map = mapByName(name, dataset, second);
  const record = await measureMap(map, x, targets, judges, Number(options.points));
  cached.maps[name] = record;
  writeFileSync(place, JSON.stringify(cached));
  const { seconds, converged } = record;
  const searched = converged ? `, ${converged.filter(Boolean).length} of ${converged.length} converged` : '';
  const measuring = (performance.now() - begin) / 1000 - seconds;
  log(
    `seed ${own.seed}, round ${round + 1}, ${name}: map ${seconds.toFixed(0)} s, measures ${measuring.toFixed(0)} s${searched}`,
  );
}

/** All rounds of a model as one sample. */
function runOf(own) {
  const done = rounds.map((round) => JSON.parse(readFileSync(placeOf(own, round), 'utf8')));
  const { steps, prevalence } = done[0].sample;
  const all = (key) => done.flatMap(({ sample }) => sample[key]);
  return {
    sample: { steps, prevalence, targets: all('targets'), groups: all('groups') },
    maps: Object.fromEntries(names.map((name) => [name, joined(done.map(({ maps }) => maps[name]))])),
  };
}

/** Ends the process where its time is over; what is done is in the cache. */
function stopInTime() {
  if (performance.now() - begun < 1000 * Number(options['stop-after'])) return;
  log('out of time; the same command goes on from here');
  process.exit(75);
}

/** The claim's two steps, and each learned map beside the best occlusion and |x|, of the maps that are there. */
function pairsOf(all) {
  const learned = all.filter((name) => /^(learned|curve)-mask/.test(name));
  const paper = `occlusion-${PAPER[dataset].width}`;
  const best = options.best ?? paper;
  const mask = learned.find((name) => name.startsWith('learned'));
  const wanted = [
    [mask, paper],
    [paper, 'derivative'],
    ...learned.map((name) => [name, best]),
    [mask, '|x|'],
    [best, '|x|'],
  ];
  const unlike = wanted.filter(([one, other], i) => {
    const known = all.includes(one) && all.includes(other) && one !== other;
    return known && wanted.findIndex(([a, b]) => a === one && b === other) === i;
  });
  return unlike;
}
