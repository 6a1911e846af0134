import type { ByteSource } from './byte-source.ts';
import { dealFrames, type FrameLayout } from './frame-layout.ts';
import type { PackedFormat } from './formats/signal-format.ts';
import { truncatedFile, type SignalFile } from './signal-file.ts';

/** Bytes that are read at a time, about: who waits for others of the same file waits for one piece at most. */
const MOST_BYTES = 1 << 22;
/** Samples that are unpacked at a time: they stay in the processor's first cache. */
const BLOCK = 3072;

/** A signal file in a packed format: any range is read by its own bytes alone. */
export function packedFile(
  source: ByteSource,
  format: PackedFormat,
  layout: FrameLayout,
  byteOffset: number,
): SignalFile {
  const { groupSamples, groupBytes } = format;
  const slots = layout.size;
  // Two signals of one rate whose frames are groups: the commonest file there is.
  const areTurns = slots === 2 && layout.starts.length === 2 && groupSamples === 2;
  const blockFrames = Math.max(1, Math.floor(BLOCK / slots));
  const mostFrames = Math.max(blockFrames, Math.floor(MOST_BYTES / groupBytes / slots) * groupSamples);
  const groupStart = (sample: number): number => Math.floor(sample / groupSamples) * groupBytes;
  return {
    format,
    async frameCount() {
      const bytes = Math.max(0, (await source.size()) - byteOffset);
      let samples = Math.floor(bytes / groupBytes) * groupSamples;
      while (format.byteLength(samples + 1) <= bytes) samples++;
      return Math.floor(samples / slots);
    },
    async checkSize(frames) {
      const size = await source.size();
      const expected = byteOffset + format.byteLength(frames * slots);
      if (size < expected) throw truncatedFile(source.name, size, expected, frames, layout, format.code);
    },
    async read(wanted, from, to, take) {
      const [unpacked, scratch] = [new Int32Array(blockFrames * slots), new Int32Array(blockFrames * slots)];
      for (let start = from; start < to; start += mostFrames) {
        const end = Math.min(to, start + mostFrames);
        const first = groupStart(start * slots);
        const bytes = await source.read(byteOffset + first, byteOffset + format.byteLength(end * slots));
        for (let frame = start; frame < end; frame += blockFrames) {
          const count = Math.min(blockFrames, end - frame);
          const group = bytes.subarray(groupStart(frame * slots) - first);
          if (areTurns && format.decodeTurns) {
            const pair = [unpacked.subarray(0, count), scratch.subarray(0, count)];
            format.decodeTurns(group, pair[0], pair[1]);
            wanted.forEach((signal, index) => take(index, pair[signal], frame - from));
          } else {
            const frames = unpacked.subarray(0, count * slots);
            format.decode(group, frames, (frame * slots) % groupSamples);
            dealFrames(layout, frames, wanted, frame - from, scratch, take);
          }
        }
      }
    },
  };
}
