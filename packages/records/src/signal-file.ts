import { SaliogramError } from '@saliogram/core';
import type { ByteSource } from './byte-source.ts';
import { signalFormat } from './formats/index.ts';
import type { SignalFormat } from './formats/signal-format.ts';
import type { RecordHeader } from './header.ts';

/** One signal file of a record: the samples of its signals take turns. */
export interface SignalFile {
  /** How many signals it holds. */
  readonly signals: number;
  readonly format: SignalFormat;
  /** Samples per signal that the file has room for. */
  sampleCount(): Promise<number>;
  /** Throws `file-truncated` unless the file holds `samples` samples per signal. */
  checkSize(samples: number): Promise<void>;
  /** Samples `from` to `to` (exclusive) of its signals at `positions`, in ADC units. */
  read(positions: readonly number[], from: number, to: number): Promise<Int32Array[]>;
}

/**
 * The signal files of a record and, per signal of the header, its file and its turn in it.
 *
 * @param open opens a file named in the header
 * @param file the header file's name, for messages
 */
export async function openSignalFiles(
  header: RecordHeader,
  file: string,
  open: (fileName: string) => Promise<ByteSource>,
): Promise<{ files: SignalFile[]; places: { file: number; position: number }[] }> {
  const files: SignalFile[] = [];
  const places: { file: number; position: number }[] = [];
  const { signals } = header;
  for (let start = 0; start < signals.length;) {
    const { fileName, format, byteOffset } = signals[start];
    let end = start;
    while (end < signals.length && signals[end].fileName === fileName) {
      const signal = signals[end];
      const where = `${file}: signal ${end} (${signal.description})`;
      if (signal.samplesPerFrame !== 1 || signal.skew !== 0) {
        throw new SaliogramError(
          'format-unknown',
          `${where}: got ${signal.samplesPerFrame} samples per frame and skew ${signal.skew}, expected 1 and 0: this version reads no others`,
          { details: { file, signal: end, samplesPerFrame: signal.samplesPerFrame, skew: signal.skew } },
        );
      }
      if (signal.format !== format || signal.byteOffset !== byteOffset) {
        throw new SaliogramError(
          'file-corrupt',
          `${where}: format ${signal.format}+${signal.byteOffset} differs from ${format}+${byteOffset} of another signal in ${fileName}; correct the header`,
          { details: { file, signal: end, fileName } },
        );
      }
      places.push({ file: files.length, position: end - start });
      end++;
    }
    const kind = signalFormat(format, `${file}: signal ${start} (${signals[start].description})`);
    files.push(signalFile(await open(fileName), kind, end - start, byteOffset));
    start = end;
  }
  return { files, places };
}

function signalFile(
  source: ByteSource,
  format: SignalFormat,
  signals: number,
  byteOffset: number,
): SignalFile {
  return {
    signals,
    format,
    async sampleCount() {
      const bytes = Math.max(0, (await source.size()) - byteOffset);
      const whole = Math.floor(bytes / format.groupBytes);
      let samples = whole * format.groupSamples;
      while (format.byteLength(samples + 1) <= bytes) samples++;
      return Math.floor(samples / signals);
    },
    async checkSize(samples) {
      const size = await source.size();
      const expected = byteOffset + format.byteLength(samples * signals);
      if (size >= expected) return;
      throw new SaliogramError(
        'file-truncated',
        `${source.name}: got ${size} bytes, expected ${expected} (${samples} samples of ${signals} signals in format ${format.code}); copy the file again`,
        { details: { file: source.name, size, expected, samples, signals, format: format.code } },
      );
    },
    async read(positions, from, to) {
      const skip = (from * signals) % format.groupSamples;
      const firstByte = ((from * signals - skip) / format.groupSamples) * format.groupBytes;
      const bytes = await source.read(byteOffset + firstByte, byteOffset + format.byteLength(to * signals));
      const interleaved = new Int32Array((to - from) * signals);
      format.decode(bytes, interleaved, skip);
      return positions.map((position) => takeTurns(interleaved, signals, position));
    },
  };
}

function takeTurns(interleaved: Int32Array, signals: number, position: number): Int32Array {
  if (signals === 1) return interleaved;
  const samples = new Int32Array(interleaved.length / signals);
  for (let i = 0, at = position; i < samples.length; i++, at += signals) samples[i] = interleaved[at];
  return samples;
}
