import { SaliogramError } from '@saliogram/core';
import { crc32 } from './crc-32.ts';
import { bytesOf } from './file-entry.ts';
import type { FileEntry } from './file-entry.ts';

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
const LONGEST_COMMENT = 0xffff;
/** Stands in a field of 32 bits for a number that is too large for it. */
const BEYOND = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;

/** One line of a zip's table of contents. */
interface ZipLine {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/**
 * The files in a zip (PKWARE APPNOTE 6.3: stored or deflated, up to 4 GB); reads its table of contents only, each file is
 * unpacked when it is asked for.
 *
 * @param name of the zip, for messages
 * @throws `file-truncated` without a table of contents; `format-unknown` for encrypted files and other methods
 */
export async function zipEntries(zip: Blob, name: string): Promise<FileEntry[]> {
  const lines = await tableOfContents(zip, name);
  return lines
    .filter((line) => !line.name.endsWith('/'))
    .map((line): FileEntry => {
      let whole: Promise<Blob> | undefined;
      return {
        name: line.name,
        size: line.size,
        isNamed: false,
        head: async (length) => firstBytes((await unpacked(zip, line, name)).getReader(), length),
        blob: () => (whole ??= wholeFile(zip, line, name)),
      };
    });
}

async function tableOfContents(zip: Blob, name: string): Promise<ZipLine[]> {
  const tailFrom = Math.max(0, zip.size - END_LENGTH - LONGEST_COMMENT);
  const tail = viewOf(await bytesOf(zip.slice(tailFrom)));
  let end = tail.byteLength - END_LENGTH;
  while (end >= 0 && tail.getUint32(end, true) !== END_MARK) end--;
  if (end < 0) throw broken(name, 'has no table of contents at its end');
  const count = tail.getUint16(end + 10, true);
  const from = tail.getUint32(end + 16, true);
  const to = from + tail.getUint32(end + 12, true);
  if (count === 0xffff || from === BEYOND || to > zip.size) {
    throw broken(name, 'has a table of contents that lies outside of it, or is larger than 4 GB');
  }
  const table = viewOf(await bytesOf(zip.slice(from, to)));
  const lines: ZipLine[] = [];
  for (let at = 0; lines.length < count;) {
    if (at + ENTRY_LENGTH > table.byteLength || table.getUint32(at, true) !== ENTRY_MARK) {
      throw broken(name, `has a damaged table of contents after ${lines.length} of ${count} files`);
    }
    const nameLength = table.getUint16(at + 28, true);
    const fileName = new Uint8Array(table.buffer, table.byteOffset + at + ENTRY_LENGTH, nameLength);
    lines.push({
      name: new TextDecoder().decode(fileName),
      isEncrypted: (table.getUint16(at + 8, true) & 1) === 1,
      method: table.getUint16(at + 10, true),
      crc: table.getUint32(at + 16, true),
      packedSize: table.getUint32(at + 20, true),
      size: table.getUint32(at + 24, true),
      offset: table.getUint32(at + 42, true),
    });
    at += ENTRY_LENGTH + nameLength + table.getUint16(at + 30, true) + table.getUint16(at + 32, true);
  }
  return lines;
}

/** The content of one file as a stream. */
async function unpacked(zip: Blob, line: ZipLine, name: string): Promise<ReadableStream<Uint8Array>> {
  const packed = await packedBytes(zip, line, name);
  if (line.method === STORED) return packed.stream();
  return packed.stream().pipeThrough(new DecompressionStream('deflate-raw'));
}

async function packedBytes(zip: Blob, line: ZipLine, name: string): Promise<Blob> {
  if (line.isEncrypted || (line.method !== STORED && line.method !== DEFLATED)) {
    const found = line.isEncrypted ? 'encryption' : `compression method ${line.method}`;
    throw new SaliogramError(
      'format-unknown',
      `${name}: ${line.name}: got ${found}, expected a plain zip (stored or deflated); unpack it first`,
      { details: { file: name, entry: line.name, method: line.method } },
    );
  }
  const local = viewOf(await bytesOf(zip.slice(line.offset, line.offset + LOCAL_LENGTH)));
  if (local.byteLength < LOCAL_LENGTH) throw broken(name, `ends before its file ${line.name}`);
  const from = line.offset + LOCAL_LENGTH + local.getUint16(26, true) + local.getUint16(28, true);
  if (from + line.packedSize > zip.size) throw broken(name, `ends in the middle of its file ${line.name}`);
  return zip.slice(from, from + line.packedSize);
}

async function wholeFile(zip: Blob, line: ZipLine, name: string): Promise<Blob> {
  // What is stored as it is can be read by range, like a file on the disk.
  if (line.method === STORED) return packedBytes(zip, line, name);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let crc = 0;
  let size = 0;
  const reader = (await unpacked(zip, line, name)).getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      crc = crc32(piece.value, crc);
      size += piece.value.length;
      pieces.push(piece.value as Uint8Array<ArrayBuffer>);
    }
  } catch (cause) {
    throw broken(
      name,
      `holds ${line.name} damaged (${cause instanceof Error ? cause.message : 'cut'})`,
      cause,
    );
  }
  if (size !== line.size || crc !== line.crc) {
    throw broken(name, `holds ${line.name} damaged: its ${size} bytes are not those that were packed`);
  }
  return new Blob(pieces);
}

async function firstBytes(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const piece = await reader.read();
    if (piece.done) break;
    const part = piece.value.subarray(0, length - filled);
    bytes.set(part, filled);
    filled += part.length;
  }
  await reader.cancel();
  return bytes.subarray(0, filled);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function broken(name: string, problem: string, cause?: unknown): SaliogramError {
  return new SaliogramError('file-corrupt', `${name}: this zip ${problem}; copy the file again`, {
    details: { file: name },
    ...(cause === undefined ? {} : { cause }),
  });
}
