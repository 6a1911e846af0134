import { SaliogramError } from '@saliogram/core';

const PAGE_BYTES = 65536;
const FIRST_PAGES = 16;
const MOST_PAGES = 65536; // 4 GiB; must match the WebAssembly binaries

/** Memory for kernels, which grows in place: threads that share it see what is written, views must be taken anew. */
export function createMemory(shared: boolean): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES, shared });
}

/**
 * Makes room for `count` numbers.
 *
 * @throws `host-unsupported` when the host refuses
 */
export function growMemory(memory: WebAssembly.Memory, count: number): void {
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
