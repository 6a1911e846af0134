// What delineation measures on real records, by class of beat and rhythm: node bench/delineation-records.js 219 217 ...
// With --halves: P waves and the spread of QRS widths over the records that settings are chosen on, and over the other half.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mean, quantile } from '../packages/core/dist/index.js';
import { openRecord, readAnnotations } from '../packages/records/dist/index.js';
import { directoryStore } from '../packages/records/dist/node.js';
import { delineateBeats, measureBeats } from '../packages/signal/dist/index.js';
import { printTable } from './table.js';

const DATA = process.env.SALIOGRAM_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
const BEATS = 'NLRBAaJSVrFejnE/fQ';
/** Fewer beats of a class and rhythm are left out. */
const LEAST_BEATS = 20;
const USUAL_RECORDS = ['100', '119', '208', '212', '214', '217', '219', '231'];
/** De Chazal's DS1 and DS2, with two of the four paced records each. */
const HALVES = {
  'DS1, 102, 107':
    '101 106 108 109 112 114 115 116 118 119 122 124 201 203 205 207 208 209 215 220 223 230 102 107',
  'DS2, 104, 217':
    '100 103 105 111 113 117 121 123 200 202 210 212 213 214 219 221 222 228 231 232 233 234 104 217',
};
/** Of what rhythm a group of beats is, by its class and rhythm; P waves belong to the first alone. */
const RHYTHMS = [
  ['sinus rhythm, N L R', /^[NLR] \((N|SBR)$/],
  ['fibrillation and flutter, N L R', /^[NLR] \((AFIB|AFL)$/],
  ['paced', /^\//],
  ['V', /^V/],
];

const store = directoryStore(join(DATA, 'mitdb'));

/** The groups of a record's beats of one class and rhythm: beats and their measurements. */
async function measureGroups(name) {
  const record = await openRecord(store, name);
  const [signal] = await record.read([record.leads.includes('MLII') ? 'MLII' : record.leads[0]]);
  const { samplingFrequency } = record;
  const groups = new Map();
  const peaks = [];
  let rhythm = '';
  for (const { sample, symbol, aux } of await readAnnotations(store, name)) {
    if (symbol === '+') rhythm = aux.replaceAll('\0', '');
    if (!BEATS.includes(symbol)) continue;
    const kind = `${symbol} ${rhythm}`;
    if (!groups.has(kind)) groups.set(kind, []);
    groups.get(kind).push(peaks.length);
    peaks.push(sample);
  }
  const beats = delineateBeats(signal, { samplingFrequency, peaks });
  const measures = measureBeats(signal, beats, samplingFrequency);
  return [...groups]
    .filter(([, members]) => members.length >= LEAST_BEATS)
    .map(([kind, members]) => ({
      kind,
      beats: members.map((k) => beats[k]),
      measures: members.map((k) => measures[k]),
    }));
}

const percent = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
const withWave = (beats, wave) => beats.filter((beat) => beat[wave]).length;
/** The 5th, 50th and 95th percentile; undefined without a value. */
function spread(measures, key) {
  const values = measures.map((measure) => measure[key]).filter((value) => value !== null);
  return values.length === 0 ? undefined : [0.05, 0.5, 0.95].map((p) => quantile(values, p));
}

async function printRecords(names) {
  const rows = [];
  for (const name of names) {
    for (const { kind, beats, measures } of await measureGroups(name)) {
      const cell = (key) =>
        spread(measures, key)
          ?.map((value) => value.toFixed(0))
          .join(' ') ?? '-';
      const shares = ['p', 't'].map((wave) => percent(withWave(beats, wave), beats.length));
      const cells = ['prMs', 'qrsDurationMs', 'qtMs', 'qtcFridericiaMs'].map(cell);
      rows.push([name, kind, beats.length, ...shares, ...cells]);
    }
  }
  printTable(
    'Delineation by record, class and rhythm: beats with a wave; 5th, 50th and 95th percentile in ms',
    ['record', 'class, rhythm', 'beats', 'P', 'T', 'PR', 'QRS', 'QT', 'QTc (Fridericia)'],
    rows,
  );
}

async function printHalves() {
  const rows = [];
  for (const [half, names] of Object.entries(HALVES)) {
    const tallies = RHYTHMS.map(() => ({ beats: 0, withP: 0 }));
    const widths = [];
    for (const name of names.split(' ')) {
      for (const { kind, beats, measures } of await measureGroups(name)) {
        const at = RHYTHMS.findIndex(([, pattern]) => pattern.test(kind));
        if (at < 0) continue;
        tallies[at].beats += beats.length;
        tallies[at].withP += withWave(beats, 'p');
        const [low, , high] = spread(measures, 'qrsDurationMs') ?? [];
        if (at < 2 && high !== undefined) widths.push(high - low);
      }
    }
    const shares = tallies.map(({ beats, withP }) => `${percent(withP, beats)} of ${beats}`);
    rows.push([half, ...shares, quantile(widths, 0.5).toFixed(0), mean(widths).toFixed(0)]);
  }
  printTable(
    'Beats with a P wave, lead MLII where recorded; QRS width of N L R, 95th less 5th percentile, ms, over records and rhythms',
    ['records', ...RHYTHMS.map(([name]) => name), 'median', 'mean'],
    rows,
  );
}

const { values, positionals } = parseArgs({
  options: { halves: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (values.halves) await printHalves();
else await printRecords(positionals.length > 0 ? positionals : USUAL_RECORDS);
