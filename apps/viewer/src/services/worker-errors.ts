import { transferHandlers } from 'comlink';
import { SaliogramError } from '@saliogram/core';
import type { ErrorCode } from '@saliogram/core';

/** What a call in a worker threw, as comlink hands it over. */
interface Thrown {
  readonly value: unknown;
}

/** An error as plain data: what crosses from a worker loses its class. */
interface PlainError {
  readonly message: string;
  readonly stack: string | undefined;
  /** Absent for what is no SaliogramError. */
  readonly code?: ErrorCode;
  readonly details?: Record<string, unknown>;
}

/**
 * Lets a SaliogramError thrown in a worker arrive with its code and details; both sides call it once before they speak.
 */
export function keepErrors(): void {
  const byComlink = transferHandlers.get('throw');
  if (!byComlink) throw new Error('internal: comlink has no handler of what is thrown');
  transferHandlers.set('throw', {
    canHandle: (value): value is Thrown => byComlink.canHandle(value),
    serialize: ({ value }: Thrown) => [plain(value), []],
    deserialize: (error: PlainError) => {
      throw revived(error);
    },
  });
}

function plain(value: unknown): PlainError {
  if (!(value instanceof Error)) return { message: String(value), stack: undefined };
  const { message, stack } = value;
  return value instanceof SaliogramError
    ? { message, stack, code: value.code, details: cloneable(value.details) }
    : { message, stack };
}

/** Details may hold anything; what can't be copied to another thread is told as text. */
function cloneable(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  try {
    return structuredClone(details) as Record<string, unknown>;
  } catch {
    return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, String(value)]));
  }
}

function revived({ message, stack, code, details }: PlainError): Error {
  const error = code ? new SaliogramError(code, message, details ? { details } : {}) : new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
