import type { NullFormat } from './signal-format.ts';

/** Format 0: a signal that was not recorded. */
export const format0: NullFormat = { kind: 'null', code: 0, invalidSample: undefined };
