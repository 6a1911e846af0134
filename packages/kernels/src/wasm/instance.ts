import type { KernelSet } from '../kernel-set.ts';

/** Numbers in a 128-bit vector. */
const WIDTH = 4;

/** A compiled set of kernels and the memory it works on; both can be posted to another thread. */
export interface WasmBackend {
  readonly kind: 'wasm';
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

/** The kernels over their memory, ready to call in this thread, and a view of the memory as it is now. */
export async function instantiateKernels(
  backend: WasmBackend,
): Promise<{ kernels: KernelSet; values: () => Float32Array }> {
  const { module, memory } = backend;
  const abort = (): never => {
    throw new Error('internal: a kernel aborted');
  };
  const { exports } = await WebAssembly.instantiate(module, { env: { memory, abort } });
  let view = new Float32Array(memory.buffer);
  const values = (): Float32Array => {
    // Growth, here or in another thread, makes a new buffer.
    if (view.buffer !== memory.buffer) view = new Float32Array(memory.buffer);
    return view;
  };
  return { kernels: { ...(exports as unknown as KernelSet), width: WIDTH }, values };
}
