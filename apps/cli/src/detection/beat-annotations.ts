import { codeOf } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';

/** R peaks as annotations; a detector tells no classes, so all are normal beats. */
export function beatAnnotations(peaks: Int32Array, channel: number): Annotation[] {
  const symbol = 'N';
  const code = codeOf(symbol) ?? 1;
  return Array.from(peaks, (sample) => ({ sample, symbol, code, subtype: 0, channel, num: 0, aux: '' }));
}
