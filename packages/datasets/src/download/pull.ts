import { mkdir } from 'node:fs/promises';
import type { OnEvent } from '@saliogram/core';
import { fetchFile, unwritable } from './fetch-file.ts';
import type { LinePatience, PublishedFile } from './fetch-file.ts';
import { MIT_BIH_FILES } from './mit-bih-files.ts';
import { MNIST_FILES } from './mnist-files.ts';

/** Where the files come from and go to. */
export interface PullOptions extends LinePatience {
  /** Folder the files are put in; made if missing. */
  readonly dir: string;
  /** A mirror holding the same files under the same names; default the publisher. */
  readonly baseUrl?: string;
  readonly signal?: AbortSignal;
  /** Progress in bytes; the total is 0 while not known. */
  readonly onEvent?: OnEvent;
}

/** What a finished download amounts to. */
export interface Pulled {
  readonly dir: string;
  readonly files: number;
  readonly bytes: number;
}

/** The publisher of the MIT-BIH Arrhythmia Database 1.0.0 (ODC-By 1.0). */
export const MIT_BIH_URL = 'https://physionet.org/files/mitdb/1.0.0/';

/** A mirror of the original MNIST files. */
export const MNIST_URL = 'https://storage.googleapis.com/cvdf-datasets/mnist/';

/**
 * Downloads the 144 files of the MIT-BIH Arrhythmia Database 1.0.0, 94 MB; files already there and right are left alone.
 *
 * @throws `network-failed`, `checksum-mismatch`, `cancelled`; what has arrived stays, and the next call continues
 */
export async function pullMitBih(options: PullOptions): Promise<Pulled> {
  return pull('download MIT-BIH', MIT_BIH_FILES, MIT_BIH_URL, options);
}

/**
 * Downloads the four gzip-compressed IDX files of MNIST, 12 MB; the checksums are of their contents.
 *
 * @throws as {@link pullMitBih}
 */
export async function pullMnist(options: PullOptions): Promise<Pulled> {
  return pull('download MNIST', MNIST_FILES, MNIST_URL, options);
}

/** Downloads `files`, four at a time, from the options' base URL or else from `publisher`. */
export async function pull(
  stage: string,
  files: readonly PublishedFile[],
  publisher: string,
  options: PullOptions,
): Promise<Pulled> {
  await mkdir(options.dir, { recursive: true }).catch((error: unknown) => {
    throw unwritable(options.dir, error);
  });
  const have = files.map(() => 0);
  const size = files.map((file) => file.bytes ?? 0);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < files.length) {
      const i = next++;
      await fetchFile({
        ...options,
        file: files[i],
        baseUrl: options.baseUrl ?? publisher,
        signal,
        onBytes: (bytes, total) => {
          have[i] = bytes;
          size[i] = total;
          const known = size.every((bytes) => bytes > 0);
          options.onEvent?.({ type: 'progress', stage, done: sum(have), total: known ? sum(size) : 0 });
        },
      });
    }
  };
  // The first failure is the one to tell; it stops the other workers, whose failures say no more than that.
  const failures: unknown[] = [];
  const fail = (error: unknown): void => {
    failures.push(error);
    stop.abort();
  };
  await Promise.all(Array.from({ length: 4 }, () => worker().catch(fail)));
  if (failures.length > 0) throw failures[0];
  return { dir: options.dir, files: files.length, bytes: sum(have) };
}
