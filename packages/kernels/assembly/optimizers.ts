import { at } from './simd';

/** See KernelSet.add. */
export function add(n: i32, into: i32, from: i32): void {
  let p = at(into);
  let q = at(from);
  for (const end = p + at(n); p < end; p += 16, q += 16) {
    v128.store(p, f32x4.add(v128.load(p), v128.load(q)));
  }
}

/** See KernelSet.sumOfSquares. */
export function sumOfSquares(n: i32, values: i32): f64 {
  let p = at(values);
  let sum: f64 = 0;
  for (const end = p + at(n); p < end; p += 4) {
    const x = <f64>load<f32>(p);
    sum += x * x;
  }
  return sum;
}

/** See KernelSet.adam. */
export function adam(
  n: i32,
  parameters: i32,
  gradients: i32,
  firstMoment: i32,
  secondMoment: i32,
  gradientScale: f32,
  learningRate: f32,
  beta1: f64,
  beta2: f64,
  epsilon: f32,
  correction1: f32,
  correction2: f32,
): void {
  let p = at(parameters);
  let g = at(gradients);
  let m = at(firstMoment);
  let v = at(secondMoment);
  const rate = f32x4.splat(learningRate);
  for (const end = p + at(n); p < end; p += 16, g += 16, m += 16, v += 16) {
    const d = f32x4.mul(v128.load(g), f32x4.splat(gradientScale));
    const first = f32x4.add(
      f32x4.mul(v128.load(m), f32x4.splat(<f32>beta1)),
      f32x4.mul(d, f32x4.splat(<f32>(1 - beta1))),
    );
    const second = f32x4.add(
      f32x4.mul(v128.load(v), f32x4.splat(<f32>beta2)),
      f32x4.mul(f32x4.mul(d, d), f32x4.splat(<f32>(1 - beta2))),
    );
    v128.store(m, first);
    v128.store(v, second);
    const denominator = f32x4.add(
      f32x4.sqrt(f32x4.mul(second, f32x4.splat(correction2))),
      f32x4.splat(epsilon),
    );
    const step = f32x4.div(f32x4.mul(first, f32x4.splat(correction1)), denominator);
    v128.store(p, f32x4.sub(v128.load(p), f32x4.mul(rate, step)));
  }
}

/** See KernelSet.rmsprop. */
export function rmsprop(
  n: i32,
  parameters: i32,
  gradients: i32,
  secondMoment: i32,
  gradientScale: f32,
  learningRate: f32,
  smoothing: f64,
  epsilon: f32,
): void {
  let p = at(parameters);
  let g = at(gradients);
  let v = at(secondMoment);
  for (const end = p + at(n); p < end; p += 16, g += 16, v += 16) {
    const d = f32x4.mul(v128.load(g), f32x4.splat(gradientScale));
    const second = f32x4.add(
      f32x4.mul(v128.load(v), f32x4.splat(<f32>smoothing)),
      f32x4.mul(f32x4.mul(d, d), f32x4.splat(<f32>(1 - smoothing))),
    );
    v128.store(v, second);
    const step = f32x4.div(d, f32x4.add(f32x4.sqrt(second), f32x4.splat(epsilon)));
    v128.store(p, f32x4.sub(v128.load(p), f32x4.mul(f32x4.splat(learningRate), step)));
  }
}
