import { Builder } from 'flatbuffers';

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
 * Format: Arrow columnar format 1.5, "Encapsulated message format", and its Schema.fbs and Message.fbs.
 */
export function arrowSchema(
  fields: readonly ArrowField[],
  metadata: Readonly<Record<string, string>> = {},
): string {
  const builder = new Builder();
  const fieldList = offsets(
    builder,
    fields.map((field) => fieldTable(builder, field)),
  );
  const pairs = Object.entries(metadata).map(([key, value]) => {
    const texts = [builder.createString(key), builder.createString(value)];
    return table(builder, 2, () => texts.forEach((text, i) => builder.addFieldOffset(i, text, 0)));
  });
  const pairList = offsets(builder, pairs);
  const schema = table(builder, 4, () => {
    builder.addFieldOffset(1, fieldList, 0);
    builder.addFieldOffset(2, pairList, 0);
  });
  const message = table(builder, 5, () => {
    builder.addFieldInt16(0, VERSION_5, 0);
    builder.addFieldInt8(1, SCHEMA_HEADER, 0);
    builder.addFieldOffset(2, schema, 0);
  });
  builder.finish(message);
  return encapsulated(builder.asUint8Array());
}

/** A message behind its mark and its length, padded to 8 bytes, as base64. */
function encapsulated(message: Uint8Array): string {
  const padded = Math.ceil(message.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xffffffff, true);
  view.setInt32(4, padded, true);
  bytes.set(message, 8);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fieldTable(builder: Builder, { name, nullable, type }: ArrowField): number {
  const element =
    typeof type === 'object'
      ? [field(builder, 'element', false, TYPES.float, floatType(builder, SINGLE), [])]
      : [];
  switch (type) {
    case 'utf8':
      return field(builder, name, nullable, TYPES.utf8, table(builder, 0), element);
    case 'bool':
      return field(builder, name, nullable, TYPES.bool, table(builder, 0), element);
    case 'int32':
      return field(builder, name, nullable, TYPES.int, integerType(builder), element);
    case 'double':
      return field(builder, name, nullable, TYPES.float, floatType(builder, DOUBLE), element);
    default: {
      const list = table(builder, 1, () => builder.addFieldInt32(0, type.floats, 0));
      return field(builder, name, nullable, TYPES.fixedSizeList, list, element);
    }
  }
}

/** A Field table of Schema.fbs, of a type that is there already. */
function field(
  builder: Builder,
  name: string,
  nullable: boolean,
  typeNumber: number,
  type: number,
  children: readonly number[],
): number {
  const text = builder.createString(name);
  const list = offsets(builder, children);
  return table(builder, 7, () => {
    builder.addFieldOffset(0, text, 0);
    builder.addFieldInt8(1, nullable ? 1 : 0, 0);
    builder.addFieldInt8(2, typeNumber, 0);
    builder.addFieldOffset(3, type, 0);
    builder.addFieldOffset(5, list, 0);
  });
}

const integerType = (builder: Builder): number =>
  table(builder, 2, () => {
    builder.addFieldInt32(0, 32, 0);
    builder.addFieldInt8(1, 1, 0);
  });

const floatType = (builder: Builder, precision: number): number =>
  table(builder, 1, () => builder.addFieldInt16(0, precision, 0));

function table(builder: Builder, fields: number, fill: () => void = () => undefined): number {
  builder.startObject(fields);
  fill();
  return builder.endObject();
}

/** A vector of what was written before. */
function offsets(builder: Builder, places: readonly number[]): number {
  builder.startVector(4, places.length, 4);
  for (const place of places.toReversed()) builder.addOffset(place);
  return builder.endVector();
}
