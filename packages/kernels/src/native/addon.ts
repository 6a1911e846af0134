import { SaliogramError } from '@saliogram/core';
import type { KernelSet } from '../kernel-set.ts';

/** What native/addon.cpp exports. */
export interface NativeAddon {
  /** What both the addon and this processor have, the widest first. */
  readonly instructionSets: readonly string[];
  /** The kernels of a set over the memory of an array; `resize` tells of the memory's new length. */
  bind(set: string, values: Float32Array): KernelSet & { resize(values: Float32Array): void };
  /** The first kernel that is wrong on this processor, if one is. */
  check(set: string): string | undefined;
}

/** Loads the addon into this thread. */
export function loadAddon(file: string): NativeAddon {
  try {
    const { createRequire } = globalThis.process.getBuiltinModule('node:module');
    return createRequire(import.meta.url)(file) as NativeAddon;
  } catch (cause) {
    throw new SaliogramError(
      'host-unsupported',
      `native kernels: ${file} could not be loaded (${(cause as Error).message}); build it on this host with npm run build, or use another backend`,
      { details: { file }, cause },
    );
  }
}
