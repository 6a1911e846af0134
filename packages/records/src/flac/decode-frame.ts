import { BitReader, FrameFault } from './bit-reader.ts';
import { crc16 } from './crc.ts';
import { frameHeader } from './frame-header.ts';
import { restoreFixed, restoreLinear } from './prediction.ts';
import type { StreamInfo } from './stream-info.ts';

/** A decoded frame. */
export interface Frame {
  /** Its first sample, counted per channel from the stream's start. */
  readonly firstSample: number;
  /** Per channel, all of one length. */
  readonly channels: readonly Int32Array[];
  /** The byte after it. */
  readonly end: number;
}

/**
 * Decodes the frame that begins at a byte, as the FLAC format (RFC 9639) has it.
 *
 * @param bytes with 8 bytes of padding at the end
 * @param length bytes before the padding
 * @throws FrameFault, short when the frame goes on after `length`
 */
export function decodeFrame(bytes: Uint8Array, at: number, length: number, info: StreamInfo): Frame {
  const header = frameHeader(bytes, at, info);
  if (!header || header.end > length) {
    const what = `no header of a frame of ${info.channels} channels of ${info.bits} bits`;
    throw new FrameFault(at, what, length - at < 16);
  }
  const reader = new BitReader(bytes, header.end, length);
  const { assignment, samples, firstSample } = header;
  const channels: Int32Array[] = [];
  for (let c = 0; c < info.channels; c++) {
    const isSide = (assignment === 9 && c === 0) || ((assignment === 8 || assignment === 10) && c === 1);
    channels.push(subframe(reader, samples, info.bits + (isSide ? 1 : 0)));
  }
  undoStereo(assignment, channels);
  const end = (reader.position + 7) >> 3;
  if (end + 2 > length) throw new FrameFault(length, 'the end of the bytes', true);
  const [expected, got] = [(bytes[end] << 8) | bytes[end + 1], crc16(bytes, at, end)];
  if (got !== expected) throw new FrameFault(at, `a frame with checksum ${got} where it says ${expected}`);
  return { firstSample, channels, end: end + 2 };
}

/** One channel of a frame. */
function subframe(reader: BitReader, count: number, bits: number): Int32Array {
  const at = reader.offset;
  if (reader.small(1) !== 0) throw new FrameFault(at, 'a channel that begins with a one bit');
  const kind = reader.small(6);
  const wasted = reader.small(1) === 1 ? reader.zeros() + 1 : 0;
  const width = bits - wasted;
  if (width < 1) throw new FrameFault(at, `${wasted} unused bits of ${bits}`);
  const samples = new Int32Array(count);
  if (kind === 0) {
    samples.fill(reader.signed(width));
  } else if (kind === 1) {
    for (let i = 0; i < count; i++) samples[i] = reader.signed(width);
  } else if (kind >= 8 && kind <= 12) {
    const order = kind - 8;
    warmUp(reader, samples, order, width, at);
    residual(reader, samples, order);
    restoreFixed(samples, order);
  } else if (kind >= 32) {
    const order = kind - 31;
    warmUp(reader, samples, order, width, at);
    const precision = reader.small(4) + 1;
    const shift = reader.signed(5);
    if (precision === 16 || shift < 0) throw new FrameFault(at, 'a predictor that the format forbids');
    const coefficients = Array.from({ length: order }, () => reader.signed(precision));
    residual(reader, samples, order);
    restoreLinear(samples, coefficients, shift, width + precision);
  } else {
    throw new FrameFault(at, `a channel of kind ${kind}`);
  }
  if (wasted > 0) for (let i = 0; i < count; i++) samples[i] <<= wasted;
  return samples;
}

function warmUp(reader: BitReader, samples: Int32Array, order: number, width: number, at: number): void {
  if (order > samples.length)
    throw new FrameFault(at, `a predictor of order ${order} for ${samples.length} samples`);
  for (let i = 0; i < order; i++) samples[i] = reader.signed(width);
}

/** What the predictor missed, in partitions with a Rice parameter each, or with plain numbers. */
function residual(reader: BitReader, samples: Int32Array, order: number): void {
  const at = reader.offset;
  const method = reader.small(2);
  if (method > 1) throw new FrameFault(at, `a residual of method ${method}`);
  const parameterBits = method === 0 ? 4 : 5;
  const partitions = 1 << reader.small(4);
  const size = samples.length / partitions;
  if (!Number.isInteger(size) || size < order)
    throw new FrameFault(at, `${partitions} partitions of ${samples.length} samples`);
  for (let p = 0; p < partitions; p++) {
    const [from, to] = [p === 0 ? order : p * size, (p + 1) * size];
    const parameter = reader.small(parameterBits);
    if (parameter < (1 << parameterBits) - 1) {
      reader.rice(parameter, samples, from, to);
    } else {
      const bits = reader.small(5);
      for (let i = from; i < to; i++) samples[i] = bits === 0 ? 0 : reader.signed(bits);
    }
  }
}

function undoStereo(assignment: number, channels: readonly Int32Array[]): void {
  const [a, b] = channels;
  if (assignment === 8) {
    for (let i = 0; i < a.length; i++) b[i] = a[i] - b[i];
  } else if (assignment === 9) {
    for (let i = 0; i < a.length; i++) a[i] += b[i];
  } else if (assignment === 10) {
    for (let i = 0; i < a.length; i++) {
      const side = b[i];
      const middle = (a[i] << 1) | (side & 1);
      a[i] = (middle + side) >> 1;
      b[i] = (middle - side) >> 1;
    }
  }
}
