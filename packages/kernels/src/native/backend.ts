import type { KernelSet } from '../kernel-set.ts';

/** The native kernels' file, and the memory they work on; can be posted to another thread. */
export interface NativeBackend {
  readonly kind: 'native';
  readonly file: string;
  readonly memory: WebAssembly.Memory;
}

export function findNative(): { readonly file: string } | { readonly reason: string } {
  return { reason: 'they are not built' };
}

export function openNative(_backend: NativeBackend): { kernels: KernelSet; values: () => Float32Array } {
  throw new Error('internal: no native kernels');
}
