/** A table of the FlatBuffers format: its fields by id, absent ones having their defaults. */
export type Table = readonly (Slot | null)[];
type Slot =
  | { readonly kind: 'byte' | 'short' | 'int'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'table'; readonly value: Table }
  | { readonly kind: 'vector'; readonly value: readonly Table[] };

export const scalar = (kind: 'byte' | 'short' | 'int', value: number): Slot => ({ kind, value });
export const text = (value: string): Slot => ({ kind: 'text', value });
export const table = (value: Table): Slot => ({ kind: 'table', value });
export const vector = (value: readonly Table[]): Slot => ({ kind: 'vector', value });
/** Bytes in a table; what is no number is there as an offset. */
const SIZES = { byte: 1, short: 2, int: 4, text: 4, table: 4, vector: 4 } as const;

/**
 * A table with all that it refers to, everything behind what refers to it.
 *
 * Format: FlatBuffers internals, https://flatbuffers.dev/internals/
 */
export function flatBuffer(root: Table): Uint8Array {
  const writer = new Writer();
  writer.put(0, 4, 0);
  writer.put(0, 4, writer.table(root));
  return Uint8Array.from(writer.bytes);
}

class Writer {
  readonly bytes: number[] = [];

  /** A little-endian number of `size` bytes. */
  put(at: number, size: number, value: number): void {
    for (let i = 0; i < size; i++) this.bytes[at + i] = (value >> (8 * i)) & 0xff;
  }

  /** Writes a table behind its vtable, and all that it refers to behind both; returns its place. */
  table(slots: Table): number {
    const { places, size } = layoutOf(slots);
    this.align(4);
    const vtable = this.bytes.length;
    // Its own size, that of the table, and where in the table each field is.
    for (const value of [4 + 2 * slots.length, size, ...places]) this.append(2, value);
    this.align(4);
    const start = this.bytes.length;
    this.append(4, start - vtable);
    while (this.bytes.length < start + size) this.bytes.push(0);
    slots.forEach((slot, i) => slot && this.slot(start + places[i], slot));
    return start;
  }

  /** What is no number comes behind the table; in its place stands how far. */
  private slot(at: number, slot: Slot): void {
    if (slot.kind === 'table') {
      this.put(at, 4, this.table(slot.value) - at);
    } else if (slot.kind === 'text' || slot.kind === 'vector') {
      this.align(4);
      this.put(at, 4, this.bytes.length - at);
      if (slot.kind === 'text') this.text(slot.value);
      else this.vector(slot.value);
    } else {
      this.put(at, SIZES[slot.kind], slot.value);
    }
  }

  private text(value: string): void {
    const letters = new TextEncoder().encode(value);
    this.append(4, letters.length);
    this.bytes.push(...letters, 0);
  }

  private vector(tables: readonly Table[]): void {
    this.append(4, tables.length);
    const first = this.bytes.length;
    for (let i = 0; i < tables.length; i++) this.append(4, 0);
    tables.forEach((each, i) => this.put(first + 4 * i, 4, this.table(each) - (first + 4 * i)));
  }

  private append(size: number, value: number): void {
    this.put(this.bytes.length, size, value);
  }

  private align(to: number): void {
    while (this.bytes.length % to !== 0) this.bytes.push(0);
  }
}

/** Where each field of a table is in it, 0 for one with its default, and the size of the table. */
function layoutOf(slots: Table): { readonly places: readonly number[]; readonly size: number } {
  let size = 4;
  const places = slots.map((slot) => {
    if (slot === null) return 0;
    const own = SIZES[slot.kind];
    const place = Math.ceil(size / own) * own;
    size = place + own;
    return place;
  });
  return { places, size };
}
