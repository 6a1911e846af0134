import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError } from '@saliogram/core';
import { SIGNAL_FORMATS, encodeRecord, formatCsv, openRecord, parseCsv, readAll } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { folderDestination, zipDestination } from '../conversion/destination.ts';
import type { Destination } from '../conversion/destination.ts';
import { findInputs } from '../conversion/find-inputs.ts';
import type { ConversionInputs } from '../conversion/find-inputs.ts';
import { reencodeRecord } from '../conversion/reencode-record.ts';
import { commonOptions, numberBetween, oneOf, parseOptions, text, withCommonOptions } from '../options.ts';
import { eachRecord, requireAll } from '../scoring/each-record.ts';
import { fileOf } from '../scoring/find-records.ts';
import type { RecordPlace } from '../scoring/find-records.ts';
import { createTerminal } from '../terminal.ts';

const formats = [...SIGNAL_FORMATS.values()].flatMap(({ kind, code }) => (kind === 'null' ? [] : [code]));
const formatExpected = `expected the code of a signal format: ${formats.join(', ')}`;

const options = v.object({
  ...commonOptions,
  input: text,
  out: text,
  to: v.optional(oneOf(['csv', 'wfdb'])),
  format: v.optional(
    v.pipe(
      v.string(),
      v.transform(Number),
      v.check((code) => formats.includes(code), formatExpected),
    ),
  ),
  annotators: v.optional(v.array(text), []),
  gain: v.optional(numberBetween(1e-9, 1e9), 1000),
  samplingFrequency: v.optional(numberBetween(1e-6, 1e9)),
  force: v.optional(v.boolean(), false),
});
type Settings = v.InferOutput<typeof options>;

/** A record that was written, and its files. */
interface Converted {
  readonly record: string;
  readonly files: readonly string[];
}

export function define(command: Command, signal: AbortSignal): void {
  command
    .argument('<in>', 'path of a WFDB record without .hea, of a .csv file, or a folder of either')
    .argument(
      '<out>',
      'folder of the new files, made when it is not there; a .wfdb or .zip file to hold them all; of one record also the name of a .csv file',
    )
    .option(
      '--to <kind>',
      'csv or wfdb (default: csv for a record, unless --format says otherwise; wfdb for a .csv)',
    )
    .option('--format <code>', `signal format of new records: ${formats.join(', ')} (default: 16)`)
    .option('-a, --annotators <names...>', 'extensions of annotation files that go with a record, as atr')
    .option('--gain <steps>', 'steps per unit that values of a .csv are rounded to (default: 1000)')
    .option('--sampling-frequency <hz>', 'of a .csv without a column of times')
    .option('--force', 'write over files that are there');
  withCommonOptions(
    command,
    'saliogram convert data/mitdb/100 100.csv\nsaliogram convert data/mitdb/100 100.wfdb --format 516 -a atr\nsaliogram convert data/mitdb flac --format 516 -a atr\nsaliogram convert mine.csv records',
  );
  command.action(async (input: string, out: string) => {
    await convert(parseOptions(options, { ...command.opts(), input, out }), signal);
  });
}

async function convert(settings: Settings, signal: AbortSignal): Promise<void> {
  const terminal = createTerminal(settings.json);
  const inputs = await findInputs(settings.input);
  const isZip = ['.wfdb', '.zip'].includes(extname(settings.out));
  const isWfdb = isZip || inputs.kind === 'csv' || settings.format !== undefined;
  const to = settings.to ?? (isWfdb ? 'wfdb' : 'csv');
  if (extname(settings.out) === '.csv' && (to !== 'csv' || inputs.places.length > 1)) {
    const found = to === 'csv' ? `${inputs.places.length} records` : 'no values to write';
    throw new SaliogramError(
      'argument-invalid',
      `${settings.out}: got a .csv file for ${found}, expected a folder; name one`,
    );
  }
  const destination = isZip ? await zipDestination(settings) : folderDestination(settings);
  const work = conversion(inputs, to, settings, destination);
  const { done, failures } = await eachRecord(inputs.places, 'convert', work, { signal, terminal });
  if (done.length > 0) await destination.close();
  terminal.result({ to, out: settings.out, records: done, failures }, [
    ...done.map(({ record, files }) => `${record}: ${files.join(', ')}`),
    ...failures.map(({ record, message }) => `${record}: not converted: ${message}`),
  ]);
  requireAll(failures, inputs.places.length, 'converted');
}

/** What is done with each record. */
function conversion(
  { kind }: ConversionInputs,
  to: 'csv' | 'wfdb',
  settings: Settings,
  destination: Destination,
): (place: RecordPlace) => Promise<Converted> {
  if (to === 'csv') {
    if (kind === 'wfdb') return (place) => toCsv(place, settings, destination);
    throw new SaliogramError(
      'argument-invalid',
      `--to: got csv for ${settings.input}, expected wfdb: it is one`,
    );
  }
  return kind === 'csv'
    ? (place) => fromCsv(place, settings, destination)
    : (place) => toFormat(place, settings, destination);
}

async function toCsv(place: RecordPlace, settings: Settings, destination: Destination): Promise<Converted> {
  const record = await openRecord(directoryStore(place.folder), place.name, { resolution: 'highest' });
  const isFile = extname(settings.out) === '.csv';
  const file = isFile ? basename(settings.out) : `${place.name}.csv`;
  await destination.write([[file, formatCsv(record)]]);
  return { record: place.name, files: [file] };
}

async function fromCsv(place: RecordPlace, settings: Settings, destination: Destination): Promise<Converted> {
  const path = fileOf(place, 'csv');
  const { samplingFrequency, gain, format } = settings;
  const parsed = await parseCsv(linesOf(path), path, { samplingFrequency, adcGain: gain });
  const files = encodeRecord(place.name, parsed.samplingFrequency, parsed.signals, format);
  return writeRecord(place.name, files, destination);
}

async function toFormat(
  place: RecordPlace,
  settings: Settings,
  destination: Destination,
): Promise<Converted> {
  const store = directoryStore(place.folder);
  const files = await reencodeRecord(await openRecord(store, place.name), place.name, settings.format ?? 16);
  for (const annotator of settings.annotators) {
    const file = `${place.name}.${annotator}`;
    files[file] = await readAll(await store.open(file));
  }
  return writeRecord(place.name, files, destination);
}

/** The header comes last: a record is there when its header is. */
async function writeRecord(
  record: string,
  files: Readonly<Record<string, Uint8Array>>,
  destination: Destination,
): Promise<Converted> {
  const names = Object.keys(files).sort((a, b) => Number(a.endsWith('.hea')) - Number(b.endsWith('.hea')));
  await destination.write(names.map((name) => [name, files[name]]));
  return { record, files: names };
}

/** @throws `file-missing` */
async function* linesOf(path: string): AsyncGenerator<string, void, undefined> {
  const input = createReadStream(path, 'utf8');
  try {
    yield* createInterface({ input, crlfDelay: Infinity });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw new SaliogramError(
      'file-missing',
      `${path}: cannot be read (${String(cause.code)}); check the path`,
      {
        details: { file: path },
        cause,
      },
    );
  } finally {
    input.destroy();
  }
}
