import type { Random } from '@saliogram/core';
import type { KernelSet } from '../src/kernel-set.ts';
import { MemoryImage } from './memory-image.ts';
import type { Place } from './memory-image.ts';

/** What a kernel is asked: the sizes of its matrices, and its flags. */
export interface Sizes {
  readonly rows: number;
  readonly units: number;
  readonly depth: number;
  /** Numbers between rows, and before the first of A. */
  readonly gap: number;
  readonly shift: number;
  readonly flag: boolean;
  readonly other: boolean;
}

/** A kernel's call on one image. */
export interface KernelProblem {
  readonly image: MemoryImage;
  /** What comes before: packing. */
  readonly prepare?: (kernels: KernelSet) => void;
  /** The call for `count` rows from `first` on. */
  readonly call: (kernels: KernelSet, first: number, count: number) => void;
}

type ProblemMaker = (sizes: Sizes, random: Random) => KernelProblem;

/** The arguments that say where the rows from `first` on lie. */
const rowsOf = ({ at, stride }: Place, first: number): [at: number, stride: number] => [
  at + first * stride,
  stride,
];

function productProblem(transposed: boolean): ProblemMaker {
  return ({ rows, units, depth, gap, shift, flag, other }, random) => {
    const image = new MemoryImage(random);
    const a = image.matrix(rows, depth, { gap, shift });
    const weights = image.matrix(1, depth * units, { size: 1 / Math.sqrt(depth) }).at;
    const bias = flag ? image.matrix(1, units).at : 0;
    const c = image.matrix(rows, units, { gap });
    const packed = image.packed(depth * units).at;
    return {
      image,
      prepare(kernels) {
        if (transposed) kernels.packTransposed(units, depth, weights, packed);
        else kernels.pack(depth, units, weights, packed);
      },
      call(kernels, first, count) {
        const [sums, stride] = rowsOf(c, first);
        kernels.multiply(count, units, depth, ...rowsOf(a, first), packed, bias, sums, stride, Number(other));
      },
    };
  };
}

/** A cell's matrices: its gates, hidden and cell states, gradients, and the packed weights of `recurrent` gates. */
function cell({ rows, units, gap, flag }: Sizes, random: Random, gates: number, recurrent: number) {
  const image = new MemoryImage(random);
  const state = () => image.matrix(rows, units, { gap });
  const weights = image.matrix(1, units * recurrent * units, { size: 4 / Math.sqrt(units) }).at;
  const packed = image.packed(recurrent * units * units).at;
  const above = state();
  return {
    image,
    prepare: (kernels: KernelSet) => kernels.packRecurrent(recurrent, units, weights, packed),
    packed,
    bias: image.matrix(1, units).at,
    gates: image.matrix(rows, gates * units, { gap }),
    hidden: state(),
    output: state(),
    before: state(),
    after: state(),
    dHidden: state(),
    dAbove: (first: number): [number, number] => (flag ? rowsOf(above, first) : [0, 0]),
    dCell: state(),
  };
}

