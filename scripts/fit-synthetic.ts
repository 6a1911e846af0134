/*
 * Fits the synthetic generator's waves to real median beats and writes them to packages/datasets/src/synthetic/parameters.ts.
 *
 *   npx tsx scripts/fit-synthetic.ts --data DIR      DIR holds the MIT-BIH Arrhythmia Database
 *
 * Per class the median beat of one record, chosen for a textbook morphology in lead MLII with quiet ends (a median over
 * patients would be a blur that no heart makes); then eight Gaussians and a constant by Levenberg and Marquardt. The
 * constant is the record's offset and is not kept.
 */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '@saliogram/core';
import { MIT_BIH_CLASSES, MIT_BIH_PREPROCESSING, loadMitBih } from '@saliogram/datasets';
import type { LabelledSequences } from '@saliogram/datasets';
import { directoryStore } from '@saliogram/records/node';

const WAVES = 8;
const WINDOW = { before: 108, after: 180 };
const STEPS = WINDOW.before + WINDOW.after;
const RATE = MIT_BIH_PREPROCESSING.samplingFrequency;
/** Weight of the squared amplitudes in what is minimised: keeps pairs of waves from growing against each other. */
const RIDGE = 0.02;
const secondsAt = (step: number): number => (step - WINDOW.before) / RATE;

/** The record each class is fitted to. */
const RECORD_OF: Readonly<Record<string, string>> = { N: '103', L: '214', R: '231', V: '208', '/': '217' };

interface MedianBeat {
  readonly record: string;
  readonly count: number;
  readonly values: Float64Array;
}

function medianBeat(data: LabelledSequences, label: number): MedianBeat {
  const record = RECORD_OF[data.classes[label].symbol];
  const index = data.recordNames.indexOf(record);
  const beats = [...data.labels.keys()].filter((i) => data.labels[i] === label && data.recordOf[i] === index);
  const values = Float64Array.from({ length: STEPS }, (_, t) =>
    median(beats.map((i) => data.sequences.values[i * STEPS + t])),
  );
  return { record, count: beats.length, values };
}

/** Parameters: amplitude, centre, width of each wave, then the constant. */
function model(parameters: Float64Array, seconds: number): number {
  let sum = parameters[parameters.length - 1];
  for (let i = 0; i + 2 < parameters.length; i += 3) {
    sum += parameters[i] * Math.exp(-0.5 * ((seconds - parameters[i + 1]) / parameters[i + 2]) ** 2);
  }
  return sum;
}

const residuals = (target: Float64Array, parameters: Float64Array): Float64Array =>
  target.map((value, t) => value - model(parameters, secondsAt(t)));

const isAmplitude = (p: number, parameters: Float64Array): boolean =>
  p % 3 === 0 && p < parameters.length - 1;

const cost = (target: Float64Array, parameters: Float64Array): number =>
  sumOfSquares(residuals(target, parameters)) +
  RIDGE * sumOfSquares(parameters.filter((_, p) => isAmplitude(p, parameters)));

const sumOfSquares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);

/** Solves a x = b for symmetric positive definite a by Gaussian elimination. */
function solve(a: number[][], b: number[]): number[] {
  const n = b.length;
  for (let column = 0; column < n; column++) {
    for (let row = column + 1; row < n; row++) {
      const factor = a[row][column] / a[column][column];
      for (let k = column; k < n; k++) a[row][k] -= factor * a[column][k];
      b[row] -= factor * b[column];
    }
  }
  const x = Array<number>(n).fill(0);
  for (let row = n - 1; row >= 0; row--) {
    x[row] =
      (b[row] - a[row].reduce((sum, value, k) => (k > row ? sum + value * x[k] : sum), 0)) / a[row][row];
  }
  return x;
}

/** Keeps widths between 6 and 90 ms and centres inside the window, so that each wave ends. */
function bounded(parameters: Float64Array): Float64Array {
  return parameters.map((value, i) => {
    if (i === parameters.length - 1 || i % 3 === 0) return value;
    const [low, high] = i % 3 === 1 ? [-0.24, 0.42] : [0.006, 0.09];
    return Math.min(high, Math.max(low, value));
  });
}

