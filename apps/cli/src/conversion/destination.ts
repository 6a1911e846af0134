import { access } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { SaliogramError } from '@saliogram/core';
import { writeWhole } from '../whole-file.ts';

/** The name of a file, and what is in it. */
export type NewFile = readonly [name: string, content: Uint8Array | AsyncIterable<string>];

/** Where converted records go. */
export interface Destination {
  /** @throws `file-exists` before any of them is written */
  write(files: readonly NewFile[]): Promise<void>;
  /** Ends the writing, once all records are there. */
  close(): Promise<void>;
}

/** What of the command's options decides where files go. */
export interface DestinationOptions {
  readonly out: string;
  /** Write over files that are there. */
  readonly force: boolean;
}

/** Files in a folder; of one record in comma-separated values, the file itself is `out`. */
export function folderDestination({ out, force }: DestinationOptions): Destination {
  const folder = extname(out) === '.csv' ? dirname(out) : out;
  return {
    async write(files) {
      if (!force) await refuseExisting(files.map(([name]) => join(folder, name)));
      for (const [name, content] of files) await writeWhole(join(folder, name), content);
    },
    close: async () => undefined,
  };
}

/**
 * All files in one zip, as a `.wfdb` file is one; it is written when all are there.
 *
 * @throws `file-exists`
 */
export async function zipDestination({ out, force }: DestinationOptions): Promise<Destination> {
  if (!force) await refuseExisting([out]);
  const all: Zippable = {};
  return {
    async write(files) {
      for (const [name, content] of files) {
        all[name] = content instanceof Uint8Array ? content : await bytesOf(content);
      }
    },
    close: () => writeWhole(out, zipSync(all)),
  };
}

async function bytesOf(pieces: AsyncIterable<string>): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(Buffer.from(piece));
  return new Uint8Array(Buffer.concat(parts));
}

async function refuseExisting(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    throw new SaliogramError(
      'file-exists',
      `${path}: is there already, expected a new file; choose another place, or --force to write over it`,
      { details: { file: path } },
    );
  }
}
