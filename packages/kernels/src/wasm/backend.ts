import { SaliogramError } from '@saliogram/core';
import type { KernelMemory, KernelSet } from '../kernel-set.ts';
import { plainLocal, plainShared, relaxedLocal, relaxedShared } from './binary.generated.ts';
import { instantiateKernels } from './instance.ts';
import type { WasmBackend } from './instance.ts';

const PAGE_BYTES = 65536;
const FIRST_PAGES = 16;
const MOST_PAGES = 65536; // 4 GiB; must match the binaries

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Node 20 has relaxed SIMD behind a flag that may still be set at run time. */
function allowRelaxedSimd(): void {
  globalThis.process?.getBuiltinModule?.('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd');
}

/** Whether this host has fused multiply-add in WebAssembly (relaxed SIMD). */
export function hasRelaxedSimd(): boolean {
  const binary = decode(relaxedLocal);
  if (WebAssembly.validate(binary)) return true;
  try {
    allowRelaxedSimd();
  } catch {
    return false;
  }
  return WebAssembly.validate(binary);
}

/** Whether this host has 128-bit SIMD in WebAssembly at all. */
export function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(decode(plainLocal));
}

/** Compiles the kernels, with fused multiply-add or without, for memory that threads share or one thread's own. */
export async function compileKernels(relaxed: boolean, shared: boolean): Promise<WasmBackend> {
  const binary = shared ? (relaxed ? relaxedShared : plainShared) : relaxed ? relaxedLocal : plainLocal;
  return {
    kind: 'wasm',
    module: await WebAssembly.compile(decode(binary)),
    memory: new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES, shared }),
  };
}

/** The kernels in this thread, and their memory, which this thread may grow. */
export async function openKernels(
  backend: WasmBackend,
): Promise<{ kernels: KernelSet; memory: KernelMemory }> {
  const { kernels, values } = await instantiateKernels(backend);
  return { kernels, memory: { values, reserve: (count) => grow(backend.memory, count) } };
}

function grow(memory: WebAssembly.Memory, count: number): void {
  const missing = Math.ceil((count * 4 - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch (cause) {
    throw new SaliogramError(
      'host-unsupported',
      `kernels: the host refused ${Math.ceil((count * 4) / 2 ** 20)} MiB of memory; use fewer threads, a smaller micro-batch or shorter sequences`,
      { details: { bytes: count * 4 }, cause },
    );
  }
}
