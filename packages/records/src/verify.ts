import { SaliogramError } from '@saliogram/core';
import type { RecordHeader } from './header.ts';
import type { SignalPlace } from './open-signal-files.ts';

/**
 * Compares each signal's first sample and its 16-bit sum of samples, all as stored, with the header's.
 *
 * A header that leaves the number of samples or the checksum out promises nothing, and nothing is compared; nor is an
 * initial value of 0 where the checksum is right, which some writers put for "not given".
 *
 * @throws `checksum-mismatch`
 */
export async function verifySignals(
  header: RecordHeader,
  file: string,
  frameCount: number,
  places: readonly SignalPlace[],
): Promise<void> {
  if (header.sampleCount === undefined || frameCount === 0) return;
  for (const signalFile of new Set(places.map((place) => place.file))) {
    if (!signalFile) continue;
    const checked = [...places.keys()].filter(
      (s) => places[s].file === signalFile && header.signals[s].checksum !== undefined,
    );
    if (checked.length === 0) continue;
    const positions = checked.map((s) => places[s].position);
    const sums = new Int32Array(checked.length);
    const firsts = new Int32Array(checked.length);
    await signalFile.read(positions, 0, frameCount, (i, block, at) => {
      if (at === 0) firsts[i] = block[0];
      let sum = sums[i];
      for (let k = 0; k < block.length; k++) sum = (sum + block[k]) | 0;
      sums[i] = sum;
    });
    checked.forEach((signal, i) => {
      if (header.signals[signal].initialValue !== 0)
        compare(header, file, signal, 'initial value', firsts[i]);
      compare(header, file, signal, 'checksum', sums[i]);
    });
  }
}

function compare(
  header: RecordHeader,
  file: string,
  index: number,
  field: 'initial value' | 'checksum',
  got: number,
): void {
  const signal = header.signals[index];
  const expected = (field === 'checksum' ? signal.checksum : signal.initialValue) ?? 0;
  const wrap = (value: number): number => (field === 'checksum' ? (value << 16) >> 16 : value);
  if (wrap(got) === wrap(expected)) return;
  throw new SaliogramError(
    'checksum-mismatch',
    `${signal.fileName}: signal ${index} (${signal.description}): got ${field} ${wrap(got)}, expected ${wrap(expected)} as ${file} says; copy the files again`,
    { details: { file: signal.fileName, signal: index, field, got: wrap(got), expected: wrap(expected) } },
  );
}
