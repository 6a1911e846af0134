import { SaliogramError } from '@saliogram/core';
import type { KernelMemory, KernelSet } from '../kernel-set.ts';
import { plainLocal, plainShared, relaxedLocal, relaxedShared } from './binary.generated.ts';

const PAGE_BYTES = 65536;
const FIRST_PAGES = 16;
const MOST_PAGES = 65536; // 4 GiB; must match the binaries

/** A compiled set of kernels and the memory it works on; both can be posted to another thread. */
export interface WasmBackend {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

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
    module: await WebAssembly.compile(decode(binary)),
    memory: new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES, shared }),
  };
}

/** The kernels over their memory, ready to call in this thread. */
export async function instantiateKernels(
  backend: WasmBackend,
): Promise<{ kernels: KernelSet; memory: KernelMemory }> {
  const abort = (): never => {
    throw new Error('internal: a kernel aborted');
  };
  const { exports } = await WebAssembly.instantiate(backend.module, {
    env: { memory: backend.memory, abort },
  });
  return { kernels: exports as unknown as KernelSet, memory: wasmMemory(backend.memory) };
}

function wasmMemory(memory: WebAssembly.Memory): KernelMemory {
  let values = new Float32Array(memory.buffer);
  const view = (): Float32Array => {
    // Growth, here or in another thread, makes a new buffer.
    if (values.buffer !== memory.buffer) values = new Float32Array(memory.buffer);
    return values;
  };
  return {
    values: view,
    reserve(count) {
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
    },
  };
}
