import type { ModelMetadata, RecurrentArchitecture } from '../src/metadata.ts';

/** Metadata of a model of this architecture (an LSTM unless it says otherwise), for tests. */
export function exampleMetadata(
  shape: Omit<RecurrentArchitecture, 'kind'> & Partial<RecurrentArchitecture>,
): ModelMetadata {
  return {
    architecture: { kind: 'lstm', ...shape },
    classes: Array.from({ length: shape.outputs }, (_, k) => ({ symbol: `${k}`, name: `Class ${k}` })),
    preprocessing: { lead: 'MLII', samplingFrequency: 360, window: { before: 72, after: 144 } },
    units: 'z-score',
    zero: 'mean of the beat',
    codeVersion: '0.1.0',
    created: '2025-01-01T00:00:00Z',
  };
}
