// What delineation measures on real records, by class of beat and rhythm: node bench/delineation-records.js 219 217 ...
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quantile } from '../packages/core/dist/index.js';
import { openRecord, readAnnotations } from '../packages/records/dist/index.js';
import { directoryStore } from '../packages/records/dist/node.js';
import { delineateBeats, measureBeats } from '../packages/signal/dist/index.js';
import { printTable } from './table.js';

const DATA = process.env.SALIOGRAM_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
const BEATS = 'NLRBAaJSVrFejnE/fQ';
/** Fewer beats of a class and rhythm are left out. */
const LEAST_BEATS = 20;

const store = directoryStore(join(DATA, 'mitdb'));
const names = process.argv.slice(2);
const rows = [];
for (const name of names.length > 0 ? names : ['100', '119', '208', '212', '214', '217', '219', '231']) {
  const record = await openRecord(store, name);
  const [signal] = await record.read([record.leads[0]]);
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
  for (const [kind, members] of groups) {
    if (members.length < LEAST_BEATS) continue;
    const share = (wave) =>
      `${((100 * members.filter((k) => beats[k][wave]).length) / members.length).toFixed(0)} %`;
    const spread = (key) => {
      const values = members.map((k) => measures[k][key]).filter((value) => value !== null);
      return values.length === 0
        ? '-'
        : [0.05, 0.5, 0.95].map((p) => quantile(values, p).toFixed(0)).join(' ');
    };
    const spreads = ['prMs', 'qrsDurationMs', 'qtMs', 'qtcFridericiaMs'].map(spread);
    rows.push([name, kind, members.length, share('p'), share('t'), ...spreads]);
  }
}
printTable(
  'Delineation by record, class and rhythm: beats with a wave; 5th, 50th and 95th percentile in ms',
  ['record', 'class, rhythm', 'beats', 'P', 'T', 'PR', 'QRS', 'QT', 'QTc (Fridericia)'],
  rows,
);
