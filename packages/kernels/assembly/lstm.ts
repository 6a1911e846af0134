import { sigmoid, tanh } from './activations';
import { accumulateOuter, multiply } from './gemm';
import { at, fma } from './simd';

/** One step of one layer; see KernelSet.lstmForward. */
export function lstmForward(
  rows: i32,
  units: i32,
  depth: i32,
  z: i32,
  zStride: i32,
  packed: i32,
  gates: i32,
  gateStride: i32,
  cellBefore: i32,
  cellAfter: i32,
  cellStride: i32,
  hidden: i32,
  above: i32,
  aboveStride: i32,
): void {
  multiply(rows, units * 4, depth, at(z), at(zStride), at(packed), at(gates), at(gateStride));
  const width = at(units);
  for (let r = 0; r < rows; r++) {
    let g = at(gates + r * gateStride);
    let before = at(cellBefore + r * cellStride);
    let after = at(cellAfter + r * cellStride);
    let h = at(hidden + r * zStride);
    let up = above ? at(above + r * aboveStride) : h;
    const end = g + width;
    for (; g < end; g += 16, before += 16, after += 16, h += 16, up += 16) {
      const i = sigmoid(v128.load(g));
      const f = sigmoid(v128.load(g + width));
      const n = tanh(v128.load(g + width * 2));
      const o = sigmoid(v128.load(g + width * 3));
      const c = fma(f, v128.load(before), f32x4.mul(i, n));
      const y = f32x4.mul(o, tanh(c));
      v128.store(g, i);
      v128.store(g + width, f);
      v128.store(g + width * 2, n);
      v128.store(g + width * 3, o);
      v128.store(after, c);
      v128.store(h, y);
      v128.store(up, y);
    }
  }
}

/** One step of one layer backwards; see KernelSet.lstmBackward. */
export function lstmBackward(
  rows: i32,
  units: i32,
  gates: i32,
  gateStride: i32,
  cellBefore: i32,
  cellAfter: i32,
  cellStride: i32,
  dz: i32,
  dzStride: i32,
  dAbove: i32,
  dAboveStride: i32,
  dCell: i32,
  packed: i32,
  columns: i32,
): void {
  const width = at(units);
  const one = f32x4.splat(1);
  for (let r = 0; r < rows; r++) {
    let q = at(gates + r * gateStride);
    let before = at(cellBefore + r * cellStride);
    let after = at(cellAfter + r * cellStride);
    let dh = at(dz + r * dzStride);
    let dUp = dAbove ? at(dAbove + r * dAboveStride) : 0;
    let dc = at(dCell + r * cellStride);
    const end = q + width;
    for (; q < end; q += 16, before += 16, after += 16, dh += 16, dc += 16) {
      const i = v128.load(q);
      const f = v128.load(q + width);
      const n = v128.load(q + width * 2);
      const o = v128.load(q + width * 3);
      const tc = tanh(v128.load(after));
      let d = v128.load(dh);
      if (dUp) {
        d = f32x4.add(d, v128.load(dUp));
        dUp += 16;
      }
      const dTanh = f32x4.mul(d, o);
      const e = fma(dTanh, f32x4.sub(one, f32x4.mul(tc, tc)), v128.load(dc));
      const carried = f32x4.mul(e, f);
      v128.store(dc, carried);
      v128.store(q, f32x4.mul(f32x4.mul(e, n), f32x4.mul(i, f32x4.sub(one, i))));
      v128.store(q + width, f32x4.mul(f32x4.mul(carried, v128.load(before)), f32x4.sub(one, f)));
      v128.store(q + width * 2, f32x4.mul(f32x4.mul(e, i), f32x4.sub(one, f32x4.mul(n, n))));
      v128.store(q + width * 3, f32x4.mul(f32x4.mul(dTanh, tc), f32x4.sub(one, o)));
    }
  }
  multiply(rows, columns, units * 4, at(gates), at(gateStride), at(packed), at(dz), at(dzStride));
}

/** dW[depth, 4 units] += zᵀ dGates; see KernelSet.lstmWeightGradient. */
export function lstmWeightGradient(
  rows: i32,
  units: i32,
  depth: i32,
  z: i32,
  zStride: i32,
  dGates: i32,
  gateStride: i32,
  dWeights: i32,
): void {
  accumulateOuter(rows, depth, units * 4, at(z), at(zStride), at(dGates), at(gateStride), at(dWeights));
}
