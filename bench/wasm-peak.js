// The most that 128-bit WebAssembly arithmetic gives on this host in one thread: independent multiply-add chains in registers.
import asc from 'assemblyscript/asc';

const CHAINS = 10;
const names = Array.from({ length: CHAINS }, (_, i) => `a${i}`);
const SOURCE = `
export function run(n: i32, seed: f32): f32 {
  const x = f32x4.splat(seed);
  ${names.map((name, i) => `let ${name} = f32x4.splat(${i}.5);`).join('\n  ')}
  for (let i = 0; i < n; i++) {
    ${names.map((name) => `if (ASC_FEATURE_RELAXED_SIMD) ${name} = f32x4.relaxed_madd(${name}, x, x); else ${name} = f32x4.add(f32x4.mul(${name}, x), x);`).join('\n    ')}
  }
  return f32x4.extract_lane(${names.reduce((sum, name) => `f32x4.add(${sum}, ${name})`)}, 0);
}`;

const { binary, error } = await compile(true);
if (error) throw error;
const plain = await compile(false);

async function compile(relaxed) {
  const options = {
    optimizeLevel: 3,
    runtime: 'stub',
    enable: relaxed ? ['simd', 'relaxed-simd'] : ['simd'],
  };
  return asc.compileString(SOURCE, options);
}

/** FLOP/s of one thread (a multiply-add counts two); the best of many short runs, some of which other work leaves alone. */
export function peakFlops(relaxed) {
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(relaxed ? binary : plain.binary), {
    env: { abort() {} },
  }).exports;
  const n = 1e5;
  for (let i = 0; i < 50; i++) run(n, 0.5);
  let best = 0;
  for (let i = 0; i < 500; i++) {
    const start = performance.now();
    run(n, 0.5);
    best = Math.max(best, (n * CHAINS * 8) / ((performance.now() - start) / 1e3));
  }
  return best;
}
