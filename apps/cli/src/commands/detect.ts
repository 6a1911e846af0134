import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError } from '@saliogram/core';
import { encodeAnnotations, openRecord } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { detectQrs } from '@saliogram/signal';
import { beatAnnotations } from '../detection/beat-annotations.ts';
import { commonOptions, oneOf, parseOptions, text, withCommonOptions } from '../options.ts';
import { eachRecord } from '../scoring/each-record.ts';
import type { Failure } from '../scoring/each-record.ts';
import { findRecords } from '../scoring/find-records.ts';
import type { RecordPlace } from '../scoring/find-records.ts';
import { createTerminal } from '../terminal.ts';
import { alignColumns, thousands } from '../text-table.ts';
import { writeWhole } from '../whole-file.ts';

const annotatorName = 'expected the extension of a new annotation file, such as qrs, and not atr, hea or dat';

const options = v.object({
  ...commonOptions,
  records: v.array(text),
  annotator: v.optional(
    v.pipe(
      text,
      v.regex(/^[A-Za-z][\w-]*$/, annotatorName),
      v.check((name) => !['atr', 'hea', 'dat'].includes(name.toLowerCase()), annotatorName),
    ),
    'qrs',
  ),
  mode: v.optional(oneOf(['improved', 'guarded', 'published']), 'improved'),
  lead: v.optional(text),
  out: v.optional(text),
  force: v.optional(v.boolean(), false),
});
type Settings = v.InferOutput<typeof options>;

/** What was found in a record, or that its file was there before. */
interface Detected {
  readonly record: string;
  readonly file: string;
  readonly lead?: string;
  readonly beats?: number;
  readonly seconds?: number;
  readonly skipped: boolean;
}

export function define(command: Command, signal: AbortSignal): void {
  command
    .argument('<records...>', 'paths of WFDB records without .hea, or folders of records')
    .option('-a, --annotator <name>', 'extension of the annotation files that are written (default: qrs)')
    .option(
      '--mode <name>',
      'improved, guarded against jerks of electrodes, or published: as Pan and Tompkins wrote it (default: improved)',
    )
    .option('--lead <name>', 'the lead to look at (default: the first of each record)')
    .option('--out <dir>', 'folder of the annotation files (default: beside each record)')
    .option('--force', 'do records again whose annotation file is there');
  withCommonOptions(
    command,
    'saliogram detect data/mitdb --out beats\nsaliogram detect data/mitdb/114 --lead MLII',
  );
  command.action(async (records: string[]) => {
    await detectRecords(parseOptions(options, { ...command.opts(), records }), signal);
  });
}

async function detectRecords(settings: Settings, signal: AbortSignal): Promise<void> {
  const terminal = createTerminal(settings.json);
  const places = await findRecords(settings.records);
  requireDifferentNames(places, settings);
  const work = (place: RecordPlace): Promise<Detected> => detectRecord(place, settings);
  const { done, failures } = await eachRecord(places, 'find beats', work, { signal, terminal });
  const { annotator, mode } = settings;
  const records = done.flatMap(({ skipped, ...found }) => (skipped ? [] : [found]));
  const skipped = done.flatMap((each) => (each.skipped ? [each.record] : []));
  const were = skipped.length === 1 ? 'record was' : 'records were';
  const lines = [
    ...(records.length > 0 ? [tableOf(records)] : []),
    ...(skipped.length > 0
      ? [[`${skipped.length} ${were} done before and left alone (--force does all again).`]]
      : []),
    failures.map(({ record, message }) => `${record}: no beats written: ${message}`),
  ];
  terminal.result({ annotator, mode, records, skipped, failures }, lines.flat());
  requireAllDone(failures, places.length);
}

function tableOf(records: readonly Omit<Detected, 'skipped'>[]): string[] {
  return alignColumns([
    ['record', 'lead', 'beats', 'per minute', 'file'],
    ...records.map(({ record, lead = '', beats = 0, seconds = 0, file }) => [
      record,
      lead,
      thousands(beats),
      seconds > 0 ? ((60 * beats) / seconds).toFixed(1) : '-',
      file,
    ]),
  ]);
}

async function detectRecord(place: RecordPlace, settings: Settings): Promise<Detected> {
  const { annotator, mode, out, force } = settings;
  const record = place.name;
  const file = join(out ?? place.folder, `${record}.${annotator}`);
  if (!force && (await isThere(file))) return { record, file, skipped: true };
  const opened = await openRecord(directoryStore(place.folder), record);
  if (opened.signals.some(({ fileName }) => fileName === `${record}.${annotator}`)) {
    throw new SaliogramError(
      'argument-invalid',
      `-a: got ${annotator}, which is the extension of the signals of record ${record}, expected another`,
      { details: { record, annotator } },
    );
  }
  const lead = settings.lead ?? opened.leads.at(0);
  if (lead === undefined) {
    throw new SaliogramError(
      'lead-missing',
      `${record}.hea: got a record without signals, expected one in which beats can be found`,
      { details: { record } },
    );
  }
  const [samples] = await opened.read([lead]);
  const { samplingFrequency } = opened;
  const { peaks } = detectQrs(samples, { samplingFrequency, mode });
  await writeWhole(file, encodeAnnotations(beatAnnotations(peaks, opened.leads.indexOf(lead))));
  return {
    record,
    file,
    lead,
    beats: peaks.length,
    seconds: samples.length / samplingFrequency,
    skipped: false,
  };
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** @throws `argument-invalid` when files of different records would have one name */
function requireDifferentNames(places: readonly RecordPlace[], { out }: Settings): void {
  if (out === undefined) return;
  const names = new Set<string>();
  for (const { name } of places) {
    if (names.has(name)) {
      throw new SaliogramError(
        'argument-invalid',
        `--out: got two records named ${name}, whose files would be one, expected different names; do the folders one by one`,
        { details: { record: name } },
      );
    }
    names.add(name);
  }
}

/** @throws `file-corrupt` when a record failed, after the results of the others were shown */
function requireAllDone(failures: readonly Failure[], total: number): void {
  if (failures.length === 0) return;
  throw new SaliogramError(
    'file-corrupt',
    total === 1
      ? failures[0].message
      : `${failures.length} of ${total} records failed; see the list above, and run it again to do those only`,
    { details: { failures: failures.length } },
  );
}
