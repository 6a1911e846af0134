// The most arithmetic that this host does, to set the engine's against.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { peakFlops } from './wasm-peak.js';

const SOURCE = fileURLToPath(new URL('fma-peak.cpp', import.meta.url));

/**
 * GFLOP/s of multiply-adds by threads: with the widest vectors and with 128 bits, by a compiled program, or, without a
 * compiler, 128 bits only, as WebAssembly does them in one thread.
 */
export function peaks(threads, relaxedSimd) {
  const folder = mkdtempSync(join(tmpdir(), 'fma-peak-'));
  const program = join(folder, 'fma-peak');
  try {
    const compiler = process.env.CXX ?? 'c++';
    const options = ['-O2', '-ffp-contract=fast', '-std=c++17', '-pthread', SOURCE, '-o', program];
    execFileSync(compiler, options, { stdio: 'ignore' });
    return Object.fromEntries(
      threads.map((n) => [n, JSON.parse(execFileSync(program, [String(n)], { encoding: 'utf8' }))]),
    );
  } catch (error) {
    const one = peakFlops(relaxedSimd) / 1e9;
    const note = `no C++ compiler (${error.code ?? error.message}): WebAssembly's peak in one thread, times threads`;
    return Object.fromEntries(threads.map((n) => [n, { widest: 0, bits128: one * n, note }]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
