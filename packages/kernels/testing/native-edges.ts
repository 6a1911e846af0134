// Run in a process of its own on an addon built with sanitizers: `node --import tsx native-edges.ts FILE`. Takes calls that
// are in order and moves one argument after the other to the largest value that is accepted, so that its region ends with
// the memory: a kernel that reads or writes beyond what was checked ends the process.
import { createRandom } from '@saliogram/core';
import type { KernelSet } from '../src/kernel-set.ts';
import { loadAddon } from '../src/native/addon.ts';

const NUMBERS = 1 << 16;
const random = createRandom(11);
const addon = loadAddon(process.argv[2]!);
const someOf = <T>(values: readonly T[]): T => values[random.integer(values.length)]!;

let accepted = 0;
for (const set of addon.instructionSets) {
  // Memory of its own size exactly, so that the sanitizer sees its end.
  const kernels = addon.bind(set, new Float32Array(NUMBERS));
  const { width } = kernels;
  for (let round = 0; round < 25; round++) {
    const rows = 1 + random.integer(14);
    const units = width * (1 + random.integer(3));
    const depth = 1 + random.integer(20);
    const stride = 4 * units + random.integer(5);
    const at = (): number => random.integer(1000);
    const maybe = (): number => (random.integer(2) ? at() : 0);
    const flag = random.integer(2);
    const calls: readonly [Exclude<keyof KernelSet, 'width'>, number[]][] = [
      ['pack', [depth, units, at(), at()]],
      ['packTransposed', [units, depth, at(), at()]],
      ['packRecurrent', [someOf([1, 3, 4]), units, at(), at()]],
      ['multiply', [rows, units, depth, at(), stride, at(), maybe(), at(), stride, flag]],
      ['accumulateOuter', [rows, depth, units, at(), stride, at(), stride, at()]],
      ['accumulateRows', [rows, units, at(), stride, at()]],
      ['lstmStep', [rows, units, at(), stride, at(), at(), stride, at(), at(), stride, at(), stride, flag]],
      [
        'lstmStepBack',
        [rows, units, at(), stride, at(), at(), stride, at(), stride, maybe(), stride, at(), stride],
      ],
      ['gruStep', [rows, units, at(), stride, at(), at(), at(), stride, at(), stride, flag]],
      ['gruStepBack', [rows, units, at(), stride, at(), stride, at(), stride, maybe(), stride]],
      ['rnnStep', [rows, units, at(), stride, at(), at(), stride, at(), stride, flag]],
      ['rnnStepBack', [rows, units, at(), stride, at(), stride, maybe(), stride]],
      ['dropout', [rows, units, at(), stride, at(), stride, 1, 2, 3, 2]],
      ['add', [16 * rows, at(), at()]],
      ['sumOfSquares', [16 * rows, at()]],
      ['adam', [16 * rows, at(), at(), at(), at(), 1, 0.1, 0.9, 0.99, 1e-7, 1, 1]],
      ['rmsprop', [16 * rows, at(), at(), at(), 1, 0.1, 0.9, 1e-7]],
    ];
    for (const [name, given] of calls)
      for (let place = 0; place < given.length; place++) {
        if (!Number.isInteger(given[place])) continue;
        largestAccepted(
          (...values) => (kernels[name] as (...values: number[]) => unknown)(...values),
          given,
          place,
        );
        accepted++;
      }
  }
}
process.stdout.write(`${accepted} edges of ${addon.instructionSets.join(', ')}\n`);

/** By bisection; every value below that is tried is accepted, too, and computes. */
function largestAccepted(
  kernel: (...given: number[]) => unknown,
  given: readonly number[],
  place: number,
): void {
  const accepts = (value: number): boolean => {
    try {
      kernel(...given.with(place, value));
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  };
  let low = given[place]!;
  if (!accepts(low)) throw new Error(`refused: ${given.join(' ')}`);
  for (let high = NUMBERS + 1; high - low > 1;) {
    const middle = (low + high) >> 1;
    if (accepts(middle)) low = middle;
    else high = middle;
  }
}
