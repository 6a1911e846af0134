import type { ClassInfo } from '@saliogram/core';
import { SaliogramError } from '@saliogram/core';
import type { Cell, DenseLayer, NetworkShape } from '@saliogram/kernels';
import type { Check } from './json-schema.ts';
import {
  FieldError,
  flag,
  listOf,
  objectOf,
  oneOf,
  optional,
  positiveInteger,
  record,
  text,
} from './json-schema.ts';

/** Recurrent layers in a row; the last hidden state of the last one goes through the head to K scores. */
export interface RecurrentArchitecture {
  /** The cell of every recurrent layer. */
  readonly kind: Cell;
  /** Every layer reads both ways and the layer above sees both; default false. */
  readonly bidirectional?: boolean;
  /** C, channels of the input. */
  readonly inputs: number;
  /** H of each recurrent layer, the first at the input; 1 to 8 of them. */
  readonly hidden: readonly number[];
  /** Hidden layers of the head, each with a ReLU; default none, a single linear layer. */
  readonly dense?: readonly DenseLayer[];
  /** K, classes. */
  readonly outputs: number;
}

/** The architecture as the engine takes it. */
export function networkShape({ kind, ...sizes }: RecurrentArchitecture): NetworkShape {
  const { inputs, hidden, outputs, bidirectional = false, dense = [] } = sizes;
  return { cell: kind, bidirectional, inputs, hidden, dense, outputs };
}

/** Everything needed to use a model and to judge it; plain JSON, so that it survives a file unchanged. */
export interface ModelMetadata {
  readonly architecture: RecurrentArchitecture;
  /** One per output, in order. */
  readonly classes: readonly ClassInfo[];
  /** How a sequence is made of a recording (lead, window, rate, scaling), in the words of the data set. */
  readonly preprocessing: Readonly<Record<string, unknown>>;
  /** Unit of the input values as the model sees them: `mV`, `z-score`, `grey level / 255`. */
  readonly units: string;
  /** What an input value of zero means: `isoelectric line`, `mean of the beat`, `black`. */
  readonly zero: string;
  /** Version of the code that made the model. */
  readonly codeVersion: string;
  /** ISO 8601 time at which the parameters were last changed. */
  readonly created: string;
  /** Configuration, seeds and history of the training; absent when untrained. */
  readonly training?: Readonly<Record<string, unknown>>;
  /** Evaluation per split name. */
  readonly metrics?: Readonly<Record<string, unknown>>;
  /** SHA-256 of the data that trained it, as the data set defines it. */
  readonly dataHash?: string;
  /** Source and licence of the data that trained it. */
  readonly attribution?: string;
}

const date: Check<string> = (value, field) => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value) || Number.isNaN(Date.parse(value))) {
    throw new FieldError(field, value, 'an ISO 8601 time');
  }
  return value;
};

const MOST_LAYERS = 8;

const metadataSchema = objectOf({
  architecture: objectOf({
    kind: oneOf('lstm', 'gru', 'rnn'),
    bidirectional: optional(flag),
    inputs: positiveInteger,
    hidden: listOf(positiveInteger, { most: MOST_LAYERS }),
    dense: optional(listOf(objectOf({ units: positiveInteger, batchNorm: optional(flag) }), { least: 0 })),
    outputs: positiveInteger,
  }),
  classes: listOf(objectOf({ symbol: text, name: text })),
  preprocessing: record,
  units: text,
  zero: text,
  codeVersion: text,
  created: date,
  training: optional(record),
  metrics: optional(record),
  dataHash: optional(text),
  attribution: optional(text),
});

/**
 * `value` checked as model metadata; unknown fields are kept.
 *
 * @param name what is being read, for the message
 * @param code `file-corrupt` (default) for a file, `argument-invalid` for a caller's object
 */
export function checkMetadata(
  value: unknown,
  name: string,
  code: 'file-corrupt' | 'argument-invalid' = 'file-corrupt',
): ModelMetadata {
  try {
    const metadata = metadataSchema(value, '') as ModelMetadata;
    const { classes, architecture } = metadata;
    if (classes.length !== architecture.outputs) {
      throw new FieldError(
        'classes',
        classes.map((c) => c.symbol),
        `${architecture.outputs} classes as architecture.outputs says`,
      );
    }
    const symbols = classes.map((c) => c.symbol);
    if (new Set(symbols).size !== symbols.length)
      throw new FieldError('classes', symbols, 'each symbol once');
    return metadata;
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    throw new SaliogramError(code, `${name}: model metadata ${error.message}`, {
      details: { name, field: error.field },
      cause: error,
    });
  }
}
