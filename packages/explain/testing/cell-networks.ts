import { createRandom } from '@saliogram/core';
import type { RecurrentCell, SequenceBatch } from '@saliogram/core';
import { createModel } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';

/** One network of every kind that can be built, by name. */
export const ARCHITECTURES = {
  'an LSTM': { kind: 'lstm', inputs: 2, hidden: [5] },
  'a GRU': { kind: 'gru', inputs: 2, hidden: [5] },
  'a plain RNN': { kind: 'rnn', inputs: 2, hidden: [5] },
  'two layers of LSTM': { kind: 'lstm', inputs: 1, hidden: [6, 4] },
  'an LSTM both ways, two layers': { kind: 'lstm', inputs: 2, hidden: [4, 3], bidirectional: true },
  'a GRU both ways with a batch-normalised head': {
    kind: 'gru',
    inputs: 3,
    hidden: [4, 5],
    bidirectional: true,
    dense: [{ units: 6, batchNorm: true }, { units: 4 }],
  },
  'a plain RNN of two layers with a dense head': {
    kind: 'rnn',
    inputs: 1,
    hidden: [5, 4],
    dense: [{ units: 6 }],
  },
} as const satisfies Record<
  string,
  {
    kind: RecurrentCell;
    inputs: number;
    hidden: readonly number[];
    bidirectional?: boolean;
    dense?: readonly { units: number; batchNorm?: boolean }[];
  }
>;

export type ArchitectureName = keyof typeof ARCHITECTURES;

export const architectureNames = Object.keys(ARCHITECTURES) as ArchitectureName[];

/** An untrained model of three classes whose parameters, biases and running statistics among them, are all drawn. */
export async function cellModel(name: ArchitectureName, seed = 1): Promise<RecurrentModel> {
  return networkModel(ARCHITECTURES[name], seed);
}

/** The same for any architecture. */
export async function networkModel(
  architecture:
    | (typeof ARCHITECTURES)[ArchitectureName]
    | { kind: RecurrentCell; inputs: number; hidden: number[] },
  seed = 1,
): Promise<RecurrentModel> {
  const model = await createModel(
    {
      architecture: { ...architecture, outputs: 3 },
      classes: ['N', 'V', 'A'].map((symbol) => ({ symbol, name: `class ${symbol}` })),
      preprocessing: {},
      units: 'mV',
      zero: 'isoelectric line',
      codeVersion: '0.1.0',
      created: '2025-01-01T00:00:00Z',
    },
    { seed, backend: 'reference' },
  );
  const random = createRandom(seed);
  const flat = model.engine.getParameters();
  for (const { name: of, offset, length } of model.engine.parameters) {
    for (let i = offset; i < offset + length; i++) {
      flat[i] = of.endsWith('running_var') ? 0.5 + random.uniform() : 0.6 * random.normal();
    }
  }
  model.engine.setParameters(flat);
  return model;
}

/** Standard normal sequences for it, 3 of 9 steps, one of them shorter if asked for. */
export function cellSequences({ metadata }: RecurrentModel, ragged = false): SequenceBatch {
  const random = createRandom(7);
  const channels = metadata.architecture.inputs;
  const values = new Float32Array(3 * 9 * channels).map(() => random.normal());
  return { values, batch: 3, steps: 9, channels, ...(ragged && { lengths: [9, 4, 1] }) };
}
