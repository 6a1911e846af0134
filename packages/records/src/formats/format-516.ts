import { lowest, type FlacFormat } from './signal-format.ts';

/** Format 516: FLAC with 16 bits per sample. */
export const format516: FlacFormat = { kind: 'flac', code: 516, bits: 16, invalidSample: lowest(16) };
