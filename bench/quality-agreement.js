// Which measure of quality tells windows of ten seconds in which the detector errs (more than a tenth of the beats missed or
// invented): the area under the ROC curve, on records of DS1 and of DS2, six minutes each, without noise and with noise added.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../packages/core/dist/index.js';
import { openRecord, readAnnotations } from '../packages/records/dist/index.js';
import { directoryStore } from '../packages/records/dist/node.js';
import {
  addNoiseAtSnr,
  assessQuality,
  detectQrs,
  matchBeats,
  synthesizeNoise,
} from '../packages/signal/dist/index.js';
import { printTable } from './table.js';

const DATA = process.env.SALIOGRAM_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
const HALVES = { DS1: '101 112 118 119 205 209 220 223', DS2: '100 103 113 117 121 123 213 231' };
const SCENES = [
  ['no noise'],
  ['electrode-motion', 12],
  ['electrode-motion', 6],
  ['electrode-motion', 0],
  ['muscle', 6],
  ['muscle', 0],
  ['muscle', -6],
  ['baseline-wander', -6],
];
const SECONDS = 360;
const BEATS = 'NLRBAaJSVrFejnE/fQ';
const ERRING = 0.1;
const MEASURES = {
  index: ({ index }) => index,
  detectorAgreement: ({ detectorAgreement }) => detectorAgreement ?? 0,
};

const store = directoryStore(join(DATA, 'mitdb'));

/** The windows of a record in every scene, each with its scene and whether the detector errs in it. */
async function windowsOf(name) {
  const record = await openRecord(store, name);
  const { samplingFrequency } = record;
  const [clean] = await record.read([record.leads[0]], 0, SECONDS * samplingFrequency);
  const beats = (await readAnnotations(store, name)).filter(
    ({ sample, symbol }) => sample < clean.length && BEATS.includes(symbol),
  );
  const places = beats.map(({ sample }) => sample);
  const normal = beats.filter(({ symbol }) => 'NRL'.includes(symbol)).map(({ sample }) => sample);
  return SCENES.flatMap(([kind, snrDb]) => {
    const signal =
      snrDb === undefined ? clean : withNoise(clean, kind, snrDb, normal, samplingFrequency, name);
    const { peaks } = detectQrs(signal, { samplingFrequency });
    const partners = matchBeats(peaks, places, 0.15 * samplingFrequency);
    const found = new Set(partners);
    return assessQuality(signal, { samplingFrequency, peaks }).windows.map((window) => {
      const isInside = (sample) => sample >= window.from && sample < window.to;
      const invented = [...peaks].filter((peak, i) => isInside(peak) && partners[i] < 0).length;
      const missed = places.filter((place, i) => isInside(place) && !found.has(i)).length;
      const errs = invented + missed > ERRING * Math.max(1, places.filter(isInside).length);
      return { ...window, kind, errs };
    });
  });
}

function withNoise(clean, kind, snrDb, beats, samplingFrequency, name) {
  const random = createRandom(Number(name));
  const noise = synthesizeNoise(kind, { sampleCount: clean.length, samplingFrequency, random });
  return addNoiseAtSnr(clean, noise, { samplingFrequency, snrDb, beats, schedule: 'throughout' });
}

/** How often an erring window has a lower value than another; equal ones count half. */
function areaUnderRoc(windows, measure) {
  const [erring, others] = [true, false].map((errs) =>
    windows.filter((each) => each.errs === errs).map(measure),
  );
  let lower = 0;
  for (const bad of erring) for (const good of others) lower += bad < good ? 1 : bad === good ? 0.5 : 0;
  return lower / (erring.length * others.length);
}

const rows = [];
for (const [half, names] of Object.entries(HALVES)) {
  const windows = [];
  for (const name of names.split(' ')) windows.push(...(await windowsOf(name)));
  for (const kind of ['all', 'electrode-motion', 'muscle']) {
    const chosen = windows.filter((window) => kind === 'all' || window.kind === kind);
    const areas = Object.values(MEASURES).map((measure) => areaUnderRoc(chosen, measure).toFixed(3));
    rows.push([half, kind, chosen.length, chosen.filter(({ errs }) => errs).length, ...areas]);
  }
}
printTable(
  'Windows of 10 s in which the detector errs: area under the ROC curve of each measure',
  ['records', 'noise', 'windows', 'erring', ...Object.keys(MEASURES)],
  rows,
);
