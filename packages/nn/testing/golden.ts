import { readFileSync } from 'node:fs';
import { describeHost } from '@saliogram/kernels';
import type { BackendName } from '@saliogram/kernels';
import type { Tensor } from '../src/safetensors.ts';

export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/nn/${name}`, import.meta.url), 'utf8'));
}

/** The backends to hold against golden values: the native one where it is built. */
export function goldenBackends(): BackendName[] {
  const native: BackendName[] = 'file' in describeHost().native ? ['native'] : [];
  return ['reference64', 'reference', 'wasm', ...native];
}

/** The largest difference relative to the largest expected magnitude; null stands for NaN. */
export function difference(actual: ArrayLike<number>, expected: ArrayLike<number | null>): number {
  if (actual.length !== expected.length) throw new Error(`${actual.length} values for ${expected.length}`);
  let largest = 0;
  let scale = 0;
  for (let i = 0; i < expected.length; i++) {
    const wanted = expected[i];
    if (wanted === null) {
      if (!Number.isNaN(actual[i])) return Infinity;
      continue;
    }
    if (Number.isNaN(actual[i])) return NaN;
    largest = Math.max(largest, Math.abs(actual[i] - wanted));
    scale = Math.max(scale, Math.abs(wanted));
  }
  return largest / scale;
}

/** The numbers of `scattered` in make-networks.py. */
export function scattered(count: number, limit: number): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, i) => ((((i * i * 17 + i * 1103) % 2003) - 1001) / 1001) * limit,
  );
}

/** The tensors of `fill` in make-networks.py. */
export function filled(shapes: readonly (readonly [string, readonly number[]])[]): Map<string, Tensor> {
  const sizes = shapes.map(([, shape]) => shape.reduce((product, n) => product * n, 1));
  const numbers = scattered(
    sizes.reduce((sum, size) => sum + size, 0),
    0.9,
  );
  let at = 0;
  return new Map(
    shapes.map(([name, shape], i) => {
      let values = numbers.slice(at, (at += sizes[i]));
      if (name.includes('var')) values = values.map((v) => Math.abs(v) + 0.5);
      if (name.includes('bias')) values = values.map((v) => Math.floor(v * 4096) / 4096);
      return [name, { shape, values }];
    }),
  );
}
