import type { KernelSet } from './kernel-set.ts';
import type { NativeBackend } from './native/backend.ts';
import { instantiateKernels } from './wasm/instance.ts';
import type { WasmBackend } from './wasm/instance.ts';

/** A backend whose memory threads can share; plain data and shareable objects that can be posted. */
export type SharedBackend = WasmBackend | NativeBackend;

/** The kernels in this thread, and a view of the memory as it is now. */
export async function openBackend(
  backend: SharedBackend,
): Promise<{ kernels: KernelSet; values: () => Float32Array }> {
  if (backend.kind !== 'native') return instantiateKernels(backend);
  // Only where it is wanted: it imports another package, which a page's threads cannot find.
  const { openNative } = await import('./native/backend.ts');
  return openNative(backend);
}
