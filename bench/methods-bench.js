// Every method on one beat: seconds and passes; and what resuming from cached states saves those that ask step by step.
import { existsSync, readFileSync } from 'node:fs';
import { argmax, gatherBatch, sequenceBatch } from '../packages/core/dist/index.js';
import { cutBeats, readableRecording, synthesizeRecording } from '../packages/datasets/dist/index.js';
import { attributionMethods } from '../packages/explain/dist/index.js';
import { decodeModel } from '../packages/nn/dist/index.js';
import { BACKENDS } from './ours.js';
import { plainModel } from './plain-prefixes.js';
import { roundRobin } from './round-robin.js';
import { ms, printTable, times } from './table.js';

const MODEL = new URL('../models/mitdb-lstm.safetensors', import.meta.url);

const SLOW_MS = 3000;

/** Those that ask for scores of prefixes, or of changed sequences whose beginning is as it was. */
const RESUMING = [
  'occlusion',
  'augmented-occlusion',
  'fit',
  'winit',
  'temporal-integrated-gradients',
  'segment-ablation',
  'lime',
  'kernel-shap',
  'shapley-sampling',
  'time-shap',
];

/**
 * Rows {method, forward, backward, minMs, medianMs} of one synthetic beat each, at the defaults, and with
 * `plain: {forward, backward, minMs, medianMs, ratio, difference}` where cached states can be done without.
 *
 * @param names of the methods that are run; all by default
 */
export async function methodsBench({ threads, repeats, names, log }) {
  if (!existsSync(MODEL)) return [];
  const model = await decodeModel(readFileSync(MODEL), {
    backend: BACKENDS[0],
    threads: Math.max(...threads),
  });
  const { x, data } = await beatOf(model);
  const target = argmax(await model.scores(x));
  const rows = [];
  for (const method of attributionMethods) {
    if (names && !names.includes(method.name)) continue;
    log(method.name);
    const options = {
      ...('data' in method.defaults && { data }),
      ...(method.defaults.baseline === 'data' && { reference: { data } }),
    };
    const subject = (name, asked) => {
      const own = { name };
      own.sample = async () => {
        const start = performance.now();
        const { values, cost } = await method.explain(asked, x, target, options);
        Object.assign(own, { values, cost });
        return { ms: performance.now() - start };
      };
      return own;
    };
    const cached = subject(method.name, model);
    const needsSteps = method.needs.includes('scoresOfStepVariants');
    const plain = RESUMING.includes(method.name)
      ? [subject('plain', plainModel(model, x.steps, needsSteps))]
      : [];
    const first = await cached.sample();
    const slow = first.ms > SLOW_MS;
    const count = slow || plain.length > 0 ? Math.min(3, repeats) : repeats;
    const counted = slow && plain.length === 0 ? afterFirst(cached, first) : cached;
    const [own, without] = await roundRobin([counted, ...plain], count);
    rows.push({
      method: method.name,
      ...cached.cost,
      minMs: own.minMs,
      medianMs: own.medianMs,
      ...(without && {
        plain: {
          ...plain[0].cost,
          minMs: without.minMs,
          medianMs: without.medianMs,
          ratio: without.medianMs / own.medianMs,
          difference: largestDifference(cached.values, plain[0].values),
        },
      }),
    });
  }
  await model.close();
  return rows;
}

/** The first run of what takes long counts, where it is compared with nothing: there is little to warm up. */
function afterFirst(subject, first) {
  let kept = first;
  return {
    name: subject.name,
    sample() {
      if (!kept) return subject.sample();
      const answer = kept;
      kept = undefined;
      return answer;
    },
  };
}

/** One beat of a synthetic recording as the model reads it, and all of them. */
async function beatOf(model) {
  const { preprocessing } = model.metadata;
  const recording = synthesizeRecording({ seed: 1, durationS: 60, beatClasses: { N: 3, L: 1, R: 1, V: 1 } });
  const beats = await cutBeats(readableRecording(recording), recording.annotations, { preprocessing });
  const { before, after } = preprocessing.window;
  const data = sequenceBatch(beats.values, beats.labels.length, before + after);
  return { x: gatherBatch(data, [5]), data };
}

/** The largest absolute difference, relative to the largest value. */
function largestDifference(ours, plain) {
  const size = plain.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return ours.reduce((most, v, i) => Math.max(most, Math.abs(v - plain[i])), 0) / size;
}

export function printMethodsBench(rows) {
  printTable(
    'Every method on one beat, at its defaults',
    ['method', 'forward', 'backward', 'min ms', 'median ms'],
    rows.map(({ method, forward, backward, minMs, medianMs }) => [
      method,
      forward.toFixed(0),
      backward.toFixed(0),
      ms(minMs),
      ms(medianMs),
    ]),
  );
  printTable(
    'Resumed from cached states, and with every prefix read again; the difference is relative to the largest value',
    ['method', 'passes', 'plain', 'median ms', 'plain', 'times', 'difference'],
    rows
      .filter(({ plain }) => plain)
      .map(({ method, forward, backward, medianMs, plain }) => [
        method,
        (forward + backward).toFixed(0),
        (plain.forward + plain.backward).toFixed(0),
        ms(medianMs),
        ms(plain.medianMs),
        times(plain.ratio),
        plain.difference.toExponential(0),
      ]),
  );
}
