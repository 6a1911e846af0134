import { sigmoids, tanh, tanhs } from './activations';
import { blockRows, tiledRows } from './multiply';
import { addRecurrent } from './recurrent';
import { at, fma } from './simd';

/** See KernelSet.lstmStep. */
export function lstmStep(
  rows: i32,
  units: i32,
  hidden: i32,
  hiddenStride: i32,
  packed: i32,
  gates: i32,
  gateStride: i32,
  cellBefore: i32,
  cellAfter: i32,
  cellStride: i32,
  output: i32,
  outputStride: i32,
  keep: i32,
): void {
  const tiled = tiledRows(rows);
  const block = blockRows(units);
  let r = 0;
  while (r < rows) {
    // Tiles take 8 units of all gates at a time, so that the sums are activated while in the first cache.
    const some = r < tiled ? min(block, tiled - r) : 1;
    const columns = r < tiled ? 8 : units;
    const h = at(hidden + r * hiddenStride);
    const sums = at(gates + r * gateStride);
    const before = at(cellBefore + r * cellStride);
    const after = at(cellAfter + r * cellStride);
    const out = at(output + r * outputStride);
    for (let unit = 0; unit < units; unit += columns) {
      const n = min(columns, units - unit);
      const u = at(unit);
      addRecurrent(4, some, n, unit, units, h, at(hiddenStride), at(packed), sums, at(gateStride));
      activate(
        some,
        at(n),
        at(units),
        sums + u,
        at(gateStride),
        before + u,
        after + u,
        at(cellStride),
        out + u,
        at(outputStride),
      );
    }
    r += some;
  }
}

/** Stores the gates, kept or not: sweep by sweep, constants and intermediates fit into the registers. */
function activate(
  rows: i32,
  size: usize,
  gate: usize,
  sums: usize,
  stride: usize,
  before: usize,
  after: usize,
  cellStride: usize,
  output: usize,
  outputStride: usize,
): void {
  sigmoids(rows, size, sums, stride);
  sigmoids(rows, size, sums + gate, stride);
  tanhs(rows, size, sums + gate * 2, stride);
  sigmoids(rows, size, sums + gate * 3, stride);
  for (let r = 0; r < rows; r++) {
    for (let u: usize = 0; u < size; u += 16) {
      const p = sums + u;
      const ig = f32x4.mul(v128.load(p), v128.load(p + gate * 2));
      const c = fma(v128.load(p + gate), v128.load(before + u), ig);
      v128.store(after + u, c);
      v128.store(output + u, f32x4.mul(v128.load(p + gate * 3), tanh(c)));
    }
    sums += stride;
    before += cellStride;
    after += cellStride;
    output += outputStride;
  }
}

/** See KernelSet.lstmStepBack. */
export function lstmStepBack(
  rows: i32,
  units: i32,
  gates: i32,
  gateStride: i32,
  cellBefore: i32,
  cellAfter: i32,
  cellStride: i32,
  dHidden: i32,
  dHiddenStride: i32,
  dAbove: i32,
  dAboveStride: i32,
  dCell: i32,
  dCellStride: i32,
): void {
  const gate = at(units);
  const one = f32x4.splat(1);
  for (let r = 0; r < rows; r++) {
    const row = at(gates + r * gateStride);
    const before = at(cellBefore + r * cellStride);
    const after = at(cellAfter + r * cellStride);
    const dHere = at(dHidden + r * dHiddenStride);
    const dUp = at(dAbove + r * dAboveStride);
    const dRow = at(dCell + r * dCellStride);
    for (let u: usize = 0; u < gate; u += 16) {
      const p = row + u;
      const i = v128.load(p);
      const f = v128.load(p + gate);
      const g = v128.load(p + gate * 2);
      const o = v128.load(p + gate * 3);
      const tanhC = tanh(v128.load(after + u));
      let dh = v128.load(dHere + u);
      if (dAbove) dh = f32x4.add(dh, v128.load(dUp + u));
      const dTanh = f32x4.mul(dh, o);
      const dc = fma(dTanh, f32x4.sub(one, f32x4.mul(tanhC, tanhC)), v128.load(dRow + u));
      const carried = f32x4.mul(dc, f);
      v128.store(dRow + u, carried);
      v128.store(p, f32x4.mul(f32x4.mul(dc, g), f32x4.mul(i, f32x4.sub(one, i))));
      v128.store(p + gate, f32x4.mul(f32x4.mul(carried, v128.load(before + u)), f32x4.sub(one, f)));
      v128.store(p + gate * 2, f32x4.mul(f32x4.mul(dc, i), f32x4.sub(one, f32x4.mul(g, g))));
      v128.store(p + gate * 3, f32x4.mul(f32x4.mul(dTanh, tanhC), f32x4.sub(one, o)));
    }
  }
}
