/** What went wrong, as a word a program can act on. */
export type ErrorCode =
  | 'argument-invalid'
  | 'cancelled'
  | 'checksum-mismatch'
  | 'config-invalid'
  | 'data-missing'
  | 'diverged'
  | 'file-corrupt'
  | 'file-exists'
  | 'file-missing'
  | 'file-truncated'
  | 'format-unknown'
  | 'host-unsupported'
  | 'lead-missing'
  | 'model-mismatch'
  | 'network-failed'
  | 'record-too-short'
  | 'sample-invalid';

/**
 * A failure that the user or the caller can do something about.
 *
 * The message is one sentence: what was read, what was found, what was expected, and what to do. A broken invariant of
 * our own is not one of these: it is a plain `Error` whose message starts with `internal:`.
 */
export class SaliogramError extends Error {
  override readonly name = 'SaliogramError';
  readonly code: ErrorCode;
  /** The offending values by name, for programs. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Whether `error` is a {@link SaliogramError}, of the given code if one is given. */
export function isSaliogramError(error: unknown, code?: ErrorCode): error is SaliogramError {
  return error instanceof SaliogramError && (code === undefined || error.code === code);
}

/** Throws `cancelled` if the signal has been aborted. */
export function throwIfAborted(signal: AbortSignal | undefined, work: string): void {
  if (signal?.aborted) {
    throw new SaliogramError('cancelled', `${work}: cancelled`, { cause: signal.reason });
  }
}
