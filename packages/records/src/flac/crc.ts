/** The remainders of a byte by a polynomial of `bits` bits, highest first. */
function table(bits: 8 | 16, polynomial: number): Uint16Array {
  const top = 1 << (bits - 1);
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let rest = byte << (bits - 8);
    for (let i = 0; i < 8; i++) rest = rest & top ? (rest << 1) ^ polynomial : rest << 1;
    return rest;
  });
}

const CRC_8 = table(8, 0x07);
const CRC_16 = table(16, 0x8005);

/** The check sum of a frame's header (x^8 + x^2 + x + 1). */
export function crc8(bytes: Uint8Array, from: number, to: number): number {
  let rest = 0;
  for (let i = from; i < to; i++) rest = CRC_8[rest ^ bytes[i]] & 0xff;
  return rest;
}

/** The check sum of a frame (x^16 + x^15 + x^2 + 1). */
export function crc16(bytes: Uint8Array, from: number, to: number): number {
  let rest = 0;
  for (let i = from; i < to; i++) rest = ((rest << 8) ^ CRC_16[(rest >> 8) ^ bytes[i]]) & 0xffff;
  return rest;
}
