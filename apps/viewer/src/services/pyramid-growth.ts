import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { PyramidProgress, RecordingReader } from '../lib/recording.ts';

const growths = new WeakMap<RecordingReader, ReadonlySignal<PyramidProgress>>();

/**
 * How far a reader's pyramid is built, told about 25 times until it is whole; long envelopes must be read again when it
 * has grown. A reader has one listener, which all who ask here share.
 */
export function pyramidGrowth(reader: RecordingReader): ReadonlySignal<PyramidProgress> {
  const known = growths.get(reader);
  if (known) return known;
  const growth = signal<PyramidProgress>({ builtTo: 0, sampleCount: 0 });
  growths.set(reader, growth);
  const listen = (next: PyramidProgress): void => {
    const last = growth.peek();
    const isOther = next.sampleCount !== last.sampleCount || next.builtTo < last.builtTo;
    const isWhole = next.builtTo >= next.sampleCount;
    if (isOther || isWhole || next.builtTo - last.builtTo > 0.04 * next.sampleCount) growth.value = next;
  };
  // A worker that has failed says so in answer to every other call; here nothing is lost but the retelling.
  reader.onPyramid(listen).catch(() => growths.delete(reader));
  return growth;
}
