import { SaliogramError } from '@saliogram/core';
import { codeOf } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import type { BlindReading, Review, Work } from './app-state.ts';
import { blindReadingsByPeak, reviewsByPeak } from './worklist.ts';
import type { WorklistRow } from './worklist.ts';

/** The longest text that readers of annotation files take, in bytes. */
const MOST_AUX_BYTES = 255;

/**
 * The name of an annotation file of the reader's own: letters, digits, `-` and `_`.
 *
 * @throws `argument-invalid` for a name that is none, or that the recording already has
 */
export function checkAnnotator(name: string, taken: readonly string[]): string {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,19}$/.test(name)) {
    throw new SaliogramError(
      'argument-invalid',
      `annotator name: got "${name}", expected a letter and up to 19 letters, digits, - or _`,
      { details: { name } },
    );
  }
  if (taken.includes(name)) {
    throw new SaliogramError(
      'argument-invalid',
      `annotator name: got "${name}", which the recording already has; choose another, so that both are kept`,
      { details: { name, taken } },
    );
  }
  return name;
}

/**
 * The reader's labels as annotations, one per beat that has any, in order of time: the symbol the reader stands by, and
 * in the text what was decided and why. A flagged beat without a label of its own keeps the model's, marked as flagged.
 */
export function readerAnnotations(rows: readonly WorklistRow[], work: Work): Annotation[] {
  const reviews = reviewsByPeak(work);
  const readings = blindReadingsByPeak(work);
  return rows.flatMap((row) => {
    const review = reviews.get(row.peak);
    const reading = readings.get(row.peak);
    const symbol = review?.symbol || reading?.symbol || (review ? row.model : '');
    const code = codeOf(symbol);
    if (code === undefined) return [];
    return [
      { sample: row.peak, symbol, code, subtype: 0, channel: 0, num: 0, aux: auxText(row, review, reading) },
    ];
  });
}

function auxText(row: WorklistRow, review: Review | undefined, reading: BlindReading | undefined): string {
  const decision = review
    ? `${review.decision}${review.decision === 'changed' ? ` from ${row.model}` : ''}`
    : 'read blind';
  const text = review && review.reason !== '' ? `${decision}: ${review.reason}` : decision;
  return cutBytes(reading && review ? `${text} (read blind as ${reading.symbol})` : text, MOST_AUX_BYTES);
}

/** `text` without the characters at its end that make it longer than `most` bytes of UTF-8. */
function cutBytes(text: string, most: number): string {
  const characters = Array.from(text);
  const encoder = new TextEncoder();
  while (encoder.encode(characters.join('')).length > most) characters.pop();
  return characters.join('');
}
