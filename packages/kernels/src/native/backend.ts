import type { KernelSet } from '../kernel-set.ts';
import { loadAddon } from './addon.ts';
import { chooseInstructionSet } from './instruction-sets.ts';

/** The native kernels' file, and the memory they work on; can be posted to another thread. */
export interface NativeBackend {
  readonly kind: 'native';
  readonly file: string;
  readonly memory: WebAssembly.Memory;
}

/**
 * The native kernels in this thread. `values` gives the memory as it is now; after the memory has grown it must be called
 * before kernels may work on what is new.
 */
export function openNative({ file, memory }: Pick<NativeBackend, 'file' | 'memory'>): {
  kernels: KernelSet;
  values: () => Float32Array;
} {
  const addon = loadAddon(file);
  let values = new Float32Array(memory.buffer);
  const kernels = addon.bind(chooseInstructionSet(addon).taken, values);
  return {
    kernels,
    values: () => {
      if (values.buffer !== memory.buffer) {
        values = new Float32Array(memory.buffer);
        kernels.resize(values);
      }
      return values;
    },
  };
}
