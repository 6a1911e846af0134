import type { KernelSet } from './kernel-set.ts';
import { openNative } from './native/backend.ts';
import type { NativeBackend } from './native/backend.ts';
import { instantiateKernels } from './wasm/instance.ts';
import type { WasmBackend } from './wasm/instance.ts';

/** A backend whose memory threads can share; plain data and shareable objects that can be posted. */
export type SharedBackend = WasmBackend | NativeBackend;

/** The kernels in this thread, and a view of the memory as it is now. */
export async function openBackend(
  backend: SharedBackend,
): Promise<{ kernels: KernelSet; values: () => Float32Array }> {
  return backend.kind === 'native' ? openNative(backend) : instantiateKernels(backend);
}