/** The kernels that work row by row. */
export const rowProblems: Readonly<Record<string, ProblemMaker>> = {
  'multiply after pack': productProblem(false),
  'multiply after packTransposed': productProblem(true),

  lstmStep(sizes, random) {
    const { units, rows, flag: keep, other: inPlace } = sizes;
    const { image, prepare, gates, hidden, output, before, after, packed } = cell(sizes, random, 4, 4);
    if (!keep) image.ignore(gates, rows, 4 * units);
    return {
      image,
      prepare,
      call(kernels, first, count) {
        const [cellAfter] = rowsOf(inPlace ? before : after, first);
        const [cellBefore, cellStride] = rowsOf(before, first);
        // prettier-ignore
        kernels.lstmStep(
          count, units, ...rowsOf(hidden, first), packed, ...rowsOf(gates, first),
          cellBefore, cellAfter, cellStride, ...rowsOf(output, first), Number(keep),
        );
      },
    };
  },

  lstmStepBack(sizes, random) {
    const { image, gates, before, after, dHidden, dAbove, dCell } = cell(sizes, random, 4, 4);
    return {
      image,
      call(kernels, first, count) {
        const [cellBefore] = rowsOf(before, first);
        // prettier-ignore
        kernels.lstmStepBack(
          count, sizes.units, ...rowsOf(gates, first), cellBefore, ...rowsOf(after, first),
          ...rowsOf(dHidden, first), ...dAbove(first), ...rowsOf(dCell, first),
        );
      },
    };
  },

  gruStep(sizes, random) {
    const { units, rows, flag: keep } = sizes;
    const { image, prepare, gates, hidden, output, bias, packed } = cell(sizes, random, 4, 3);
    if (!keep) image.ignore(gates, rows, 4 * units);
    return {
      image,
      prepare,
      // prettier-ignore
      call: (kernels, first, count) =>
        kernels.gruStep(
          count, units, ...rowsOf(hidden, first), packed, bias, ...rowsOf(gates, first),
          ...rowsOf(output, first), Number(keep),
        ),
    };
  },

  gruStepBack(sizes, random) {
    const { image, gates, hidden, dHidden, dAbove } = cell(sizes, random, 4, 3);
    return {
      image,
      // prettier-ignore
      call: (kernels, first, count) =>
        kernels.gruStepBack(
          count, sizes.units, ...rowsOf(hidden, first), ...rowsOf(gates, first), ...rowsOf(dHidden, first),
          ...dAbove(first),
        ),
    };
  },

  rnnStep(sizes, random) {
    const { units, rows, flag: keep } = sizes;
    const { image, prepare, gates, hidden, output, packed } = cell(sizes, random, 1, 1);
    if (!keep) image.ignore(gates, rows, units);
    return {
      image,
      prepare,
      // prettier-ignore
      call: (kernels, first, count) =>
        kernels.rnnStep(
          count, units, ...rowsOf(hidden, first), packed, ...rowsOf(gates, first), ...rowsOf(output, first),
          Number(keep),
        ),
    };
  },

  rnnStepBack(sizes, random) {
    const { image, gates, dHidden, dAbove } = cell(sizes, random, 1, 1);
    return {
      image,
      call: (kernels, first, count) =>
        kernels.rnnStepBack(
          count,
          sizes.units,
          ...rowsOf(gates, first),
          ...rowsOf(dHidden, first),
          ...dAbove(first),
        ),
    };
  },

  dropout({ rows, units, gap, flag: inPlace }, random) {
    const image = new MemoryImage(random);
    const from = image.matrix(rows, units, { gap });
    const to = inPlace ? from : image.matrix(rows, units, { gap });
    const key = random.integer(2 ** 32);
    return {
      image,
      // prettier-ignore
      call: (kernels, first, count) =>
        kernels.dropout(count, units, ...rowsOf(from, first), ...rowsOf(to, first), key, 250 + first, 0x60000000, 1.6),
    };
  },
};

/** The others: sums over rows, and parameter updates of 16 times `rows` numbers. */
export const wholeProblems: Readonly<Record<string, ProblemMaker>> = {
  accumulateOuter({ rows, units, depth, gap, shift }, random) {
    const image = new MemoryImage(random);
    const a = image.matrix(rows, depth, { gap, shift });
    const b = image.matrix(rows, units, { gap, size: 0.25 });
    const c = image.matrix(1, depth * units).at;
    return {
      image,
      call: (kernels) => kernels.accumulateOuter(rows, depth, units, ...rowsOf(a, 0), ...rowsOf(b, 0), c),
    };
  },

  accumulateRows({ rows, units, gap }, random) {
    const image = new MemoryImage(random);
    const b = image.matrix(rows, units, { gap, size: 0.25 });
    const sums = image.matrix(1, units).at;
    return { image, call: (kernels) => kernels.accumulateRows(rows, units, ...rowsOf(b, 0), sums) };
  },

  add({ rows }, random) {
    const image = new MemoryImage(random);
    const n = 16 * rows;
    const [into, from] = [image.matrix(1, n).at, image.matrix(1, n).at];
    return { image, call: (kernels) => kernels.add(n, into, from) };
  },

  adam({ rows }, random) {
    const image = new MemoryImage(random);
    const n = 16 * rows;
    const [parameters, gradients, m] = [1, 8, 1].map((size) => image.matrix(1, n, { size }).at);
    const v = image.positive(n).at;
    const [beta1, beta2] = [0.9, 0.999];
    const corrections: [number, number] = [1 / (1 - beta1 ** 3), 1 / (1 - beta2 ** 3)];
    return {
      image,
      call: (kernels) =>
        kernels.adam(n, parameters, gradients, m, v, 0.5, 1e-2, beta1, beta2, 1e-7, ...corrections),
    };
  },

  rmsprop({ rows }, random) {
    const image = new MemoryImage(random);
    const n = 16 * rows;
    const [parameters, gradients] = [1, 8].map((size) => image.matrix(1, n, { size }).at);
    const v = image.positive(n).at;
    return {
      image,
      call: (kernels) => kernels.rmsprop(n, parameters, gradients, v, 0.5, 1e-2, 0.99, 1e-7),
    };
  },
};
