// How fast records are read, beside wfdb-python and the WFDB library: every sample of all MIT-BIH records, in turn.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRecord } from '../packages/records/dist/index.js';
import { directoryStore } from '../packages/records/dist/node.js';
import { RivalPool } from './rivals/process.js';
import { roundRobin } from './round-robin.js';
import { printTable, times } from './table.js';

const DATA = process.env.SALIOGRAM_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
const FOLDER = join(DATA, 'mitdb');
const C_READER = fileURLToPath(new URL('rivals/wfdb-read.c', import.meta.url));
const MODES = ['physical', 'digital'];

/** Of the records, quick ones only the first six. Rows {mode, name, minMs, medianMs, rate, ratio | skipped}: rate in samples/s and ratio to ours, both by the fastest. */
export async function recordsBench({ repeats, quick, log }) {
  if (!existsSync(FOLDER)) return [{ name: 'all', skipped: `no records in ${FOLDER}` }];
  const names = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.hea'))
    .map((file) => file.slice(0, -4))
    .slice(0, quick ? 6 : undefined);
  const scratch = mkdtempSync(join(tmpdir(), 'records-bench-'));
  const pool = new RivalPool();
  try {
    const reader = compileReader(scratch);
    const rows = [];
    for (const mode of MODES) {
      log(`records, ${mode}`);
      const samples = await readAll(names, mode).then((read) => read.samples);
      const subjects = [
        { name: 'saliogram', sample: () => readAll(names, mode) },
        { name: 'WFDB library (getvec)', sample: () => readByLibrary(reader, names, mode) },
        { name: 'rdsamp, as text', sample: () => readAsText(names, mode) },
        {
          name: 'wfdb-python',
          sample: () =>
            pool.ask('wfdb', 1, {
              task: 'read',
              records: names.map((name) => join(FOLDER, name)),
              physical: mode === 'physical',
            }),
        },
      ];
      const results = await roundRobin(subjects, repeats);
      rows.push(
        ...results.map((result) => ({
          mode,
          ...result,
          rate: result.minMs && (1e3 * samples) / result.minMs,
          ratio: result.minMs && result.minMs / results[0].minMs,
        })),
      );
    }
    return rows;
  } finally {
    await pool.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function readAll(names, mode) {
  const store = directoryStore(FOLDER);
  let samples = 0;
  const start = performance.now();
  for (const name of names) {
    const record = await openRecord(store, name);
    const signals = await (mode === 'physical' ? record.read('all') : record.readDigital('all'));
    for (const values of signals) samples += values.length;
  }
  return { ms: performance.now() - start, samples };
}

/** The program that reads by the C library, or why there is none. */
function compileReader(folder) {
  const program = join(folder, 'wfdb-read');
  try {
    const flags =
      process.env.SALIOGRAM_WFDB_FLAGS ??
      execFileSync('wfdb-config', ['--cflags', '--libs'], { encoding: 'utf8' });
    const words = flags.split(/\s+/).filter(Boolean);
    execFileSync(process.env.CC ?? 'cc', ['-O2', C_READER, '-o', program, ...words], { stdio: 'pipe' });
    return { program };
  } catch (error) {
    const why = error.code === 'ENOENT' ? 'wfdb-config is not installed' : 'it does not compile';
    return { skipped: `no WFDB library: ${why}` };
  }
}

function readByLibrary({ program, skipped }, names, mode) {
  if (skipped) return { skipped };
  const env = { ...process.env, WFDB: FOLDER };
  return JSON.parse(execFileSync(program, [mode, ...names], { env, encoding: 'utf8' }));
}

function readAsText(names, mode) {
  const program = process.env.SALIOGRAM_RDSAMP ?? 'rdsamp';
  const env = { ...process.env, WFDB: FOLDER };
  const start = performance.now();
  try {
    for (const name of names) {
      const format = mode === 'physical' ? ['-p'] : [];
      execFileSync(program, ['-r', name, ...format], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    }
  } catch (error) {
    return { skipped: `${program}: ${error.code ?? error.message}` };
  }
  return { ms: performance.now() - start };
}

export function printRecordsBench(rows) {
  printTable(
    'All samples of the MIT-BIH records, one thread',
    ['values', 'by', 'fastest ms', 'median ms', 'million samples/s', 'of our time', ''],
    rows.map(({ mode, name, minMs, medianMs, rate, ratio, skipped }) => [
      mode,
      name,
      minMs?.toFixed(0),
      medianMs?.toFixed(0),
      rate && (rate / 1e6).toFixed(1),
      ratio && times(ratio),
      skipped && `skipped: ${skipped}`,
    ]),
  );
}
