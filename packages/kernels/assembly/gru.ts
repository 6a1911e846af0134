import { sigmoids, tanh } from './activations';
import { blockRows, tiledRows } from './multiply';
import { addRecurrent } from './recurrent';
import { at, fma } from './simd';

/** See KernelSet.gruStep. */
export function gruStep(
  rows: i32,
  units: i32,
  hidden: i32,
  hiddenStride: i32,
  packed: i32,
  bias: i32,
  gates: i32,
  gateStride: i32,
  output: i32,
  outputStride: i32,
  keep: i32,
): void {
  const tiled = tiledRows(rows);
  const block = blockRows(units);
  for (let r = 0; r < rows; r++) {
    memory.copy(at(gates + r * gateStride + 3 * units), at(bias), at(units));
  }
  let r = 0;
  while (r < rows) {
    const some = r < tiled ? min(block, tiled - r) : 1;
    const columns = r < tiled ? 8 : units;
    const h = at(hidden + r * hiddenStride);
    const sums = at(gates + r * gateStride);
    const out = at(output + r * outputStride);
    for (let unit = 0; unit < units; unit += columns) {
      const n = min(columns, units - unit);
      const u = at(unit);
      addRecurrent(
        3,
        some,
        n,
        unit,
        units,
        h,
        at(hiddenStride),
        at(packed),
        sums + at(units),
        at(gateStride),
      );
      activate(
        some,
        at(n),
        at(units),
        h + u,
        at(hiddenStride),
        sums + u,
        at(gateStride),
        out + u,
        at(outputStride),
      );
    }
    r += some;
  }
}

/** Stores the gates, kept or not. */
function activate(
  rows: i32,
  size: usize,
  gate: usize,
  hidden: usize,
  hiddenStride: usize,
  sums: usize,
  stride: usize,
  output: usize,
  outputStride: usize,
): void {
  sigmoids(rows, size, sums + gate, stride);
  sigmoids(rows, size, sums + gate * 2, stride);
  for (let r = 0; r < rows; r++) {
    for (let u: usize = 0; u < size; u += 16) {
      const p = sums + u;
      const n = tanh(fma(v128.load(p + gate), v128.load(p + gate * 3), v128.load(p)));
      v128.store(p, n);
      v128.store(output + u, fma(v128.load(p + gate * 2), f32x4.sub(v128.load(hidden + u), n), n));
    }
    hidden += hiddenStride;
    sums += stride;
    output += outputStride;
  }
}

/** See KernelSet.gruStepBack. */
export function gruStepBack(
  rows: i32,
  units: i32,
  hidden: i32,
  hiddenStride: i32,
  gates: i32,
  gateStride: i32,
  dHidden: i32,
  dHiddenStride: i32,
  dAbove: i32,
  dAboveStride: i32,
): void {
  const gate = at(units);
  const one = f32x4.splat(1);
  for (let r = 0; r < rows; r++) {
    const before = at(hidden + r * hiddenStride);
    const row = at(gates + r * gateStride);
    const dHere = at(dHidden + r * dHiddenStride);
    const dUp = at(dAbove + r * dAboveStride);
    for (let u: usize = 0; u < gate; u += 16) {
      const p = row + u;
      const n = v128.load(p);
      const reset = v128.load(p + gate);
      const z = v128.load(p + gate * 2);
      const q = v128.load(p + gate * 3);
      let dh = v128.load(dHere + u);
      if (dAbove) dh = f32x4.add(dh, v128.load(dUp + u));
      const carried = f32x4.mul(dh, z);
      const dn = f32x4.mul(f32x4.sub(dh, carried), f32x4.sub(one, f32x4.mul(n, n)));
      const dq = f32x4.mul(dn, reset);
      v128.store(p, dn);
      v128.store(p + gate, f32x4.mul(f32x4.mul(dq, q), f32x4.sub(one, reset)));
      v128.store(
        p + gate * 2,
        f32x4.mul(f32x4.mul(carried, f32x4.sub(v128.load(before + u), n)), f32x4.sub(one, z)),
      );
      v128.store(p + gate * 3, dq);
      v128.store(dHere + u, carried);
    }
  }
}
