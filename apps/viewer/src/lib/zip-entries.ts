import { SaliogramError } from '@saliogram/core';
import {
  BlobReader,
  BlobWriter,
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_ENTRY_DATA_OUT_OF_BOUNDS,
  ERR_EOCDR_NOT_FOUND,
  ERR_INVALID_CRC32,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_LOCAL_FILE_HEADER_NOT_FOUND,
  ERR_SPLIT_ZIP_FILE,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-custom.js';
import type { FileEntry as PackedFile } from '@zip.js/zip.js/lib/zip-core-custom.js';
import type { FileEntry } from './file-entry.ts';

const STORED = 0;
const DEFLATED = 8;

const OPTIONS = {
  checkCrc32: true,
  // Names are looked up and shown, nothing is written to a disk by them.
  filenameValidation: 'tolerant',
  // The browser unpacks beside the page as it is; a worker of the library's own is not let in by the page's policy.
  useWebWorkers: false,
} as const;

/**
 * The files in a zip, also one of more than 4 GB (PKWARE APPNOTE 6.3: stored or deflated); reads its table of contents only,
 * each file is unpacked, and checked against its sum, when it is asked for.
 *
 * @param name of the zip, for messages
 * @throws `file-corrupt` for a damaged table of contents; `format-unknown` for an encrypted one and for a part of a split zip.
 *   The files throw `file-corrupt` where they are damaged, `format-unknown` for encryption and other methods of compression
 */
export async function zipEntries(zip: Blob, name: string): Promise<FileEntry[]> {
  const entries = await new ZipReader(new BlobReader(zip), OPTIONS).getEntries().catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
  return entries
    .filter((entry) => !entry.directory)
    .map((packed): FileEntry => {
      let whole: Promise<Blob> | undefined;
      return {
        name: packed.filename,
        size: packed.uncompressedSize,
        isNamed: false,
        head: (length) => firstBytes(packed, length, name),
        blob: () => (whole ??= wholeFile(packed, name)),
      };
    });
}

async function wholeFile(packed: PackedFile, name: string): Promise<Blob> {
  requirePlain(packed, name);
  return packed.getData(new BlobWriter()).catch((cause: unknown) => {
    throw damaged(name, packed, cause);
  });
}

async function firstBytes(packed: PackedFile, length: number, name: string): Promise<Uint8Array> {
  requirePlain(packed, name);
  const bytes = new Uint8Array(Math.min(length, packed.uncompressedSize));
  const enough = new AbortController();
  let filled = 0;
  const start = new WritableStream<Uint8Array>({
    write(piece) {
      const part = piece.subarray(0, bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
      if (filled === bytes.length) enough.abort();
    },
  });
  await packed.getData(start, { signal: enough.signal }).catch((cause: unknown) => {
    if (!enough.signal.aborted) throw damaged(name, packed, cause);
  });
  return bytes;
}

function requirePlain({ filename, encrypted, compressionMethod }: PackedFile, name: string): void {
  if (!encrypted && (compressionMethod === STORED || compressionMethod === DEFLATED)) return;
  const found = encrypted ? 'encryption' : `compression method ${compressionMethod}`;
  throw notPlain(`${name}: ${filename}`, found, { file: name, entry: filename, method: compressionMethod });
}

/** What the library found of a whole zip, and what that means. */
function unreadable(name: string, cause: unknown): SaliogramError {
  const found = messageOf(cause);
  const details = { file: name };
  if (found === ERR_ENCRYPTED_CENTRAL_DIRECTORY) return notPlain(name, 'encryption', details, cause);
  if (found === ERR_SPLIT_ZIP_FILE) return notPlain(name, 'one part of several', details, cause);
  const problems: Readonly<Record<string, string>> = {
    [ERR_EOCDR_NOT_FOUND]: 'has no table of contents at its end',
    [ERR_CENTRAL_DIRECTORY_NOT_FOUND]: 'has a damaged table of contents',
  };
  return broken(name, problems[found] ?? `has a table of contents that does not fit it (${found})`, cause);
}

/** What the library found of one file, and what that means. */
function damaged(name: string, { filename, uncompressedSize }: PackedFile, cause: unknown): SaliogramError {
  const found = messageOf(cause);
  const isOther = found === ERR_INVALID_CRC32 || found === ERR_INVALID_UNCOMPRESSED_SIZE;
  const problems: Readonly<Record<string, string>> = {
    [ERR_LOCAL_FILE_HEADER_NOT_FOUND]: `does not hold its file ${filename} where it says`,
    [ERR_ENTRY_DATA_OUT_OF_BOUNDS]: `ends in the middle of its file ${filename}`,
  };
  const problem = isOther
    ? `holds ${filename} damaged: its bytes are not the ${uncompressedSize} that were packed`
    : (problems[found] ?? `holds ${filename} damaged (${found})`);
  return broken(name, problem, cause);
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function broken(name: string, problem: string, cause: unknown): SaliogramError {
  return new SaliogramError('file-corrupt', `${name}: this zip ${problem}; copy the file again`, {
    details: { file: name },
    cause,
  });
}

function notPlain(
  where: string,
  found: string,
  details: Readonly<Record<string, unknown>>,
  cause?: unknown,
): SaliogramError {
  return new SaliogramError(
    'format-unknown',
    `${where}: got ${found}, expected a plain zip (stored or deflated); unpack it first`,
    { details, ...(cause === undefined ? {} : { cause }) },
  );
}
