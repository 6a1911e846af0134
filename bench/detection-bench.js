// How well and how fast heartbeats are found: the modes over all MIT-BIH records by bxb's rules, where the R peaks are
// marked, other rates and polarity, added noise, and 24 hours of two leads.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRandom } from '../packages/core/dist/index.js';
import { openRecord, readAnnotations } from '../packages/records/dist/index.js';
import { directoryStore } from '../packages/records/dist/node.js';
import * as signal from '../packages/signal/dist/index.js';
import { printTable } from './table.js';

const DATA = process.env.SALIOGRAM_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
const FOLDER = join(DATA, 'mitdb');
const MODES = ['published', 'improved', 'guarded'];
/** What noise and other rates are measured with. */
const NOISE_MODES = ['improved', 'guarded'];
/** Records of the half that settings are not chosen on, nearly free of errors, for the modes side by side in electrode motion. */
const CHECK_RECORDS = ['100', '103', '113', '117', '121', '123', '213', '231'];
/** Records of few errors, so that what noise does is seen: the two that the noise stress test uses, and three more. */
const NOISE_RECORDS = ['118', '119', '100', '123', '205'];
const SNRS_DB = [24, 18, 12, 6, 0, -6];
const RATES = [100, 128, 250, 500, 1000];
const HOURS = 24;

/** {modes, rates, noise, day} or {skipped}; quick ones take six records for the modes, and two for the rest. */
export async function detectionBench({ quick, log }) {
  if (!existsSync(FOLDER)) return { skipped: `no records in ${FOLDER}` };
  const names = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.hea'))
    .map((file) => file.slice(0, -4))
    .slice(0, quick ? 6 : undefined);
  log(`detection, ${names.length} records`);
  const modes = MODES.map((mode) => ({ mode, comparisons: [], errors: [], refinedErrors: [] }));
  for (const name of names) {
    const record = await read(name);
    for (const row of modes) tally(row, record, find(record, row.mode));
  }
  const few = await Promise.all(NOISE_RECORDS.slice(0, quick ? 2 : undefined).map(read));
  log('detection, rates and polarity');
  const rates = [
    { name: '360 Hz', ...rateRow(few, (record) => record) },
    { name: '360 Hz, inverted', ...rateRow(few, inverted) },
    ...RATES.map((hz) => ({ name: `${hz} Hz`, ...rateRow(few, (record) => resampled(record, hz)) })),
  ];
  log('detection, noise');
  const noise = signal.NOISE_KINDS.flatMap((kind) => SNRS_DB.map((snrDb) => noiseRow(few, kind, snrDb)));
  const checked = await Promise.all(CHECK_RECORDS.slice(0, quick ? 2 : undefined).map(read));
  const check = SNRS_DB.map((snrDb) => noiseRow(checked, 'electrode-motion', snrDb));
  log(`detection, ${HOURS} hours`);
  return {
    records: names.length,
    modes: modes.map(({ mode, comparisons, errors, refinedErrors }) => ({
      mode,
      ...figures(comparisons),
      error: spread(errors),
      refinedError: spread(refinedErrors),
    })),
    few: few.map(({ name }) => name),
    rates,
    noise,
    checked: checked.map(({ name }) => name),
    check,
    day: await day(quick ? 1 : HOURS),
  };
}

async function read(name) {
  const store = directoryStore(FOLDER);
  const record = await openRecord(store, name);
  const leads = await record.read('all');
  return {
    name,
    samplingFrequency: record.samplingFrequency,
    sampleCount: record.sampleCount,
    values: leads[0],
    second: leads[1],
    reference: await readAnnotations(store, name, 'atr'),
  };
}

const find = ({ values, samplingFrequency }, mode) =>
  signal.detectQrs(values, { samplingFrequency, mode }).peaks;

