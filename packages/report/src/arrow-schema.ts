import { flatBuffer, scalar, table, text, vector } from './flat-buffer.ts';
import type { Table } from './flat-buffer.ts';

/** A column of a table as Arrow knows it. */
export interface ArrowField {
  readonly name: string;
  readonly nullable: boolean;
  /** `{ floats }` is a list of that many floats of 32 bits. */
  readonly type: 'utf8' | 'int32' | 'double' | 'bool' | { readonly floats: number };
}

/** Numbers of the union of types, of the message headers and of the version in Arrow's Schema.fbs and Message.fbs. */
const TYPES = { int: 2, float: 3, utf8: 5, bool: 6, fixedSizeList: 16 } as const;
const SCHEMA_HEADER = 1;
const VERSION_5 = 4;
const SINGLE = 1;
const DOUBLE = 2;

/**
 * A schema as Parquet files carry it under `ARROW:schema`: the base64 text of an encapsulated IPC message, by which
 * readers that know Arrow give lists of one length as such.
 *
 * @param metadata those readers take it from here, and not from the file
 *
 * Format: Arrow columnar format 1.5, "Encapsulated message format", and its Schema.fbs; FlatBuffers internals.
 */
export function arrowSchema(
  fields: readonly ArrowField[],
  metadata: Readonly<Record<string, string>> = {},
): string {
  const pairs = Object.entries(metadata).map(([key, value]): Table => [text(key), text(value)]);
  const schema: Table = [null, vector(fields.map(fieldTable)), vector(pairs)];
  const message: Table = [scalar('short', VERSION_5), scalar('byte', SCHEMA_HEADER), table(schema)];
  const body = flatBuffer(message);
  const padded = Math.ceil(body.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xffffffff, true);
  view.setInt32(4, padded, true);
  bytes.set(body, 8);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fieldTable({ name, nullable, type }: ArrowField): Table {
  const [id, own, children] = typeTable(type);
  return [
    text(name),
    scalar('byte', nullable ? 1 : 0),
    scalar('byte', id),
    table(own),
    null,
    vector(children),
  ];
}

function typeTable(type: ArrowField['type']): [id: number, own: Table, children: readonly Table[]] {
  switch (type) {
    case 'utf8':
      return [TYPES.utf8, [], []];
    case 'bool':
      return [TYPES.bool, [], []];
    case 'int32':
      return [TYPES.int, [scalar('int', 32), scalar('byte', 1)], []];
    case 'double':
      return [TYPES.float, [scalar('short', DOUBLE)], []];
    default: {
      const element: Table = [
        text('element'),
        scalar('byte', 0),
        scalar('byte', TYPES.float),
        table([scalar('short', SINGLE)]),
        null,
        vector([]),
      ];
      return [TYPES.fixedSizeList, [scalar('int', type.floats)], [element]];
    }
  }
}
