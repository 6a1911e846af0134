import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError } from '@saliogram/core';
import { openRecord } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { assessQuality } from '@saliogram/signal';
import type { LeadQuality } from '../detection/lead-quality.ts';
import { qualityLines } from '../detection/quality-lines.ts';
import { commonOptions, numberBetween, parseOptions, text, withCommonOptions } from '../options.ts';
import { eachRecord } from '../scoring/each-record.ts';
import { findRecords } from '../scoring/find-records.ts';
import type { RecordPlace } from '../scoring/find-records.ts';
import { createTerminal } from '../terminal.ts';

const options = v.object({
  ...commonOptions,
  records: v.array(text),
  lead: v.optional(text),
  window: v.optional(numberBetween(1, 3600), 10),
  list: v.optional(v.boolean(), false),
});
type Settings = v.InferOutput<typeof options>;

export function define(command: Command, signal: AbortSignal): void {
  command
    .argument('<records...>', 'paths of WFDB records without .hea, or folders of records')
    .option('--lead <name>', 'one lead (default: all)')
    .option('--window <seconds>', 'length of a window (default: 10)')
    .option('--list', 'list every stretch that is flat, off or noisy');
  withCommonOptions(
    command,
    'saliogram quality data/mitdb/105 --list\nsaliogram quality data/mitdb --lead MLII --json',
  );
  command.action(async (records: string[]) => {
    await assessRecords(parseOptions(options, { ...command.opts(), records }), signal);
  });
}

async function assessRecords(settings: Settings, signal: AbortSignal): Promise<void> {
  const terminal = createTerminal(settings.json);
  const places = await findRecords(settings.records);
  const work = (place: RecordPlace): Promise<LeadQuality[]> => assessRecord(place, settings);
  const { done, failures } = await eachRecord(places, 'signal quality', work, { signal, terminal });
  const leads = done.flat();
  terminal.result({ windowSeconds: settings.window, leads, failures }, [
    ...qualityLines(leads, settings.list),
    ...failures.map(({ record, message }) => `${record}: not assessed: ${message}`),
  ]);
  if (failures.length === 0) return;
  throw new SaliogramError(
    'file-corrupt',
    places.length === 1
      ? failures[0].message
      : `${failures.length} of ${places.length} records could not be assessed; see the list above`,
    { details: { failures: failures.length } },
  );
}

async function assessRecord(place: RecordPlace, { lead, window }: Settings): Promise<LeadQuality[]> {
  const record = await openRecord(directoryStore(place.folder), place.name);
  const { samplingFrequency } = record;
  const found: LeadQuality[] = [];
  for (const name of lead === undefined ? record.leads : [lead]) {
    const [samples] = await record.read([name]);
    found.push({
      record: place.name,
      lead: name,
      samplingFrequency,
      seconds: samples.length / samplingFrequency,
      ...assessQuality(samples, { samplingFrequency, windowSeconds: window }),
    });
  }
  return found;
}
