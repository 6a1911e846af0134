/** Bits of a stream, highest first; the bytes grow as they are needed. */
export class BitWriter {
  private bytes = new Uint8Array(1 << 12);
  private length = 0;
  private rest = 0;
  private restBits = 0;

  /** Whole bytes written. */
  get size(): number {
    return this.length;
  }

  /** The low `bits` of a number, up to 24 of them. */
  write(value: number, bits: number): void {
    this.rest = (this.rest << bits) | (value & (2 ** bits - 1));
    this.restBits += bits;
    while (this.restBits >= 8) {
      if (this.length === this.bytes.length) this.grow();
      this.restBits -= 8;
      this.bytes[this.length++] = this.rest >> this.restBits;
      this.rest &= (1 << this.restBits) - 1;
    }
  }

  /** The low `bits` of a number, up to 32 of them. */
  writeLong(value: number, bits: number): void {
    if (bits > 16) this.write(value >> 16, bits - 16);
    this.write(value, Math.min(bits, 16));
  }

  /** Signed numbers in Rice code. */
  rice(values: Int32Array, from: number, to: number, parameter: number): void {
    for (let i = from; i < to; i++) {
      const value = ((values[i] << 1) ^ (values[i] >> 31)) >>> 0;
      let quotient = value >>> parameter;
      for (; quotient >= 16; quotient -= 16) this.write(0, 16);
      this.write(1, quotient + 1);
      if (parameter > 0) this.writeLong(value, parameter);
    }
  }

  /** Zeros up to a whole byte. */
  align(): void {
    if (this.restBits > 0) this.write(0, 8 - this.restBits);
  }

  /** What was written, in whole bytes; shared with the writer. */
  written(from = 0): Uint8Array {
    return this.bytes.subarray(from, this.length);
  }

  private grow(): void {
    const bytes = new Uint8Array(2 * this.bytes.length);
    bytes.set(this.bytes);
    this.bytes = bytes;
  }
}
