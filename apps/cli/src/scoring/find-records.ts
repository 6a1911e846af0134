import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SaliogramError } from '@saliogram/core';

/** A record by its folder and name. */
export interface RecordPlace {
  readonly folder: string;
  readonly name: string;
}

/**
 * The records that paths name: the path of a header without `.hea`, or a folder, which stands for all of its headers.
 *
 * @throws `data-missing` for a folder without headers
 */
export async function findRecords(paths: readonly string[]): Promise<RecordPlace[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const facts = await stat(path).catch(() => undefined);
      if (!facts?.isDirectory()) return [{ folder: dirname(path), name: basename(path) }];
      const names = (await readdir(path)).filter((file) => file.endsWith('.hea')).sort();
      if (names.length > 0) return names.map((file) => ({ folder: path, name: file.slice(0, -4) }));
      throw new SaliogramError(
        'data-missing',
        `${path}: got a folder without a header (.hea), expected WFDB records; name another`,
        { details: { folder: path } },
      );
    }),
  );
  return found.flat();
}

/** The path of one of a record's files. */
export function fileOf({ folder, name }: RecordPlace, extension: string): string {
  return join(folder, `${name}.${extension}`);
}
