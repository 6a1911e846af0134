import { createRandom, sequenceBatch } from '@saliogram/core';
import type { RecurrentArchitecture, RecurrentModel } from '@saliogram/nn';
import { createModel } from '@saliogram/nn';
import type { LabelledData, TrainingSplit } from '../src/training-data.ts';

const classes = [
  { symbol: 'U', name: 'Upwards' },
  { symbol: 'D', name: 'Downwards' },
  { symbol: 'Z', name: 'Zigzag' },
];
const STEPS = 10;

/** Noisy ramps and zigzags, told apart by their direction. */
export function toyData(count = 60): LabelledData {
  const random = createRandom(11);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes.length);
  const values = Float32Array.from({ length: count * STEPS }, (_, i) => {
    const t = i % STEPS;
    const shape = [t / STEPS, -t / STEPS, t % 2 === 0 ? 0.5 : -0.5][labels[Math.floor(i / STEPS)]];
    return shape + 0.1 * random.normal();
  });
  return { sequences: sequenceBatch(values, count, STEPS), labels, classes };
}

/** The first two thirds to learn from, the rest to validate. */
export function toySplit(count = 60): TrainingSplit {
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  const cut = Math.round((2 * count) / 3);
  return { name: 'toy', seed: 0, train: indices.subarray(0, cut), validation: indices.subarray(cut) };
}

/** The same with sequences that end early, and no numbers after their ends. */
export function raggedToyData(count = 60): LabelledData {
  const data = toyData(count);
  const { values } = data.sequences;
  const lengths = Array.from({ length: count }, (_, i) => STEPS - (i % 4));
  lengths.forEach((length, i) => values.fill(NaN, i * STEPS + length, (i + 1) * STEPS));
  return { ...data, sequences: { ...data.sequences, lengths } };
}

export function toyModel(
  backend: 'reference' | 'reference64' | 'wasm',
  seed = 5,
  architecture: Partial<RecurrentArchitecture> = {},
): Promise<RecurrentModel> {
  return createModel(
    {
      architecture: { kind: 'lstm', inputs: 1, hidden: [8, 8], outputs: classes.length, ...architecture },
      classes,
      preprocessing: {},
      units: 'arbitrary',
      zero: 'level',
      codeVersion: '0.1.0',
      created: '2025-01-01',
    },
    { seed, backend, threads: 1 },
  );
}
