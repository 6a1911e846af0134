import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { KernelSet } from '../kernel-set.ts';
import { openNative } from './backend.ts';
import { findNative } from './find.ts';
import { nativeInstructionSets } from './instruction-sets.ts';

const native = findNative();
const file = 'file' in native ? native.file : '';
const PAGE_NUMBERS = 16384;

afterEach(() => vi.unstubAllEnvs());

function open() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
  return { memory, ...openNative({ file, memory }) };
}

/** How many arguments each kernel takes. */
const arity: Readonly<Record<Exclude<keyof KernelSet, 'width'>, number>> = {
  pack: 4,
  packTransposed: 4,
  packRecurrent: 4,
  multiply: 10,
  accumulateOuter: 8,
  accumulateRows: 5,
  lstmStep: 13,
  lstmStepBack: 13,
  gruStep: 11,
  gruStepBack: 10,
  rnnStep: 10,
  rnnStepBack: 8,
  dropout: 10,
  add: 3,
  sumOfSquares: 2,
  adam: 12,
  rmsprop: 8,
};
const names = Object.keys(arity) as (keyof typeof arity)[];

const badNumber = fc.oneof(
  fc.constantFrom<unknown>(-1, 0.5, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 32, 2 ** 53, 1e300, '8', null),
  fc.integer({ min: PAGE_NUMBERS + 1, max: 2 ** 31 }),
);
const fairNumber = fc.oneof(
  fc.constantFrom(0, 1, 4, 8, 16, 32, 64),
  fc.integer({ min: 0, max: PAGE_NUMBERS }),
);

describe.skipIf(!file)('native kernels', () => {
  it('throw a RangeError for an argument outside the memory, and nothing else', () => {
    const { kernels } = open();
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(fairNumber, { minLength: 16, maxLength: 16 }),
        fc.nat(),
        badNumber,
        (name, numbers, place, bad) => {
          // The kernels of this test's calls are cheap: what is bad is found first.
          const given: unknown[] = numbers.slice(0, arity[name]);
          // The first two arguments are always counts or offsets, whatever the kernel.
          given[place % 2] = bad;
          const call = kernels[name] as (...given: unknown[]) => unknown;
          expect(() => call(...given)).toThrow(RangeError);
          expect(() => call(...given)).toThrow(/^internal: /);
        },
      ),
      { seed: 5, numRuns: 2000 },
    );
  });

  it('survive any numbers: every call is refused or stays inside the memory', () => {
    const { kernels } = open();
    let refused = 0;
    let done = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(fc.oneof({ weight: 9, arbitrary: fairNumber }, { weight: 1, arbitrary: badNumber }), {
          minLength: 0,
          maxLength: 20,
        }),
        (name, given) => {
          try {
            (kernels[name] as (...given: unknown[]) => unknown)(...given);
            done++;
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            refused++;
          }
        },
      ),
      { seed: 7, numRuns: 20_000 },
    );
    expect(refused).toBeGreaterThan(1000);
    expect(done).toBeGreaterThan(100);
  });

  it('accept the last place of the memory, and refuse the one after it', () => {
    const { kernels, values } = open();
    const last = values().length - 16;
    values()[last + 3] = 2;
    expect(kernels.sumOfSquares(16, last)).toBe(4);
    expect(() => kernels.sumOfSquares(16, last + 1)).toThrow('internal: sumOfSquares: argument 2 is 16369');
    expect(() => kernels.sumOfSquares(15, 0)).toThrow('internal: sumOfSquares: argument 1 is 15');
    expect(() => kernels.add(16, 0, undefined as unknown as number)).toThrow(RangeError);
  });

  it('see what the memory has grown by, once asked for its values', () => {
    const { memory, kernels, values } = open();
    memory.grow(1);
    expect(() => kernels.sumOfSquares(16, PAGE_NUMBERS)).toThrow(RangeError);
    values()[PAGE_NUMBERS] = 3;
    expect(kernels.sumOfSquares(16, PAGE_NUMBERS)).toBe(9);
  });

  it('take the widest instruction set that is right, unless another is asked for', () => {
    const { offered, taken } = nativeInstructionSets(file);
    expect(taken).toBe(offered[0]);
    vi.stubEnv('SALIOGRAM_INSTRUCTION_SET', offered.at(-1)!);
    expect(nativeInstructionSets(file).taken).toBe(offered.at(-1));
    vi.stubEnv('SALIOGRAM_INSTRUCTION_SET', 'mmx');
    expect(() => nativeInstructionSets(file)).toThrow(
      expect.objectContaining({ code: 'host-unsupported', message: expect.stringContaining("'mmx'") }),
    );
    expect(findNative()).toMatchObject({ reason: expect.stringContaining('mmx') });
  });
});

describe('native kernels that cannot be used', () => {
  it('are refused with the file and a reason', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
    expect(() => openNative({ file: '/nowhere.node', memory })).toThrow(
      expect.objectContaining({
        code: 'host-unsupported',
        message: expect.stringContaining('/nowhere.node'),
      }),
    );
  });
});
