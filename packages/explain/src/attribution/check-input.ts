import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { cellsOf } from './sequence-end.ts';

/** Throws `argument-invalid` unless every input up to the end of its sequence is a number, naming the first that is not. */
export function checkInput(where: string, x: SequenceBatch): void {
  const size = x.steps * x.channels;
  for (let b = 0; b < x.batch; b++) {
    const own = x.values.subarray(b * size, b * size + cellsOf(x, b));
    const wrong = own.findIndex((value) => !Number.isFinite(value));
    if (wrong < 0) continue;
    const [step, channel] = [Math.floor(wrong / x.channels), wrong % x.channels];
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got ${own[wrong]} at step ${step}, channel ${channel} of sequence ${b}, expected finite numbers; fill what was not recorded, or leave the sequence out`,
      { details: { sequence: b, step, channel } },
    );
  }
}
