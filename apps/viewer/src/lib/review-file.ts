import { SaliogramError } from '@saliogram/core';
import type { AuditEntry, BlindReading, Review, Work } from './app-state.ts';

/** What is kept of the reader's work on one recording. */
export interface KeptWork {
  readonly work: Work;
  readonly audit: readonly AuditEntry[];
}

const VERSION = 1;

/** The work as text, to be kept until the recording is opened again. */
export function encodeWork({ work, audit }: KeptWork): string {
  return JSON.stringify({ version: VERSION, work, audit });
}

/**
 * The inverse of {@link encodeWork}.
 *
 * @throws `file-corrupt` for text that is none of ours
 */
export function decodeWork(text: string): KeptWork {
  const kept = parse(text);
  const { work, audit } = kept;
  const isOurs =
    kept.version === VERSION &&
    isList(work?.reviews, isReview) &&
    isList(work?.blindReadings, isBlindReading) &&
    isList(audit, isAuditEntry);
  if (!isOurs) {
    throw new SaliogramError(
      'file-corrupt',
      `work kept in this browser: got version ${String(kept.version)} with other fields than version ${VERSION} has; it was left as it is and nothing was restored`,
      { details: { version: kept.version } },
    );
  }
  return { work, audit };
}

function parse(text: string): KeptWork & { version: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return (typeof value === 'object' && value !== null ? value : {}) as KeptWork & { version: unknown };
  } catch (cause) {
    throw new SaliogramError(
      'file-corrupt',
      'work kept in this browser: is no JSON; it was left as it is and nothing was restored',
      { cause },
    );
  }
}

function isList<T>(value: unknown, isItem: (item: Partial<T>) => boolean): value is readonly T[] {
  return (
    Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && isItem(item))
  );
}

const areTexts = (...values: unknown[]): boolean => values.every((value) => typeof value === 'string');

const isReview = ({ peak, decision, symbol, reason }: Partial<Review>): boolean =>
  Number.isInteger(peak) &&
  ['accepted', 'changed', 'flagged'].includes(decision ?? '') &&
  areTexts(symbol, reason);

const isBlindReading = ({ peak, symbol, modelSymbol, referenceSymbol }: Partial<BlindReading>): boolean =>
  Number.isInteger(peak) && areTexts(symbol, modelSymbol, referenceSymbol);

const isAuditEntry = ({ peak, at, reader, action, before, after, model }: Partial<AuditEntry>): boolean =>
  (peak === null || Number.isInteger(peak)) && areTexts(at, reader, action, before, after, model);