/** bxb's comparison, first five minutes and flutter left out. */
const compare = ({ reference, samplingFrequency, sampleCount }, peaks) =>
  signal.compareBeats(
    reference,
    Array.from(peaks, (sample) => ({
      sample,
      symbol: 'N',
      code: 1,
      subtype: 0,
      channel: 0,
      num: 0,
      aux: '',
    })),
    { samplingFrequency, sampleCount },
  );

function figures(comparisons) {
  const { qrs } = signal.summarizeBeats(comparisons).gross;
  const { sensitivity, positivePredictivity, errorRate } = qrs;
  return {
    beats: sensitivity.of,
    missed: sensitivity.of - sensitivity.count,
    false: positivePredictivity.of - positivePredictivity.count,
    sensitivity: sensitivity.value,
    positivePredictivity: positivePredictivity.value,
    errorRate: errorRate.value,
  };
}

function rateRow(records, change, mode = 'improved') {
  return figures(records.map(change).map((record) => compare(record, find(record, mode))));
}

/** One row per mode, of the same noise. */
function noiseRow(records, kind, snrDb) {
  const changed = records.map((record) => noisy(record, kind, snrDb));
  const modes = NOISE_MODES.map((mode) => ({ mode, ...rateRow(changed, (record) => record, mode) }));
  return { kind, snrDb, modes };
}

/** Adds a record's comparison, and how far its R peaks lie from the annotations after five minutes, ms. */
function tally(row, record, peaks) {
  row.comparisons.push(compare(record, peaks));
  const { samplingFrequency, reference } = record;
  const beats = reference
    .filter(({ code, sample }) => isBeat(code) && sample >= 300 * samplingFrequency)
    .map(({ sample }) => sample);
  const ms = (samples) => (1000 * samples) / samplingFrequency;
  signal.matchBeats(peaks, beats, 0.15 * samplingFrequency).forEach((beat, i) => {
    if (beat < 0) return;
    row.errors.push(ms(peaks[i] - beats[beat]));
    row.refinedErrors.push(ms(peaks[i] - refined(record, beats[beat])));
  });
}

const isBeat = (code) => (code >= 1 && code <= 13) || [25, 30, 34, 35, 38, 41].includes(code);

/** The sample within 50 ms of an annotation that is farthest from the median of the 300 ms around it. */
function refined({ values, samplingFrequency }, at) {
  const around = (ms) => {
    const reach = Math.round((ms / 1000) * samplingFrequency);
    return [Math.max(0, at - reach), Math.min(values.length, at + reach + 1)];
  };
  const window = values.slice(...around(150)).sort();
  const middle = window[window.length >> 1];
  const [from, to] = around(50);
  let best = at;
  for (let i = from; i < to; i++) {
    if (Math.abs(values[i] - middle) > Math.abs(values[best] - middle)) best = i;
  }
  return best;
}

function spread(errors) {
  const at = (values, part) =>
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(part * values.length))];
  const distances = errors.map(Math.abs);
  return {
    medianMs: at(errors, 0.5),
    p5Ms: at(errors, 0.05),
    p95Ms: at(errors, 0.95),
    medianDistanceMs: at(distances, 0.5),
    p95DistanceMs: at(distances, 0.95),
  };
}

const inverted = (record) => ({ ...record, values: record.values.map((value) => -value) });

function resampled(record, hz) {
  const { values, samplingFrequency, reference } = record;
  const scale = hz / samplingFrequency;
  const changed = signal.resample(values, samplingFrequency, hz);
  return {
    ...record,
    samplingFrequency: hz,
    sampleCount: changed.length,
    values: changed,
    reference: reference.map((each) => ({ ...each, sample: Math.round(each.sample * scale) })),
  };
}

function noisy(record, kind, snrDb) {
  const { values, samplingFrequency, reference, name } = record;
  const random = createRandom(Number(name));
  const noise = signal.synthesizeNoise(kind, { sampleCount: values.length, samplingFrequency, random });
  const beats = reference
    .filter(({ symbol }) => symbol === 'N' || symbol === 'R')
    .map(({ sample }) => sample);
  return { ...record, values: signal.addNoiseAtSnr(values, noise, { samplingFrequency, snrDb, beats }) };
}

