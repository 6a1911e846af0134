/** The byte address of element `offset`: the kernels count numbers, WebAssembly counts bytes. */
// @ts-ignore: decorator
@inline
export function at(offset: i32): usize {
  return (<usize>offset) << 2;
}

/** a * b + c, fused where the build has relaxed SIMD. */
// @ts-ignore: decorator
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}
