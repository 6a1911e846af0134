import type { AuditEntry, BlindReading, Work } from './app-state.ts';
import { blindAgreement } from './agreement.ts';
import { labelText } from './labels.ts';
import { blindReadingsByPeak, reviewsByPeak } from './worklist.ts';
import type { WorklistRow } from './worklist.ts';

/** Rows of text as comma-separated values (RFC 4180). */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string => {
    const text = String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const number = (value: number, digits: number): string => (Number.isNaN(value) ? '' : value.toFixed(digits));

/** Every beat, or image, with all labels: reference, model, reader. An image has no sample and no time. */
export function labelsCsv(rows: readonly WorklistRow[], work: Work, of: 'beat' | 'image' = 'beat'): string {
  const reviews = reviewsByPeak(work);
  const readings = blindReadingsByPeak(work);
  const lines = rows.map((row) => {
    const review = reviews.get(row.peak);
    return [
      row.beat + 1,
      ...(of === 'beat' ? [row.peak, number(row.timeS, 3), number(row.rrBeforeS, 3)] : []),
      row.reference,
      row.model,
      number(row.probability, 6),
      readings.get(row.peak)?.symbol ?? '',
      review?.decision ?? '',
      review?.symbol ?? '',
      review?.reason ?? '',
    ];
  });
  const head = [
    of,
    ...(of === 'beat' ? ['sample', 'time_s', 'rr_before_s'] : []),
    'reference',
    'model',
    'probability',
    'blind_reading',
  ];
  return csvText([[...head, 'decision', 'reader', 'reason'], ...lines]);
}

/** How a case is named in a table: the sample of a beat's R peak, or the number of an image from 1. */
const placeOf = (peak: number, of: 'beat' | 'image'): number => (of === 'image' ? peak + 1 : peak);
const placeHead = (of: 'beat' | 'image'): string => (of === 'image' ? 'image' : 'sample');

/** The audit trail, one line per entry, in the order in which things happened. */
export function auditCsv(audit: readonly AuditEntry[], of: 'beat' | 'image' = 'beat'): string {
  return csvText([
    ['at', 'reader', 'action', placeHead(of), 'before', 'after', 'model_sha256'],
    ...audit.map((e) => [
      e.at,
      e.reader,
      e.action,
      e.peak === null ? '' : placeOf(e.peak, of),
      e.before,
      e.after,
      e.model,
    ]),
  ]);
}

/** Blind readings one by one, then the counts of both comparisons with Cohen's kappa. */
export function agreementCsv(readings: readonly BlindReading[], of: 'beat' | 'image' = 'beat'): string {
  const comparisons = blindAgreement(readings).flatMap(({ against, agreement }) => [
    [],
    [`reader (rows) against ${against} (columns)`, ...agreement.symbols],
    ...agreement.symbols.map((symbol, i) => [labelText(symbol), ...agreement.counts[i]]),
    [`${of}s`, agreement.total],
    ['agreed', agreement.agreed],
    ["Cohen's kappa", agreement.kappa === null ? '' : agreement.kappa.toFixed(4)],
  ]);
  return csvText([
    [placeHead(of), 'reader', 'model', 'reference'],
    ...readings.map((r) => [placeOf(r.peak, of), r.symbol, r.modelSymbol, r.referenceSymbol]),
    ...comparisons,
  ]);
}
