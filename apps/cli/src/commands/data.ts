import { join } from 'node:path';
import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError, isSaliogramError } from '@saliogram/core';
import { MIT_BIH_RECORDS } from '@saliogram/datasets';
import { pullMitBih, pullMnist } from '@saliogram/datasets/node';
import { openRecord, readAnnotations } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { dataHome, findData, requireData } from '../data-folder.ts';
import type { DataSetName } from '../data-folder.ts';
import { commonOptions, parseOptions, text, withCommonOptions, withDataOption } from '../options.ts';
import { createTerminal } from '../terminal.ts';

const dataSets: readonly { name: DataSetName; title: string; terms: string }[] = [
  {
    name: 'mitdb',
    title: 'MIT-BIH Arrhythmia Database 1.0.0, 48 recordings, 94 MB',
    terms: 'PhysioNet, ODC-By 1.0; cite Moody and Mark 2001, Goldberger et al. 2000',
  },
  {
    name: 'mnist',
    title: 'MNIST, 70,000 handwritten digits, 12 MB',
    terms: 'Yann LeCun, Corinna Cortes, Christopher J.C. Burges',
  },
];

export function define(command: Command, signal: AbortSignal): void {
  const pull = command
    .command('pull')
    .description('download a data set from its publisher; a broken download continues')
    .argument('<name>', 'mitdb or mnist')
    .option(
      '--dir <dir>',
      'folder to put it in (default: the data set by its name in $SALIOGRAM_DATA or ./data)',
    )
    .option('--base-url <url>', 'a mirror that holds the same files');
  withCommonOptions(pull, 'saliogram data pull mitdb').action((name: unknown) =>
    pullData(pull, name, signal),
  );

  const list = command.command('list').description('the data sets, and which of them are at hand');
  withCommonOptions(withDataOption(list), 'saliogram data list').action(() => listData(list));

  const check = command
    .command('check')
    .description('read every recording whole and compare it with its checksums');
  withCommonOptions(withDataOption(check), 'saliogram data check --data data/mitdb').action(() =>
    checkData(check, signal),
  );
  command.addHelpText('after', '\nExample:\n  $ saliogram data pull mitdb\n');
}

const pullOptions = v.object({
  ...commonOptions,
  name: v.picklist(['mitdb', 'mnist'], 'expected mitdb or mnist'),
  dir: v.optional(text),
  baseUrl: v.optional(v.pipe(v.string(), v.url('expected a URL such as https://example.org/mitdb/'))),
});

async function pullData(command: Command, given: unknown, signal: AbortSignal): Promise<void> {
  const { json, name, dir, baseUrl } = parseOptions(pullOptions, { ...command.opts(), name: given });
  const terminal = createTerminal(json);
  const pulled = await (name === 'mitdb' ? pullMitBih : pullMnist)({
    dir: dir ?? join(dataHome(), name),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    signal,
    onEvent: terminal.onEvent,
  });
  const terms = dataSets.find((dataSet) => dataSet.name === name)?.terms ?? '';
  terminal.result({ name, ...pulled }, [
    `${pulled.dir}: ${pulled.files} files, ${(pulled.bytes / 1e6).toFixed(1)} MB, checksums right`,
    `Terms: ${terms}`,
  ]);
}

const folderOptions = v.object({ ...commonOptions, data: v.optional(text) });

async function listData(command: Command): Promise<void> {
  const { json, data } = parseOptions(folderOptions, command.opts());
  const rows = await Promise.all(
    dataSets.map(async (dataSet) => ({ ...dataSet, folder: (await findData(dataSet.name, data)) ?? null })),
  );
  createTerminal(json).result(
    { dataSets: rows },
    rows.flatMap(({ name, title, terms, folder }) => [
      `${name.padEnd(6)} ${title}`,
      `       ${terms}`,
      `       ${folder === null ? `not here; saliogram data pull ${name}` : `in ${folder}`}`,
    ]),
  );
}

async function checkData(command: Command, signal: AbortSignal): Promise<void> {
  const { json, data } = parseOptions(folderOptions, command.opts());
  const terminal = createTerminal(json);
  const store = directoryStore(await requireData('mitdb', data));
  const rows: { record: string; leads: readonly string[]; annotations: number; problem: string | null }[] =
    [];
  for (const [i, name] of MIT_BIH_RECORDS.entries()) {
    signal.throwIfAborted();
    terminal.onEvent({ type: 'progress', stage: 'check recordings', done: i, total: MIT_BIH_RECORDS.length });
    try {
      const record = await openRecord(store, name);
      await record.verify();
      const annotations = await readAnnotations(store, name);
      rows.push({ record: name, leads: record.leads, annotations: annotations.length, problem: null });
    } catch (error) {
      if (!isSaliogramError(error)) throw error;
      rows.push({ record: name, leads: [], annotations: 0, problem: error.message });
    }
  }
  const done = MIT_BIH_RECORDS.length;
  terminal.onEvent({ type: 'progress', stage: 'check recordings', done, total: done });
  const wrong = rows.filter((row) => row.problem !== null);
  terminal.result({ records: rows, right: rows.length - wrong.length, wrong: wrong.length }, [
    ...wrong.map((row) => row.problem ?? ''),
    `${rows.length - wrong.length} of ${rows.length} recordings right: lengths, first values, checksums, annotations`,
  ]);
  if (wrong.length > 0) {
    throw new SaliogramError(
      'file-corrupt',
      `${wrong.length} of ${rows.length} recordings are missing or damaged; "saliogram data pull mitdb" fetches those files again`,
      { details: { records: wrong.map((row) => row.record) } },
    );
  }
}
