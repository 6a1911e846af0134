import type { ByteSource } from './byte-source.ts';
import type { RecordHeader } from './header.ts';
import type { SampleSource } from './sample-sink.ts';
import { openSignalFiles } from './open-signal-files.ts';
import type { SignalFile } from './signal-file.ts';
import { verifySignals } from './verify.ts';

/** Signals that are read in one go: of one file, and moved alike. */
interface Batch {
  readonly file: SignalFile;
  readonly skew: number;
  /** Which of the signals wanted, and which of the file they are. */
  readonly indices: number[];
  readonly positions: number[];
}

/**
 * The samples of an ordinary record, from files of which each holds some of its signals.
 *
 * @param name the header file's name, for messages
 * @param open opens a file named in the header
 * @throws `file-missing`, `file-corrupt`, `file-truncated`, `format-unknown`
 */
export async function singleRecord(
  header: RecordHeader,
  name: string,
  open: (fileName: string) => Promise<ByteSource>,
): Promise<SampleSource> {
  const { signals } = header;
  const places = await openSignalFiles(header, name, open);
  const files = [...new Set(places.map(({ file }) => file))].filter((file) => file !== undefined);
  const counts = header.sampleCount === undefined ? await frameCounts(files) : [header.sampleCount];
  const frameCount = counts.length === 0 ? 0 : Math.min(...counts);
  for (const file of files) await file.checkSize(frameCount);

  return {
    signals,
    frameCount,
    async read(wanted, from, to, sink) {
      const batches: Batch[] = [];
      wanted.forEach((signal, index) => {
        const { file, position } = places[signal];
        const { skew, samplesPerFrame } = signals[signal];
        if (!file) return sink.skip(index, 0, (to - from) * samplesPerFrame);
        let batch = batches.find((other) => other.file === file && other.skew === skew);
        if (!batch) batches.push((batch = { file, skew, indices: [], positions: [] }));
        batch.indices.push(index);
        batch.positions.push(position);
      });
      for (const { file, skew, indices, positions } of batches) {
        // Of a signal that is moved, the file has nothing for the last frames, unless it is longer than the record.
        const end = skew === 0 ? to : Math.max(from, Math.min(to, (await file.frameCount()) - skew));
        const { invalidSample } = file.format;
        await file.read(positions, from + skew, Math.max(from, end) + skew, (k, block, at) =>
          sink.put(indices[k], block, at, signals[wanted[indices[k]]], invalidSample),
        );
        for (const index of indices) {
          const each = signals[wanted[index]].samplesPerFrame;
          if (end < to) sink.skip(index, (end - from) * each, (to - end) * each);
        }
      }
    },
    verify: () => verifySignals(header, name, frameCount, places),
  };
}

async function frameCounts(files: readonly SignalFile[]): Promise<number[]> {
  return Promise.all(files.map((file) => file.frameCount()));
}