/** Two leads of a day, made of a record over and over, pushed minute by minute into two streams. */
async function day(hours) {
  const { values, second, samplingFrequency } = await read('100');
  const detectors = [values, second].map(() => signal.createQrsDetector({ samplingFrequency }));
  const minute = 60 * samplingFrequency;
  const minutes = Math.floor(values.length / minute);
  let beats = 0;
  let memoryBefore = 0;
  const start = performance.now();
  const cpu = process.cpuUsage();
  for (let i = 0; i < 60 * hours; i++) {
    const from = (i % minutes) * minute;
    [values, second].forEach((lead, k) => {
      beats += detectors[k].push(lead.subarray(from, from + minute)).length;
    });
    if (i === 15 * hours - 1) memoryBefore = memoryInUse();
  }
  for (const detector of detectors) beats += detector.flush().length;
  const used = process.cpuUsage(cpu);
  return {
    hours,
    beats,
    seconds: (performance.now() - start) / 1e3,
    cpuSeconds: (used.user + used.system) / 1e6,
    growthMb: (memoryInUse() - memoryBefore) / 2 ** 20,
  };
}

/** Bytes that are in use: what could be collected is collected first. */
function memoryInUse() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const percent = (share) => (100 * share).toFixed(2);
const cells = (row) => [row.beats, row.missed, row.false, ...rates(row)];
const rates = ({ sensitivity, positivePredictivity, errorRate }) =>
  [sensitivity, positivePredictivity, errorRate].map(percent);
const HEADS = ['beats', 'missed', 'false', 'Se %', '+P %', 'DER %'];

export function printDetectionBench(result) {
  const { skipped, records, modes, few, rates: rateRows, noise, checked, check, day: whole } = result;
  if (skipped) {
    console.log(`\nDetection skipped: ${skipped}`);
    return;
  }
  printTable(
    `Beats of signal 0 of ${records} MIT-BIH records, by bxb's rules: gross, 150 ms, after five minutes, without flutter`,
    ['mode', ...HEADS],
    modes.map((row) => [row.mode, ...cells(row)]),
  );
  printTable(
    'Where R peaks are marked, ms: error (5 %, median, 95 %) and distance (median, 95 %)',
    ['mode', 'against', '5 %', 'median', '95 %', 'distance', 'distance 95 %'],
    modes.flatMap(({ mode, error, refinedError }) =>
      [
        ['the annotation', error],
        ['the extremum near it', refinedError],
      ].map(([against, each]) => [
        mode,
        against,
        ...[each.p5Ms, each.medianMs, each.p95Ms, each.medianDistanceMs, each.p95DistanceMs].map((ms) =>
          ms.toFixed(1),
        ),
      ]),
    ),
  );
  printTable(
    `Other rates and polarity, improved, records ${few.join(' ')}`,
    ['signal', ...HEADS],
    rateRows.map((row) => [row.name, ...cells(row)]),
  );
  for (const [names, rows] of [
    [few, noise],
    [checked, check],
  ]) {
    printTable(
      `Noise added as nst adds it (from 5:00 on, two minutes of every four), records ${names.join(' ')}`,
      ['noise', 'SNR dB', 'mode', ...HEADS],
      rows.flatMap((row) => row.modes.map((each) => [row.kind, row.snrDb, each.mode, ...cells(each)])),
    );
  }
  console.log(
    `\n${whole.hours} h of two leads at 360 Hz as streams, one core: ${whole.seconds.toFixed(1)} s (processor ${whole.cpuSeconds.toFixed(1)} s), ${whole.beats} beats; memory grew by ${whole.growthMb.toFixed(1)} MB after the first quarter`,
  );
}