/** Levenberg and Marquardt, with derivatives by central differences. */
function refine(target: Float64Array, start: Float64Array, iterations: number): Float64Array {
  let parameters = start;
  let damping = 1e-2;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const rest = residuals(target, parameters);
    const columns = [...parameters.keys()].map((p) => {
      const up = parameters.slice();
      const down = parameters.slice();
      up[p] += 1e-5;
      down[p] -= 1e-5;
      return target.map((_, t) => (model(up, secondsAt(t)) - model(down, secondsAt(t))) / 2e-5);
    });
    const dot = (u: Float64Array, v: Float64Array): number =>
      u.reduce((sum, value, t) => sum + value * v[t], 0);
    const ridge = parameters.map((_, p) => (isAmplitude(p, parameters) ? RIDGE : 0));
    const normal = columns.map((u, i) =>
      columns.map((v, j) => (i === j ? (dot(u, u) + ridge[i]) * (1 + damping) + 1e-9 : dot(u, v))),
    );
    const downhill = columns.map((u, p) => dot(u, rest) - ridge[p] * parameters[p]);
    const step = solve(normal, downhill);
    const next = bounded(parameters.map((value, p) => value + step[p]));
    if (cost(target, next) < cost(target, parameters)) {
      parameters = next;
      damping = Math.max(1e-9, damping / 3);
    } else {
      damping = Math.min(1e6, damping * 4);
    }
  }
  return parameters;
}

/** Adds wave after wave where the residual is largest, refining after each. */
function fitWaves(target: Float64Array): Float64Array {
  let parameters: Float64Array = Float64Array.of(median(target));
  for (let wave = 0; wave < WAVES; wave++) {
    const rest = residuals(target, parameters);
    const at = rest.reduce((best, value, t) => (Math.abs(value) > Math.abs(rest[best]) ? t : best), 0);
    const added = [rest[at], secondsAt(at), 0.02];
    parameters = refine(
      target,
      bounded(Float64Array.of(...parameters.slice(0, -1), ...added, parameters.at(-1) ?? 0)),
      60,
    );
  }
  return refine(target, parameters, 200);
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

function source(symbol: string, beat: MedianBeat): string {
  const parameters = fitWaves(beat.values);
  const rms = Math.sqrt(sumOfSquares(residuals(beat.values, parameters)) / STEPS);
  const waves = Array.from({ length: WAVES }, (_, i) => parameters.slice(3 * i, 3 * i + 3)).sort(
    (a, b) => a[1] - b[1],
  );
  process.stdout.write(
    `${symbol}  record ${beat.record}, ${beat.count} beats, residual ${rms.toFixed(4)} mV rms\n`,
  );
  const rows = waves.map(
    ([amplitude, centre, width]) =>
      `      { amplitudeMv: ${round(amplitude, 4)}, centreS: ${round(centre, 4)}, widthS: ${round(width, 4)} },`,
  );
  return [
    `  // Record ${beat.record}: median of ${beat.count} beats; residual ${rms.toFixed(4)} mV rms.`,
    '  {',
    `    symbol: '${symbol}',`,
    '    waves: [',
    ...rows,
    '    ],',
    '  },',
  ].join('\n');
}

const { values: options } = parseArgs({ options: { data: { type: 'string' } } });
if (options.data === undefined) throw new Error('usage: npx tsx scripts/fit-synthetic.ts --data DIR');
const { data } = await loadMitBih(directoryStore(options.data), {
  records: Object.values(RECORD_OF),
  preprocessing: { ...MIT_BIH_PREPROCESSING, window: WINDOW, scaling: 'none', centring: 'annotated' },
});
const shapes = MIT_BIH_CLASSES.map(({ symbol }, label) => source(symbol, medianBeat(data, label)));
const text = `import type { BeatShape } from './beat-shape.ts';

/*
 * Waves fitted by \`npx tsx scripts/fit-synthetic.ts --data DIR\` to real median beats of the MIT-BIH Arrhythmia Database
 * 1.0.0 (PhysioNet, ODC-By 1.0; Moody and Mark 2001), lead MLII where recorded, centred on the reference annotation,
 * ${WINDOW.before} samples before and ${WINDOW.after} after it at ${RATE} Hz. Data hash ${data.dataHash.slice(0, 16)}.
 */

/** One beat shape per class, in the order of the five classes. */
export const BEAT_SHAPES: readonly BeatShape[] = [
${shapes.join('\n')}
];
`;
const path = join(import.meta.dirname, '../packages/datasets/src/synthetic/parameters.ts');
await writeFile(`${path}.part`, text);
await rename(`${path}.part`, path);
