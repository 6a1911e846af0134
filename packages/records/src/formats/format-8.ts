import type { DifferenceFormat } from './signal-format.ts';

/** Format 8: first differences of 8 bits, two's complement. */
export const format8: DifferenceFormat = { kind: 'differences', code: 8, invalidSample: undefined };
