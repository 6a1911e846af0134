import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ColumnSource, SchemaElement } from 'hyparquet-writer';
import { SaliogramError } from '@saliogram/core';
import { arrowSchema } from './arrow-schema.ts';
import type { ArrowField } from './arrow-schema.ts';
import type { PassCount } from '@saliogram/core';

/** What one method says of one sequence: a row of the file. */
export interface ExplanationRow {
  /** Of a heartbeat; null for other sequences, as all that follows of it. */
  readonly record: string | null;
  readonly lead: string | null;
  /** Which beat of the record. */
  readonly beat: number | null;
  /** R peak in samples of the record. */
  readonly sample: number | null;
  readonly timeS: number | null;
  readonly patient: string | null;
  /** Index of the image; null for a heartbeat. */
  readonly image: number | null;
  /** Symbols of classes. */
  readonly reference: string | null;
  readonly predicted: string;
  readonly target: string;
  /** [K] */
  readonly probabilities: ArrayLike<number>;
  readonly method: string;
  /** [T, C] */
  readonly values: ArrayLike<number>;
  /** Plain JSON. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Passes for this sequence. */
  readonly cost: PassCount;
  readonly completenessGap: number | null;
  /** Of an iterative method. */
  readonly converged: boolean | null;
  /** The word of the verdict, and the numbers it goes by as plain JSON. */
  readonly verdict: string | null;
  readonly trust: unknown;
  /** What was measured of the map, by name; null where a measure says nothing. */
  readonly measures: Readonly<Record<string, number | null>>;
}

/** What all rows share. */
export interface ExplanationsFile {
  /** T and C of all values. */
  readonly shape: { readonly steps: number; readonly channels: number };
  /** Symbols of the classes, in the order of the probabilities. */
  readonly classes: readonly string[];
  readonly rows: readonly ExplanationRow[];
  /** Everything else that shaped the rows, such as versions, hashes and the command; each value as JSON. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Names of the keys in the metadata of the file begin so. */
const PREFIX = 'saliogram.';
/** Values of 784 steps take about 3 MB in a group of so many rows. */
const ROW_GROUP = 1000;

type Type = 'STRING' | 'INT32' | 'DOUBLE' | 'BOOLEAN' | 'FLOATS';

interface Column {
  readonly name: string;
  readonly type: Type;
  readonly of: (row: ExplanationRow) => unknown;
}

const COLUMNS: readonly Column[] = [
  { name: 'record', type: 'STRING', of: (row) => row.record },
  { name: 'lead', type: 'STRING', of: (row) => row.lead },
  { name: 'beat', type: 'INT32', of: (row) => row.beat },
  { name: 'sample', type: 'INT32', of: (row) => row.sample },
  { name: 'time_s', type: 'DOUBLE', of: (row) => row.timeS },
  { name: 'patient', type: 'STRING', of: (row) => row.patient },
  { name: 'image', type: 'INT32', of: (row) => row.image },
  { name: 'reference', type: 'STRING', of: (row) => row.reference },
  { name: 'predicted', type: 'STRING', of: (row) => row.predicted },
  { name: 'target', type: 'STRING', of: (row) => row.target },
  { name: 'probabilities', type: 'FLOATS', of: (row) => Array.from(row.probabilities) },
  { name: 'method', type: 'STRING', of: (row) => row.method },
  { name: 'values', type: 'FLOATS', of: (row) => Array.from(row.values) },
  { name: 'settings', type: 'STRING', of: (row) => JSON.stringify(row.settings) },
  { name: 'forward_passes', type: 'DOUBLE', of: (row) => row.cost.forward },
  { name: 'backward_passes', type: 'DOUBLE', of: (row) => row.cost.backward },
  { name: 'completeness_gap', type: 'DOUBLE', of: (row) => row.completenessGap },
  { name: 'converged', type: 'BOOLEAN', of: (row) => row.converged },
  { name: 'verdict', type: 'STRING', of: (row) => row.verdict },
  { name: 'trust', type: 'STRING', of: (row) => (row.trust === null ? null : JSON.stringify(row.trust)) },
];

/**
 * Explanations as the bytes of a Parquet file, a row for each method on each sequence.
 *
 * `values` are lists of T x C floats, step by step, all of one length, and `probabilities` of K; the shape, the classes and
 * `metadata` are JSON in the key-value metadata of the file under names that begin with `saliogram.`. Measures are columns
 * of their own behind the others. Compressed with Snappy. Parquet has lists of any length only; that these have one is said
 * in the schema for Arrow that goes along.
 *
 * Format: Apache Parquet 2, https://parquet.apache.org/docs/file-format/
 *
 * @throws `argument-invalid` for no rows, and for values or probabilities that do not have the shape
 */
export function explanationsParquet(file: ExplanationsFile): Uint8Array {
  const { rows, shape, classes, metadata } = file;
  if (rows.length === 0) {
    throw new SaliogramError(
      'argument-invalid',
      'explanations: got no rows, expected at least one: readers take a file without row groups for a broken one',
    );
  }
  const size = shape.steps * shape.channels;
  for (const { values, probabilities, method } of rows) {
    if (values.length === size && probabilities.length === classes.length) continue;
    throw new SaliogramError(
      'argument-invalid',
      `explanations: got ${values.length} values and ${probabilities.length} probabilities of ${method}, expected ${shape.steps} x ${shape.channels} (steps x channels) and ${classes.length}`,
      { details: { values: values.length, probabilities: probabilities.length } },
    );
  }
  const measures = [...new Set(rows.flatMap((row) => Object.keys(row.measures)))];
  const columns: Column[] = [
    ...COLUMNS,
    ...measures.map((name): Column => ({
      name,
      type: 'DOUBLE',
      of: ({ measures: own }) => (Number.isFinite(own[name] ?? NaN) ? own[name] : null),
    })),
  ];
  const keys = Object.fromEntries(
    Object.entries({ shape, classes, ...metadata }).map(([key, value]) => [
      PREFIX + key,
      JSON.stringify(value),
    ]),
  );
  return new Uint8Array(
    parquetWriteBuffer({
      schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(schemaOf)],
      columnData: columns.map(({ name, of }): ColumnSource => ({ name, data: rows.map(of) })),
      kvMetadata: [
        ...Object.entries(keys).map(([key, value]) => ({ key, value })),
        {
          key: 'ARROW:schema',
          value: arrowSchema(
            columns.map((column) => arrowField(column, file)),
            keys,
          ),
        },
      ],
      rowGroupSize: ROW_GROUP,
      createdBy: 'Saliogram',
    }),
  );
}

/** By this readers that know Arrow give lists of one length as such. */
function arrowField({ name, type }: Column, { shape, classes }: ExplanationsFile): ArrowField {
  const types = { STRING: 'utf8', INT32: 'int32', DOUBLE: 'double', BOOLEAN: 'bool' } as const;
  if (type !== 'FLOATS') return { name, nullable: true, type: types[type] };
  const floats = name === 'values' ? shape.steps * shape.channels : classes.length;
  return { name, nullable: false, type: { floats } };
}

function schemaOf({ name, type }: Column): SchemaElement[] {
  const repetition_type = 'OPTIONAL';
  if (type === 'STRING') return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type }];
  if (type !== 'FLOATS') return [{ name, type, repetition_type }];
  // The three levels that the format asks of a list.
  return [
    { name, converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
  ];
}
