import { at } from './simd';

// @ts-ignore: decorator
@inline
function scramble(word: u32): u32 {
  word = (word ^ (word >> 16)) * 0x21f0aaad;
  word = (word ^ (word >> 15)) * 0x735a2d97;
  return word ^ (word >> 15);
}

/** See KernelSet.dropout. */
export function dropout(
  rows: i32,
  units: i32,
  from: i32,
  fromStride: i32,
  to: i32,
  toStride: i32,
  key: u32,
  firstSequence: u32,
  threshold: u32,
  scale: f32,
): void {
  const multiplier1 = i32x4.splat(0x21f0aaad);
  const multiplier2 = i32x4.splat(0x735a2d97);
  const limit = i32x4.splat(threshold);
  const kept = f32x4.splat(scale);
  const four = i32x4.splat(4);
  for (let r = 0; r < rows; r++) {
    let p = at(from + r * fromStride);
    let q = at(to + r * toStride);
    const end = p + at(units);
    let counter = i32x4.add(i32x4.splat(scramble(key ^ scramble(firstSequence + r))), i32x4(0, 1, 2, 3));
    for (; p < end; p += 16, q += 16, counter = i32x4.add(counter, four)) {
      let word = i32x4.mul(v128.xor(counter, i32x4.shr_u(counter, 16)), multiplier1);
      word = i32x4.mul(v128.xor(word, i32x4.shr_u(word, 15)), multiplier2);
      word = v128.xor(word, i32x4.shr_u(word, 15));
      v128.store(q, v128.and(f32x4.mul(v128.load(p), kept), i32x4.ge_u(word, limit)));
    }
  }
}
