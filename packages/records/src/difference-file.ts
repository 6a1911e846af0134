import type { ByteSource } from './byte-source.ts';
import { dealFrames, type FrameLayout } from './frame-layout.ts';
import type { DifferenceFormat } from './formats/signal-format.ts';
import { truncatedFile, type SignalFile } from './signal-file.ts';

/** Bytes that are read at a time, and between values that are remembered. */
const PAGE = 1 << 16;

/**
 * A signal file of first differences: a value takes all bytes before it, so a range is read from the start on, a page at
 * a time, the values at the pages' starts being remembered for later ranges.
 *
 * @param initialValues per signal, what the first difference is taken to
 */
export function differenceFile(
  source: ByteSource,
  format: DifferenceFormat,
  layout: FrameLayout,
  byteOffset: number,
  initialValues: readonly number[],
): SignalFile {
  const slots = layout.size;
  const pageFrames = Math.max(1, Math.floor(PAGE / slots));
  const remembered: Int32Array[] = [Int32Array.from(initialValues)];
  return {
    format,
    frameCount: async () => Math.floor(Math.max(0, (await source.size()) - byteOffset) / slots),
    async checkSize(frames) {
      const size = await source.size();
      const expected = byteOffset + frames * slots;
      if (size < expected) throw truncatedFile(source.name, size, expected, frames, layout, format.code);
    },
    async read(wanted, from, to, take) {
      if (from === to) return;
      const [summed, scratch] = [new Int32Array(pageFrames * slots), new Int32Array(pageFrames * slots)];
      let page = Math.min(Math.floor(from / pageFrames), remembered.length - 1);
      const values = remembered[page].slice();
      for (; page * pageFrames < to; page++) {
        const start = page * pageFrames;
        const end = Math.min(to, start + pageFrames);
        const bytes = await source.read(byteOffset + start * slots, byteOffset + end * slots);
        sumDifferences(bytes, layout, values, summed);
        if (end === start + pageFrames) remembered[page + 1] ??= values.slice();
        const first = Math.max(start, from);
        if (first >= end) continue;
        const frames = summed.subarray((first - start) * slots, (end - start) * slots);
        dealFrames(layout, frames, wanted, first - from, scratch, take);
      }
    },
  };
}

/** Adds the differences up per signal. @param values per signal the last value; changed */
function sumDifferences(
  bytes: Uint8Array,
  layout: FrameLayout,
  values: Int32Array,
  summed: Int32Array,
): void {
  const { size, starts, samplesPerFrame } = layout;
  values.forEach((last, signal) => {
    let value = last;
    for (let frame = 0; frame < bytes.length; frame += size) {
      const start = frame + starts[signal];
      for (let at = start; at < start + samplesPerFrame[signal]; at++) {
        value = (value + ((bytes[at] << 24) >> 24)) | 0;
        summed[at] = value;
      }
    }
    values[signal] = value;
  });
}

/**
 * The differences of samples that take turns, and the values they start at: each signal's first.
 *
 * A difference that a byte does not hold comes out as its low 8 bits.
 */
export function encodeDifferences(frames: Int32Array, layout: FrameLayout): Uint8Array {
  const { size, starts, samplesPerFrame } = layout;
  const bytes = new Uint8Array(frames.length);
  starts.forEach((start, signal) => {
    let last = frames[start];
    for (let frame = 0; frame < frames.length; frame += size) {
      for (let at = frame + start; at < frame + start + samplesPerFrame[signal]; at++) {
        bytes[at] = frames[at] - last;
        last = frames[at];
      }
    }
  });
  return bytes;
}
