import { tanh } from './activations';
import { blockRows } from './multiply';
import { addRecurrent } from './recurrent';
import { at } from './simd';

/** See KernelSet.rnnStep. */
export function rnnStep(
  rows: i32,
  units: i32,
  hidden: i32,
  hiddenStride: i32,
  packed: i32,
  gates: i32,
  gateStride: i32,
  output: i32,
  outputStride: i32,
  keep: i32,
): void {
  const block = blockRows(units);
  for (let r = 0; r < rows; r += block) {
    const some = min(block, rows - r);
    const sums = at(gates + r * gateStride);
    const h = at(hidden + r * hiddenStride);
    addRecurrent(1, some, units, 0, units, h, at(hiddenStride), at(packed), sums, at(gateStride));
    activate(some, at(units), sums, at(gateStride), at(output + r * outputStride), at(outputStride), keep);
  }
}

function activate(
  rows: i32,
  size: usize,
  sums: usize,
  stride: usize,
  output: usize,
  outputStride: usize,
  keep: i32,
): void {
  for (let r = 0; r < rows; r++) {
    for (let u: usize = 0; u < size; u += 16) {
      const h = tanh(v128.load(sums + u));
      v128.store(output + u, h);
      if (keep) v128.store(sums + u, h);
    }
    sums += stride;
    output += outputStride;
  }
}

/** See KernelSet.rnnStepBack. */
export function rnnStepBack(
  rows: i32,
  units: i32,
  gates: i32,
  gateStride: i32,
  dHidden: i32,
  dHiddenStride: i32,
  dAbove: i32,
  dAboveStride: i32,
): void {
  const size = at(units);
  for (let r = 0; r < rows; r++) {
    const row = at(gates + r * gateStride);
    const dHere = at(dHidden + r * dHiddenStride);
    const dUp = at(dAbove + r * dAboveStride);
    for (let u: usize = 0; u < size; u += 16) {
      const h = v128.load(row + u);
      let dh = v128.load(dHere + u);
      if (dAbove) dh = f32x4.add(dh, v128.load(dUp + u));
      v128.store(row + u, f32x4.mul(dh, f32x4.sub(f32x4.splat(1), f32x4.mul(h, h))));
    }
  }
}
