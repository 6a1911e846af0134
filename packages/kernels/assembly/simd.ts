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

/** The sum of the four numbers of `a`. */
// @ts-ignore: decorator
@inline
export function sumOfLanes(a: v128): f32 {
  return (
    f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1) + (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3))
  );
}
