import { SaliogramError } from '@saliogram/core';
import { loadAddon } from './addon.ts';
import type { NativeAddon } from './addon.ts';

/** The instruction sets of the native kernels on this processor. */
export interface NativeInstructionSets {
  /** What the kernels are built for and this processor has, the widest first. */
  readonly offered: readonly string[];
  /** The one that is used: the first that computes rightly, or what SALIOGRAM_INSTRUCTION_SET asks for. */
  readonly taken: string;
  /** Those before it, each with the first kernel that was wrong. */
  readonly rejected: readonly { readonly name: string; readonly kernel: string }[];
}

/** What this processor offers the native kernels in `file`, and which set is taken. */
export function nativeInstructionSets(file: string): NativeInstructionSets {
  return chooseInstructionSet(loadAddon(file));
}

/** The choice among the sets of an addon. */
export function chooseInstructionSet(addon: NativeAddon): NativeInstructionSets {
  const offered = addon.instructionSets;
  const wanted = globalThis.process?.env['SALIOGRAM_INSTRUCTION_SET'];
  if (wanted && !offered.includes(wanted)) {
    throw new SaliogramError(
      'host-unsupported',
      `SALIOGRAM_INSTRUCTION_SET: found '${wanted}', expected one of ${offered.join(', ')}, which this processor offers`,
      { details: { wanted, offered } },
    );
  }
  const rejected: { name: string; kernel: string }[] = [];
  for (const name of wanted ? [wanted] : offered) {
    const kernel = addon.check(name);
    if (kernel === undefined) return { offered, taken: name, rejected };
    rejected.push({ name, kernel });
  }
  throw new SaliogramError(
    'host-unsupported',
    `native kernels: on this processor ${rejected.map(({ name, kernel }) => `${kernel} of ${name}`).join(', ')} computes wrongly; use another backend`,
    { details: { rejected } },
  );
}
