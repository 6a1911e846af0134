import { SaliogramError } from '@saliogram/core';
import type { ByteSource } from '../byte-source.ts';

/** What a FLAC stream says of itself before its first frame. */
export interface StreamInfo {
  readonly channels: number;
  /** Bits per sample. */
  readonly bits: number;
  /** Samples per channel of all frames but the last, where they are alike. */
  readonly blockSize: number;
  /** Bytes of the largest frame; 0 when not known. */
  readonly mostFrameBytes: number;
  /** Samples per channel; 0 when not known. */
  readonly samples: number;
  /** The byte at which the first frame begins. */
  readonly firstFrame: number;
}

const STREAM_INFO_BYTES = 34;

/**
 * Reads what comes before the frames of a FLAC stream.
 *
 * @param start the byte at which the stream begins
 * @throws `file-corrupt`, `file-truncated`
 */
export async function readStreamInfo(source: ByteSource, start: number): Promise<StreamInfo> {
  const { name } = source;
  const wrong = (offset: number, field: string, got: string, expected: string): SaliogramError =>
    new SaliogramError(
      'file-corrupt',
      `${name}: byte ${offset}: ${field}: got ${got}, expected ${expected}; copy the file again`,
      { details: { file: name, offset, field, got } },
    );
  const mark = new TextDecoder('latin1').decode(await source.read(start, start + 4));
  if (mark !== 'fLaC') throw wrong(start, 'mark of a FLAC stream', JSON.stringify(mark), '"fLaC"');
  let info: Omit<StreamInfo, 'firstFrame'> | undefined;
  for (let at = start + 4, isLast = false; ;) {
    if (isLast) {
      if (!info) throw wrong(start + 4, 'stream information', 'none', 'it before the first frame');
      return { ...info, firstFrame: at };
    }
    const head = await source.read(at, at + 4);
    isLast = head[0] >= 0x80;
    const length = (head[1] << 16) | (head[2] << 8) | head[3];
    if ((head[0] & 0x7f) === 0) {
      if (length < STREAM_INFO_BYTES)
        throw wrong(at, 'length of the stream information', `${length}`, `${STREAM_INFO_BYTES}`);
      info = streamInfo(await source.read(at + 4, at + 4 + STREAM_INFO_BYTES));
      if (info.blockSize === 0) throw wrong(at + 4, 'block size', '0', 'at least 1');
    }
    at += 4 + length;
  }
}

function streamInfo(bytes: Uint8Array): Omit<StreamInfo, 'firstFrame'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    // The largest: only of streams whose blocks are alike it is needed, and there only the last may be smaller.
    blockSize: view.getUint16(2),
    mostFrameBytes: view.getUint32(6) & 0xffffff,
    channels: ((bytes[12] >> 1) & 7) + 1,
    bits: (((bytes[12] & 1) << 4) | (bytes[13] >> 4)) + 1,
    samples: (bytes[13] & 15) * 2 ** 32 + view.getUint32(14),
  };
}
