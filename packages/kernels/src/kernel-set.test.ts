import { createRandom } from '@saliogram/core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { rowProblems, wholeProblems } from '../testing/kernel-problems.ts';
import type { Sizes } from '../testing/kernel-problems.ts';
import { MemoryImage } from '../testing/memory-image.ts';
import type { KernelSubject } from '../testing/memory-image.ts';
import { referenceBackend } from './reference/backend.ts';
import { openNativeSet } from '../testing/native-set.ts';
import { findNative } from './native/find.ts';
import { nativeInstructionSets } from './native/instruction-sets.ts';
import { compileKernels, hasRelaxedSimd, hasSimd, openKernels } from './wasm/backend.ts';

interface Opener {
  readonly name: string;
  readonly available: boolean;
  readonly open: () => Promise<KernelSubject>;
}

const openers: Opener[] = [
  { name: 'wasm', available: hasRelaxedSimd(), open: () => openWasm(true) },
  { name: 'wasm-plain', available: hasSimd(), open: () => openWasm(false) },
  ...nativeOpeners(),
];

/** Every instruction set that this processor offers; one that is skipped where there are no native kernels. */
function nativeOpeners(): Opener[] {
  const native = findNative();
  if ('reason' in native) {
    const open = () => Promise.reject(new Error(native.reason));
    return [{ name: `native (${native.reason})`, available: false, open }];
  }
  return nativeInstructionSets(native.file).offered.map((set) => ({
    name: `native ${set}`,
    available: true,
    open: async () => openNativeSet(native.file, set),
  }));
}

const openWasm = async (relaxed: boolean) => openKernels(await compileKernels(relaxed, false));

const oracle = referenceBackend(64);
const settings = { seed: 3, numRuns: 16 };

/** Sizes for a backend of this width, small ones and those with a tail being the likelier. */
const sizesFor = (width: number, deepest = 300): fc.Arbitrary<Sizes & { seed: number }> =>
  fc.record({
    rows: fc.integer({ min: 1, max: 70 }),
    units: fc.integer({ min: 1, max: Math.floor(136 / width) }).map((vectors) => vectors * width),
    depth: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: deepest })),
    gap: fc.integer({ min: 0, max: 19 }),
    shift: fc.integer({ min: 0, max: 3 }),
    flag: fc.boolean(),
    other: fc.boolean(),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  });

function worst(actual: readonly number[], expected: readonly number[]): number {
  // A NaN fails too.
  return expected.reduce((most, value, i) => {
    const error = Math.abs(actual[i] - value);
    return error <= most ? most : error;
  }, 0);
}

// Single precision: sums of up to 300 terms, gates that sum up to about 8, activations within 1.5e-7.
const TOLERANCE = 1e-5;

describe.each(openers)('kernels of $name', ({ available, open }) => {
  describe.skipIf(!available)('on this host', () => {
    let subject: KernelSubject;
    beforeAll(async () => void (subject = await open()));

    it.each(Object.entries({ ...rowProblems, ...wholeProblems }))(
      '%s is as its definition says',
      (_, make) => {
        fc.assert(
          fc.property(sizesFor(subject.kernels.width), ({ seed, ...sizes }) => {
            const { image, prepare, call } = make(sizes, createRandom(seed));
            const [actual, expected] = [subject, oracle].map((one) =>
              image.run(one, (kernels) => {
                prepare?.(kernels);
                call(kernels, 0, sizes.rows);
              }),
            );
            expect(worst(actual, expected)).toBeLessThan(TOLERANCE);
          }),
          settings,
        );
      },
    );

    it.each(Object.entries(rowProblems))('%s gives a row the same bits in any company', (_, make) => {
      fc.assert(
        fc.property(sizesFor(subject.kernels.width), ({ seed, ...sizes }) => {
          const { image, prepare, call } = make(sizes, createRandom(seed));
          const { rows } = sizes;
          const some = 1 + (seed % rows);
          const [together, apart, alone] = [rows, some, 1].map((count) =>
            image.run(subject, (kernels) => {
              prepare?.(kernels);
              for (let r = 0; r < rows; r += count) call(kernels, r, Math.min(count, rows - r));
            }),
          );
          expect(apart.findIndex((value, i) => !Object.is(value, together[i]))).toBe(-1);
          expect(alone.findIndex((value, i) => !Object.is(value, together[i]))).toBe(-1);
        }),
        settings,
      );
    });

    it.each(['multiply after pack', 'multiply after packTransposed', 'gruStep'])(
      '%s sums over a great depth, too',
      (name) => {
        const sizes = { rows: 6, units: 528, depth: 1100, gap: 1, shift: 1, flag: true, other: true };
        const { image, prepare, call } = rowProblems[name](sizes, createRandom(2));
        const [actual, expected] = [subject, oracle].map((one) =>
          image.run(one, (kernels) => {
            prepare?.(kernels);
            call(kernels, 0, sizes.rows);
          }),
        );
        expect(worst(actual, expected)).toBeLessThan(TOLERANCE);
      },
    );

    it('sumOfSquares is as its definition says', () => {
      const image = new MemoryImage(createRandom(5));
      const { at } = image.matrix(1, 160, { size: 1e3 });
      const answers = [subject, oracle].map((one) => {
        let sum = 0;
        image.run(one, (kernels) => (sum = kernels.sumOfSquares(160, at)));
        return sum;
      });
      expect(answers[0] / answers[1]).toBeCloseTo(1, 12);
    });

    it('activations are within 1.5e-7 and let NaN through', () => {
      const xs = [...Array.from({ length: 64_000 }, (_, i) => (i - 32_000) / 1600), 1e30, Infinity, NaN];
      const { sigmoids, tanhs } = activations(subject, xs);
      const error = (values: number[], f: (x: number) => number): number =>
        worst(values.slice(0, -1), xs.slice(0, -1).map(f));
      expect(error(sigmoids, (x) => 1 / (1 + Math.exp(-x)))).toBeLessThan(1e-7);
      expect(error(tanhs, Math.tanh)).toBeLessThan(1.5e-7);
      expect([sigmoids.at(-1), tanhs.at(-1)]).toEqual([NaN, NaN]);
    });
  });
});

/** The sigmoids and hyperbolic tangents that an LSTM step without weights and inputs makes of numbers exact in 32 bits. */
function activations(subject: KernelSubject, xs: number[]): { sigmoids: number[]; tanhs: number[] } {
  const units = Math.ceil(xs.length / 16) * 16;
  const rows = units / 16;
  const image = new MemoryImage(createRandom(1));
  const gates = image.matrix(rows, 64);
  const [weights, packed] = [image.matrix(1, 1024, { size: 0 }).at, image.packed(1024).at];
  const [hidden, cell, output] = [0, 0, 1].map((size) => image.matrix(rows, 16, { size }));
  image.set(
    gates,
    Array.from({ length: rows * 64 }, (_, i) => Math.fround(xs[(i >> 6) * 16 + (i & 15)] ?? 0)),
  );
  let kept: number[] = [];
  image.run(subject, (kernels) => {
    kernels.packRecurrent(4, 16, weights, packed);
    kernels.lstmStep(rows, 16, hidden.at, 16, packed, gates.at, 64, cell.at, cell.at, 16, output.at, 16, 1);
    kept = Array.from(subject.memory.values().subarray(gates.at, gates.at + rows * 64));
  });
  const gate = (g: number): number[] => xs.map((_, i) => kept[(i >> 4) * 64 + g * 16 + (i & 15)]);
  return { sigmoids: gate(0), tanhs: gate(2) };
}
