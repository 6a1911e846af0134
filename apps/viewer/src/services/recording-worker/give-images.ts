import { throwIfAborted } from '@saliogram/core';
import type { DigitImages } from '@saliogram/datasets';
import { nextTask } from './next-task.ts';
import type { FindOptions } from './find-beats.ts';

/** Images of a piece. */
const PIECE = 1024;

/**
 * Gives all images as a model of digits reads them: rows from the top, left to right, pixel / 255, one step per pixel.
 *
 * @throws `cancelled`
 */
export async function giveImages(
  { count, rows, columns, pixels, labels }: DigitImages,
  { signal, onPiece, onEvent }: Pick<FindOptions, 'signal' | 'onPiece' | 'onEvent'>,
): Promise<{ lead: string; dropped: Readonly<Record<string, number>> }> {
  const steps = rows * columns;
  for (let from = 0; from < count; from += PIECE) {
    await nextTask();
    throwIfAborted(signal, 'reading images');
    onEvent({ type: 'progress', stage: 'reading images', done: from, total: count });
    const to = Math.min(count, from + PIECE);
    const inputs = Float32Array.from(pixels.subarray(from * steps, to * steps));
    for (let i = 0; i < inputs.length; i++) inputs[i] /= 255;
    const numbers = Int32Array.from({ length: to - from }, (_, i) => from + i);
    const referenceOf = labels ? numbers.slice() : new Int32Array(to - from).fill(-1);
    onPiece({ peaks: numbers, referenceOf, inputs, steps, channels: 1 });
  }
  return { lead: '', dropped: {} };
}
