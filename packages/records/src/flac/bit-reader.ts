/** What a frame is not: cut by the end of the bytes at hand, or against the format at a byte. */
export class FrameFault extends Error {
  readonly offset: number;
  readonly isShort: boolean;

  constructor(offset: number, found: string, isShort = false) {
    super(found);
    this.offset = offset;
    this.isShort = isShort;
  }
}

/** Bits of a stream, highest first; after the last byte there must be 8 bytes of padding, which are never returned. */
export class BitReader {
  readonly bytes: Uint8Array;
  /** Bits before the next one. */
  position: number;
  private readonly limit: number;

  /** @param length bytes before the padding */
  constructor(bytes: Uint8Array, at: number, length: number) {
    this.bytes = bytes;
    this.position = 8 * at;
    this.limit = 8 * length;
  }

  /** The byte the next bit is in. */
  get offset(): number {
    return this.position >> 3;
  }

  /** An unsigned number of up to 25 bits. */
  small(bits: number): number {
    const { bytes, position } = this;
    const at = position >> 3;
    const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    this.position = position + bits;
    if (this.position > this.limit) throw new FrameFault(this.limit >> 3, 'the end of the bytes', true);
    return bits === 0 ? 0 : (word << (position & 7)) >>> (32 - bits);
  }

  /** A signed number of up to 32 bits. */
  signed(bits: number): number {
    if (bits <= 25) return (this.small(bits) << (32 - bits)) >> (32 - bits);
    const high = this.small(bits - 16);
    return (((high << 16) | this.small(16)) << (32 - bits)) >> (32 - bits);
  }

  /** How many zeros stand before the next one bit, which is passed too. */
  zeros(): number {
    let count = 0;
    while (this.small(1) === 0) count++;
    return count;
  }

  /**
   * Numbers in Rice code: a quotient in zeros ended by a one, `parameter` low bits, the sign in the lowest bit.
   *
   * @param parameter up to 30
   */
  rice(parameter: number, samples: Int32Array, from: number, to: number): void {
    const { bytes, limit } = this;
    let { position } = this;
    for (let i = from; i < to; i++) {
      let at = position >> 3;
      let word =
        ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) << (position & 7);
      let quotient = Math.clz32(word);
      // Of the word 25 bits are sure to be of the stream.
      if (quotient + parameter < 25) {
        const low = parameter === 0 ? 0 : (word << (quotient + 1)) >>> (32 - parameter);
        const value = (quotient << parameter) | low;
        samples[i] = (value >>> 1) ^ -(value & 1);
        position += quotient + 1 + parameter;
        continue;
      }
      quotient = 0;
      while (word >>> 8 === 0) {
        // Twenty-four zeros, the last eight bits perhaps not of the stream.
        quotient += 24;
        position += 24;
        if (position > limit) throw new FrameFault(limit >> 3, 'the end of the bytes', true);
        at = position >> 3;
        word =
          ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) <<
          (position & 7);
      }
      const more = Math.clz32(word);
      this.position = position + more + 1;
      const high = parameter > 16 ? this.small(parameter - 16) : 0;
      const low = high * 65536 + this.small(Math.min(parameter, 16));
      const value = ((quotient + more) * 2 ** parameter + low) | 0;
      samples[i] = (value >>> 1) ^ -(value & 1);
      position = this.position;
    }
    this.position = position;
    if (position > limit) throw new FrameFault(limit >> 3, 'the end of the bytes', true);
  }
}
