import { lowest, type FlacFormat } from './signal-format.ts';

/** Format 524: FLAC with 24 bits per sample. */
export const format524: FlacFormat = { kind: 'flac', code: 524, bits: 24, invalidSample: lowest(24) };
