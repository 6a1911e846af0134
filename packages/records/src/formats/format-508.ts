import { lowest, type FlacFormat } from './signal-format.ts';

/** Format 508: FLAC with 8 bits per sample. */
export const format508: FlacFormat = { kind: 'flac', code: 508, bits: 8, invalidSample: lowest(8) };
