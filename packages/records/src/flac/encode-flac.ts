import { BitWriter } from './bit-writer.ts';
import { crc16, crc8 } from './crc.ts';
import { fixedResidual } from './prediction.ts';

/** Samples per channel of a block. */
const BLOCK = 4096;
const BLOCK_CODE = 12;
/** WFDB's dummy sampling rate of 96 kHz: readers of audio refuse rates such as 360 Hz. */
const RATE = 96000;
const RATE_CODE = 11;
const BITS_CODE: Readonly<Record<number, number>> = { 8: 1, 16: 4, 24: 6 };
const MOST_ORDER = 4;
/** Partitions of a block are 2 to the power of at most this. */
const MOST_PARTITION_ORDER = 6;
const STREAM_INFO_BYTES = 34;

/**
 * A FLAC stream (RFC 9639) of blocks of 4096 samples, each channel by the fixed predictor that misses least.
 *
 * The digest of the samples is left out, as the format allows: every frame has a checksum.
 *
 * @param channels 1 to 8, all of one length, every sample within `bits`
 * @param bits per sample: 8, 16 or 24
 */
export function encodeFlac(channels: readonly Int32Array[], bits: number): Uint8Array {
  const out = new BitWriter();
  const samples = channels[0].length;
  for (const letter of 'fLaC') out.write(letter.charCodeAt(0), 8);
  out.write(0x80, 8); // stream information, and nothing after it
  out.write(STREAM_INFO_BYTES, 24);
  const info = out.size;
  for (let i = 0; i < STREAM_INFO_BYTES; i++) out.write(0, 8);
  let [smallest, largest] = [Infinity, 0];
  for (let from = 0, number = 0; from < samples; from += BLOCK, number++) {
    const start = out.size;
    const block = channels.map((channel) => channel.subarray(from, from + BLOCK));
    writeFrame(out, block, bits, number);
    smallest = Math.min(smallest, out.size - start);
    largest = Math.max(largest, out.size - start);
  }
  const stream = out.written().slice();
  const view = new DataView(stream.buffer, info);
  view.setUint16(0, BLOCK);
  view.setUint16(2, BLOCK);
  view.setUint32(4, samples === 0 ? 0 : smallest << 8); // 24 bits each, and the other's high byte below
  view.setUint8(7, largest >> 16);
  view.setUint16(8, largest & 0xffff);
  view.setUint32(
    10,
    (RATE << 12) | ((channels.length - 1) << 9) | ((bits - 1) << 4) | Math.floor(samples / 2 ** 32),
  );
  view.setUint32(14, samples % 2 ** 32);
  return stream;
}

function writeFrame(out: BitWriter, block: readonly Int32Array[], bits: number, number: number): void {
  const start = out.size;
  const samples = block[0].length;
  out.write(0xfff8, 16); // blocks of one size, counted
  out.write(samples === BLOCK ? BLOCK_CODE : 7, 4);
  out.write(RATE_CODE, 4);
  out.write(block.length - 1, 4);
  out.write(BITS_CODE[bits], 3);
  out.write(0, 1);
  writeNumber(out, number);
  if (samples !== BLOCK) out.write(samples - 1, 16);
  const header = out.written(start);
  out.write(crc8(header, 0, header.length), 8);
  for (const channel of block) writeChannel(out, channel, bits);
  out.align();
  const frame = out.written(start);
  out.write(crc16(frame, 0, frame.length), 16);
}

/** A number of up to 31 bits, coded as UTF-8 codes characters. */
function writeNumber(out: BitWriter, number: number): void {
  if (number < 0x80) return out.write(number, 8);
  let more = 1;
  while (number >= 2 ** (5 * more + 6)) more++;
  out.write((0xff80 >> more) | (number >> (6 * more)), 8);
  for (let k = more - 1; k >= 0; k--) out.write(0x80 | ((number >> (6 * k)) & 0x3f), 8);
}

function writeChannel(out: BitWriter, samples: Int32Array, bits: number): void {
  if (samples.every((value) => value === samples[0])) {
    out.write(0, 8);
    out.writeLong(samples[0], bits);
    return;
  }
  const coded = bestPredictor(samples);
  if (coded.bits + 6 >= samples.length * bits) {
    out.write(1 << 1, 8);
    for (const value of samples) out.writeLong(value, bits);
    return;
  }
  const { order, values, partitionOrder, parameters } = coded;
  out.write((8 + order) << 1, 8);
  for (let i = 0; i < order; i++) out.writeLong(samples[i], bits);
  out.write(1, 2); // parameters of 5 bits
  out.write(partitionOrder, 4);
  const size = samples.length >> partitionOrder;
  parameters.forEach((parameter, p) => {
    out.write(parameter, 5);
    out.rice(values, p === 0 ? 0 : p * size - order, (p + 1) * size - order, parameter);
  });
}

interface Coded {
  readonly order: number;
  /** What the predictor missed. */
  readonly values: Int32Array;
  readonly partitionOrder: number;
  readonly parameters: readonly number[];
  readonly bits: number;
}

/** The fixed predictor whose residual is the smallest in sum, and its cheapest partition. */
function bestPredictor(samples: Int32Array): Coded {
  let [order, least] = [0, Infinity];
  let values = samples;
  for (let o = 0; o <= Math.min(MOST_ORDER, samples.length - 1); o++) {
    const candidate = fixedResidual(samples, o);
    let sum = 0;
    for (let i = 0; i < candidate.length; i++) sum += Math.abs(candidate[i]);
    if (sum < least) [order, least, values] = [o, sum, candidate];
  }
  let best: Coded | undefined;
  for (let partitionOrder = 0; partitionOrder <= MOST_PARTITION_ORDER; partitionOrder++) {
    const size = samples.length / 2 ** partitionOrder;
    if (!Number.isInteger(size) || size <= order) break;
    const parameters: number[] = [];
    let bits = 0;
    for (let p = 0; p < 2 ** partitionOrder; p++) {
      const cheapest = riceParameter(values, p === 0 ? 0 : p * size - order, (p + 1) * size - order);
      parameters.push(cheapest.parameter);
      bits += 5 + cheapest.bits;
    }
    if (!best || bits < best.bits) best = { order, values, partitionOrder, parameters, bits };
  }
  if (!best) throw new Error('internal: a block without a partition');
  return best;
}

/** The Rice parameter that takes the fewest bits for values. */
function riceParameter(values: Int32Array, from: number, to: number): { parameter: number; bits: number } {
  let sum = 0;
  for (let i = from; i < to; i++) sum += ((values[i] << 1) ^ (values[i] >> 31)) >>> 0;
  const mean = sum / (to - from);
  let best = { parameter: 0, bits: Infinity };
  const guess = Math.max(0, Math.floor(Math.log2(mean + 1)));
  for (let parameter = Math.max(0, guess - 1); parameter <= Math.min(30, guess + 1); parameter++) {
    let bits = (to - from) * (1 + parameter);
    for (let i = from; i < to; i++) bits += (((values[i] << 1) ^ (values[i] >> 31)) >>> 0) >>> parameter;
    if (bits < best.bits) best = { parameter, bits };
  }
  return best;
}
