import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { SaliogramError } from '@saliogram/core';

/** The data sets the commands know, by folder name. */
export type DataSetName = 'mitdb' | 'mnist';

/** A file by which the folder of a data set is known. */
const mark: Record<DataSetName, RegExp> = {
  mitdb: /\.hea$/,
  mnist: /-idx\d-ubyte(\.gz)?$/,
};

/** Where `data pull` puts the data, and where other commands look when nothing is said. */
export function dataHome(): string {
  return process.env.SALIOGRAM_DATA ?? 'data';
}

/**
 * The folder of a data set in `given`, else in `$SALIOGRAM_DATA`, else in `./data`; undefined when it is not there.
 *
 * The folder may be the data set's own, one that holds it by its name, or a sibling of it.
 *
 * @throws `data-missing` when a folder is given and does not exist
 */
export async function findData(name: DataSetName, given: string | undefined): Promise<string | undefined> {
  const folder = given ?? dataHome();
  if (given !== undefined && !(await isFolder(given))) {
    throw new SaliogramError('data-missing', `${given}: no such folder; check --data`, {
      details: { folder: given },
    });
  }
  for (const candidate of [folder, join(folder, name), join(dirname(resolve(folder)), name)]) {
    const names = await readdir(candidate).catch(() => []);
    if (names.some((file) => mark[name].test(file))) return candidate;
  }
  return undefined;
}

/** As {@link findData}, with `data-missing` when it is not there. */
export async function requireData(name: DataSetName, given: string | undefined): Promise<string> {
  const found = await findData(name, given);
  if (found !== undefined) return found;
  const where = given ?? dataHome();
  throw new SaliogramError(
    'data-missing',
    `${where}: got no ${name} files there or in ${basename(where) === name ? where : join(where, name)}; download them with "saliogram data pull ${name}" or name their folder with --data`,
    { details: { folder: where, dataSet: name } },
  );
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}
