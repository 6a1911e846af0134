import { SaliogramError } from '@saliogram/core';
import type { RecordHeader } from './header.ts';

/** Samples per signal that are held at a time. */
const PAGE = 1 << 18;

/**
 * Compares each signal's first sample and its 16-bit sum of samples with the header's.
 *
 * A header that leaves the number of samples or the checksum out promises nothing, and nothing is compared.
 *
 * @throws `checksum-mismatch`
 */
export async function verifySignals(
  header: RecordHeader,
  file: string,
  sampleCount: number,
  read: (signals: readonly number[], from: number, to: number) => Promise<Int32Array[]>,
): Promise<void> {
  if (header.sampleCount === undefined) return;
  const checked = [...header.signals.keys()].filter((s) => header.signals[s].checksum !== undefined);
  if (checked.length === 0) return;
  const sums = new Int32Array(checked.length);
  for (let from = 0; from < sampleCount; from += PAGE) {
    const page = await read(checked, from, Math.min(from + PAGE, sampleCount));
    page.forEach((samples, i) => {
      if (from === 0) compare(header, file, checked[i], 'initial value', samples[0]);
      let sum = sums[i];
      for (let k = 0; k < samples.length; k++) sum = (sum + samples[k]) | 0;
      sums[i] = sum;
    });
  }
  checked.forEach((signal, i) => compare(header, file, signal, 'checksum', sums[i]));
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
