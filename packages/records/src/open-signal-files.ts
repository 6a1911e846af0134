import { SaliogramError } from '@saliogram/core';
import type { ByteSource } from './byte-source.ts';
import { differenceFile } from './difference-file.ts';
import { flacFile } from './flac-file.ts';
import { signalFormat } from './formats/index.ts';
import type { SignalFormat } from './formats/signal-format.ts';
import { frameLayout } from './frame-layout.ts';
import type { RecordHeader, SignalHeader } from './header.ts';
import { packedFile } from './packed-file.ts';
import type { SignalFile } from './signal-file.ts';

/** Where a signal of the header is kept. */
export interface SignalPlace {
  /** Undefined for a signal that was not recorded. */
  readonly file: SignalFile | undefined;
  /** Which of the file's signals it is. */
  readonly position: number;
}

/**
 * The places of the signals of a header, whose signals of one file stand in a row.
 *
 * @param name the header file's name, for messages
 * @param open opens a file named in the header
 */
export async function openSignalFiles(
  header: RecordHeader,
  name: string,
  open: (fileName: string) => Promise<ByteSource>,
): Promise<SignalPlace[]> {
  const places: SignalPlace[] = [];
  const { signals } = header;
  for (let start = 0; start < signals.length; start = places.length) {
    const first = signals[start];
    const format = signalFormat(first.format, `${name}: signal ${start} (${first.description})`);
    if (format.kind === 'null') {
      places.push({ file: undefined, position: 0 });
      continue;
    }
    let end = start + 1;
    while (end < signals.length && signals[end].fileName === first.fileName) end++;
    const group = signals.slice(start, end);
    group.forEach((signal, i) => checkSame(signal, first, `${name}: signal ${start + i}`));
    const file = await signalFile(await open(first.fileName), format, group);
    group.forEach((_, position) => places.push({ file, position }));
  }
  return places;
}

function checkSame(signal: SignalHeader, first: SignalHeader, where: string): void {
  if (signal.format === first.format && signal.byteOffset === first.byteOffset) return;
  throw new SaliogramError(
    'file-corrupt',
    `${where} (${signal.description}): format ${signal.format}+${signal.byteOffset} differs from ${first.format}+${first.byteOffset} of another signal in ${first.fileName}; correct the header`,
    { details: { where, fileName: first.fileName, format: signal.format, byteOffset: signal.byteOffset } },
  );
}

async function signalFile(
  source: ByteSource,
  format: Exclude<SignalFormat, { kind: 'null' }>,
  signals: readonly SignalHeader[],
): Promise<SignalFile> {
  const layout = frameLayout(signals.map((signal) => signal.samplesPerFrame));
  const { byteOffset } = signals[0];
  switch (format.kind) {
    case 'packed':
      return packedFile(source, format, layout, byteOffset);
    case 'differences': {
      const initialValues = signals.map((signal) => signal.initialValue);
      return differenceFile(source, format, layout, byteOffset, initialValues);
    }
    case 'flac':
      return flacFile(source, format, layout, byteOffset);
  }
}
