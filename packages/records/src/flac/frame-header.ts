import { crc8 } from './crc.ts';
import type { StreamInfo } from './stream-info.ts';

/** What a frame's header says. */
export interface FrameHeader {
  /** The frame's first sample, counted per channel from the stream's start. */
  readonly firstSample: number;
  /** Samples per channel. */
  readonly samples: number;
  /** 0 to 7: channels by themselves; 8, 9, 10: the side channel is the second, the first, the second beside a middle. */
  readonly assignment: number;
  /** Where the frame's body begins. */
  readonly end: number;
}

/** The most bytes that a header takes. */
export const MOST_HEADER_BYTES = 16;
const BITS = [0, 8, 12, -1, 16, 20, 24, 32];

/** The header at a byte, or undefined when there is none that fits the stream. */
export function frameHeader(bytes: Uint8Array, at: number, info: StreamInfo): FrameHeader | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xfe) !== 0xf8) return undefined;
  const isBySample = (bytes[at + 1] & 1) === 1;
  const [sizeCode, rateCode] = [bytes[at + 2] >> 4, bytes[at + 2] & 15];
  const [assignment, bitsCode] = [bytes[at + 3] >> 4, (bytes[at + 3] >> 1) & 7];
  const channels = assignment < 8 ? assignment + 1 : 2;
  const bits = BITS[bitsCode];
  if (sizeCode === 0 || rateCode === 15 || assignment > 10 || (bytes[at + 3] & 1) === 1) return undefined;
  if (channels !== info.channels || (bits !== 0 && bits !== info.bits)) return undefined;
  const number = codedNumber(bytes, at + 4);
  if (!number) return undefined;
  let { end } = number;
  const samples =
    sizeCode === 1
      ? 192
      : sizeCode < 6
        ? 576 << (sizeCode - 2)
        : sizeCode === 6
          ? bytes[end++] + 1
          : sizeCode === 7
            ? ((bytes[end++] << 8) | bytes[end++]) + 1
            : 256 << (sizeCode - 8);
  if (rateCode === 12) end += 1;
  if (rateCode === 13 || rateCode === 14) end += 2;
  if (end >= bytes.length || crc8(bytes, at, end) !== bytes[end]) return undefined;
  const firstSample = isBySample ? number.value : number.value * info.blockSize;
  return { firstSample, samples, assignment, end: end + 1 };
}

/** A number of up to 36 bits, coded as UTF-8 codes characters. */
function codedNumber(bytes: Uint8Array, at: number): { value: number; end: number } | undefined {
  const first = bytes[at];
  if (first < 0x80) return { value: first, end: at + 1 };
  const more = Math.clz32(~(first << 24)) - 1;
  if (more < 1 || more > 6) return undefined;
  let value = first & (0x3f >> more);
  for (let k = 1; k <= more; k++) {
    if ((bytes[at + k] & 0xc0) !== 0x80) return undefined;
    value = value * 64 + (bytes[at + k] & 0x3f);
  }
  return { value, end: at + 1 + more };
}
