import { at, fma, sumOfLanes } from './simd';

/** y = x Wᵀ + b; see KernelSet.linearForward. */
export function linearForward(
  rows: i32,
  inputs: i32,
  outputs: i32,
  x: i32,
  xStride: i32,
  weights: i32,
  bias: i32,
  y: i32,
  yStride: i32,
): void {
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < outputs; k++) {
      let p = at(x + r * xStride);
      let w = at(weights + k * inputs);
      const end = p + at(inputs);
      let sum = f32x4.splat(0);
      for (; p < end; p += 16, w += 16) sum = fma(v128.load(p), v128.load(w), sum);
      store<f32>(at(y + r * yStride + k), load<f32>(at(bias + k)) + sumOfLanes(sum));
    }
  }
}

/** dx = dy W, and dW += dyᵀ x, db += sum of dy unless dWeights is 0; see KernelSet.linearBackward. */
export function linearBackward(
  rows: i32,
  inputs: i32,
  outputs: i32,
  x: i32,
  xStride: i32,
  weights: i32,
  dy: i32,
  dx: i32,
  dxStride: i32,
  dWeights: i32,
  dBias: i32,
): void {
  for (let r = 0; r < rows; r++) {
    for (let u = 0; u < inputs; u += 4) {
      const h = v128.load(at(x + r * xStride + u));
      let sum = f32x4.splat(0);
      for (let k = 0; k < outputs; k++) {
        const d = v128.load32_splat(at(dy + r * outputs + k));
        sum = fma(d, v128.load(at(weights + k * inputs + u)), sum);
        if (dWeights) {
          const dw = at(dWeights + k * inputs + u);
          v128.store(dw, fma(d, h, v128.load(dw)));
        }
      }
      v128.store(at(dx + r * dxStride + u), sum);
    }
    if (!dWeights) continue;
    for (let k = 0; k < outputs; k++) {
      const db = at(dBias + k);
      store<f32>(db, load<f32>(db) + load<f32>(at(dy + r * outputs + k)));
    }
  }
}
