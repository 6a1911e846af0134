import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { SaliogramError, isSaliogramError, throwIfAborted } from '@saliogram/core';

/** A file a publisher offers, and the proof that a copy is intact. */
export interface PublishedFile {
  readonly name: string;
  /** SHA-256 of the file, or of its contents when `unzip` says so. */
  readonly sha256: string;
  /** Size of the file as sent, if known. */
  readonly bytes?: number;
  /** The sum is of the contents of the gzip file. */
  readonly unzip?: boolean;
}

/** How a download copes with a bad line. */
export interface LinePatience {
  /** Attempts per file that bring no byte before giving up; default 4. */
  readonly attempts?: number;
  /** Pause before the second attempt, doubled for each one after; default 1000 ms. */
  readonly retryDelayMs?: number;
  /** A line silent for this long counts as broken; default 60,000 ms. */
  readonly silenceMs?: number;
}

interface Transfer extends LinePatience {
  readonly file: PublishedFile;
  readonly dir: string;
  readonly baseUrl: string;
  readonly signal: AbortSignal | undefined;
  /** Called with the bytes at hand of this file so far, and its size (0 when not known). */
  readonly onBytes: (bytes: number, size: number) => void;
}

/**
 * Brings one file into `dir`: nothing is sent for a file that is already there and right; otherwise the bytes go to
 * `<name>.part`, are continued after a break with an HTTP range request, checked, and renamed.
 *
 * @throws `network-failed` when the server cannot be reached or refuses; `checksum-mismatch` when the sum is wrong twice
 */
export async function fetchFile(transfer: Transfer): Promise<void> {
  const { file, dir, onBytes, signal } = transfer;
  const path = join(dir, file.name);
  const part = `${path}.part`;
  if ((await sizeOf(path)) > 0 && (await sumOf(path, file)) === file.sha256) {
    const size = await sizeOf(path);
    return onBytes(size, size);
  }
  for (let round = 0; ; round++) {
    await receive(transfer, part);
    const sum = await sumOf(part, file);
    if (sum === file.sha256) break;
    await rm(part, { force: true });
    throwIfAborted(signal, file.name);
    // A left-over .part of another file or edition gives one wrong sum; a second one is the server's.
    if (round > 0) throw wrongSum(transfer, sum);
  }
  await rename(part, path);
}

async function receive(transfer: Transfer, part: string): Promise<void> {
  const { attempts = 4, retryDelayMs = 1000, file, signal } = transfer;
  let failures = 0;
  for (;;) {
    const before = await sizeOf(part);
    try {
      return await receiveOnce(transfer, part, before);
    } catch (error) {
      throwIfAborted(signal, file.name);
      if (isSaliogramError(error)) throw error;
      if (isOfDisk(error)) throw unwritable(part, error);
      failures = (await sizeOf(part)) > before ? 1 : failures + 1;
      if (failures >= attempts) throw unreachable(transfer, error);
      await pause(retryDelayMs * 2 ** (failures - 1), signal, file.name);
    }
  }
}

/** One request for what is missing; throws a plain error when trying again may help. */
async function receiveOnce(transfer: Transfer, part: string, have: number): Promise<void> {
  const { file, onBytes, silenceMs = 60_000 } = transfer;
  if (file.bytes !== undefined && have === file.bytes) return onBytes(have, have);
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error(`no data for ${silenceMs} ms`)), silenceMs);
  try {
    const signals = transfer.signal ? [transfer.signal, silence.signal] : [silence.signal];
    const response = await fetch(urlOf(transfer), {
      headers: { 'accept-encoding': 'identity', ...(have > 0 ? { range: `bytes=${have}-` } : {}) },
      signal: AbortSignal.any(signals),
    });
    if (response.status === 416) {
      // Nothing past what we have: either it is whole, which the sum will tell, or it is wrong and starts over.
      await response.body?.cancel();
      return;
    }
    await refuseStatus(transfer, response);
    let received = response.status === 206 ? have : 0;
    const rest = Number(response.headers.get('content-length') ?? 0);
    const size = file.bytes ?? (rest > 0 ? received + rest : 0);
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    body.on('data', (chunk: Uint8Array) => {
      timer.refresh();
      received += chunk.length;
      onBytes(received, size);
    });
    await pipeline(body, createWriteStream(part, { flags: response.status === 206 ? 'a' : 'w' }));
    if (size > 0 && received < size) throw new Error(`the line broke after ${received} of ${size} bytes`);
  } finally {
    clearTimeout(timer);
  }
}

async function refuseStatus(transfer: Transfer, response: Response): Promise<void> {
  if (response.ok && response.body !== null) return;
  await response.body?.cancel();
  const answer = `${response.status} ${response.statusText}`.trim();
  if (response.status >= 500 || response.status === 429) throw new Error(`the server answered ${answer}`);
  throw new SaliogramError(
    'network-failed',
    `${urlOf(transfer)}: the server answered ${answer}, expected the file; name another server with --base-url URL, or an existing copy with --data DIR`,
    { details: { url: urlOf(transfer), status: response.status } },
  );
}

function unreachable(transfer: Transfer, cause: unknown): SaliogramError {
  return new SaliogramError(
    'network-failed',
    `${urlOf(transfer)}: could not be read (${reasonOf(cause)}); check the connection and run the command again to continue, ` +
      'name another server with --base-url URL, or an existing copy with --data DIR',
    { details: { url: urlOf(transfer) }, cause },
  );
}

function wrongSum(transfer: Transfer, sum: string): SaliogramError {
  const { file } = transfer;
  return new SaliogramError(
    'checksum-mismatch',
    `${urlOf(transfer)}: got SHA-256 ${sum}, expected ${file.sha256}; the server has another edition or a damaged file, ` +
      'name another server with --base-url URL',
    { details: { url: urlOf(transfer), sum, expected: file.sha256 } },
  );
}

function urlOf({ baseUrl, file }: Transfer): string {
  return `${baseUrl.replace(/\/*$/, '/')}${file.name}`;
}

/** An error of writing to disk; those of the line come wrapped in fetch's own. */
function isOfDisk(error: unknown): boolean {
  const syscall = error instanceof Error && 'syscall' in error ? error.syscall : '';
  return syscall === 'open' || syscall === 'write';
}

/** The error for a file or folder that cannot be made or written. */
export function unwritable(path: string, cause: unknown): SaliogramError {
  return new SaliogramError(
    'argument-invalid',
    `${path}: could not be written (${reasonOf(cause)}); name a folder that can be written and has room`,
    { details: { path }, cause },
  );
}

/** The innermost message: fetch wraps "connect ECONNREFUSED" in "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return error.message || error.name;
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  );
}

async function sumOf(path: string, file: PublishedFile): Promise<string> {
  const hash = createHash('sha256');
  try {
    await (file.unzip
      ? pipeline(createReadStream(path), createGunzip(), hash)
      : pipeline(createReadStream(path), hash));
  } catch {
    return 'none (not a gzip file)';
  }
  return hash.digest('hex');
}

async function pause(ms: number, signal: AbortSignal | undefined, work: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
  throwIfAborted(signal, work);
}
