import type { Command } from 'commander';
import * as v from 'valibot';
import { MIT_BIH_RECORDS, loadMitBih } from '@saliogram/datasets';
import type { BeatTable } from '@saliogram/datasets';
import { directoryStore } from '@saliogram/records/node';
import { requireData } from '../data-folder.ts';
import { classPresets } from '../data-set.ts';
import { commonOptions, oneOf, parseOptions, text, withCommonOptions, withDataOption } from '../options.ts';
import { createTerminal } from '../terminal.ts';
import { alignColumns, thousands } from '../text-table.ts';

const recordNumber = v.picklist(MIT_BIH_RECORDS, 'expected records of MIT-BIH, such as 100,114');

const options = v.object({
  ...commonOptions,
  data: v.optional(text),
  records: v.optional(
    v.pipe(
      text,
      v.transform((list) => list.split(',')),
      v.array(recordNumber),
    ),
  ),
  preset: v.optional(oneOf(classPresets), 'paper-5'),
  centring: v.optional(oneOf(['detected', 'annotated']), 'detected'),
});

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--records <list>', 'some records, as in 100,114 (default: all 48)')
    .option('--preset <name>', `which symbols make a class: ${classPresets.join(', ')} (default: paper-5)`)
    .option('--centring <name>', 'R peaks detected or annotated (default: detected)');
  withCommonOptions(withDataOption(command), 'saliogram beats --data data/mitdb');
  command.action(async () => {
    const { json, data, records, preset, centring } = parseOptions(options, command.opts());
    const terminal = createTerminal(json);
    const store = directoryStore(await requireData('mitdb', data));
    const { table } = await loadMitBih(store, {
      ...(records ? { records } : {}),
      preset,
      centring,
      signal,
      onEvent: terminal.onEvent,
    });
    terminal.result(table, beatTableLines(table));
  });
}

/** The beat table as lines of text. */
export function beatTableLines(table: BeatTable): string[] {
  const symbols = Object.keys(table.perClass);
  const droppedOf = (dropped: Readonly<Record<string, number>>): string =>
    Object.entries(dropped)
      .sort((a, b) => b[1] - a[1])
      .map(([reason, count]) => `${count} ${reason}`)
      .join(', ');
  const rows = table.perRecord.map((row) => [
    row.record,
    row.lead,
    thousands(row.total),
    ...symbols.map((symbol) => thousands(row.perClass[symbol] ?? 0)),
    thousands(row.missed),
    droppedOf(row.dropped),
  ]);
  const sum = [
    'all',
    '',
    thousands(table.total),
    ...symbols.map((symbol) => thousands(table.perClass[symbol] ?? 0)),
    thousands(table.missed),
  ];
  const more = table.difference < 0 ? 'fewer' : 'more';
  return [
    ...alignColumns([['record', 'lead', 'beats', ...symbols, 'missed', 'dropped'], ...rows, sum]),
    '',
    `Dropped: ${droppedOf(table.dropped)}`,
    `The paper has ${thousands(table.paperTotal)} beats; these are ${thousands(Math.abs(table.difference))} ${more}.`,
    ...table.notes,
  ];
}
