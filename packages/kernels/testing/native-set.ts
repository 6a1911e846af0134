import { openNative } from '../src/native/backend.ts';
import type { KernelSubject } from './memory-image.ts';

const PAGE = 65536;

/** The native kernels of one instruction set, over a memory that grows. */
export function openNativeSet(file: string, set: string): KernelSubject {
  const before = process.env['SALIOGRAM_INSTRUCTION_SET'];
  process.env['SALIOGRAM_INSTRUCTION_SET'] = set;
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1024, shared: true });
    const { kernels, values } = openNative({ file, memory });
    const reserve = (count: number): void => {
      const missing = Math.ceil((count * 4 - memory.buffer.byteLength) / PAGE);
      if (missing > 0) memory.grow(missing);
      values();
    };
    return { kernels, memory: { values, reserve } };
  } finally {
    if (before === undefined) delete process.env['SALIOGRAM_INSTRUCTION_SET'];
    else process.env['SALIOGRAM_INSTRUCTION_SET'] = before;
  }
}
