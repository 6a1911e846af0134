import { readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { SaliogramError } from '@saliogram/core';
import type { RecordPlace } from '../scoring/find-records.ts';

/** What a path names: records of one kind, by their folders and names. */
export interface ConversionInputs {
  readonly kind: 'wfdb' | 'csv';
  readonly places: readonly RecordPlace[];
}

/**
 * The records of a path: a file of comma-separated values, the path of a header with or without `.hea`, or a folder, which
 * stands for all of its headers, or, when it has none, for all of its `.csv` files.
 *
 * @throws `data-missing` for a folder with neither
 */
export async function findInputs(path: string): Promise<ConversionInputs> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isDirectory()) {
    const kind = path.endsWith('.csv') ? 'csv' : 'wfdb';
    const name = basename(path).replace(/\.(csv|hea)$/, '');
    return { kind, places: [{ folder: dirname(path), name }] };
  }
  const files = (await readdir(path)).sort();
  for (const [kind, extension] of [
    ['wfdb', '.hea'],
    ['csv', '.csv'],
  ] as const) {
    const names = files.filter((file) => file.endsWith(extension));
    if (names.length > 0)
      return {
        kind,
        places: names.map((file) => ({ folder: path, name: file.slice(0, -extension.length) })),
      };
  }
  throw new SaliogramError(
    'data-missing',
    `${path}: got a folder without a header (.hea) or a .csv file, expected records; name another`,
    { details: { folder: path } },
  );
}
