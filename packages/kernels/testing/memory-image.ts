import type { Random } from '@saliogram/core';
import type { KernelMemory, KernelSet } from '../src/kernel-set.ts';

/** The kernels' own constants lie below this. */
const FIRST = 16384;

/** Where a matrix lies: its first number and its row stride. */
export interface Place {
  readonly at: number;
  readonly stride: number;
}

/** Kernels and the memory they work on. */
export interface KernelSubject {
  readonly kernels: KernelSet;
  readonly memory: KernelMemory;
}

/** A memory to copy into any backend's: matrices of random numbers between guard bands, so that stray writes show. */
export class MemoryImage {
  readonly #random: Random;
  readonly #numbers: number[] = [];
  /** Ranges that a kernel may leave in any state. */
  readonly #scratch: [from: number, to: number][] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** A matrix whose rows are `gap` numbers longer than its columns, of numbers up to `size`, `shift` numbers off a line. */
  matrix(rows: number, columns: number, { size = 1, gap = 0, shift = 0 } = {}): Place {
    const stride = columns + gap;
    this.#append(64 - (this.#numbers.length % 16) + shift, 1);
    const at = FIRST + this.#numbers.length;
    this.#append(rows * stride, size);
    return { at, stride };
  }

  /** The same, of positive numbers. */
  positive(count: number, size = 1): Place {
    const place = this.matrix(1, count, { size });
    for (let i = place.at - FIRST; i < this.#numbers.length; i++)
      this.#numbers[i] = Math.abs(this.#numbers[i]);
    return place;
  }

  /** Space for packed weights. */
  packed(count: number): Place {
    const place = this.matrix(1, count);
    this.ignore(place, 1, count);
    return place;
  }

  /** Leaves a matrix out of what {@link MemoryImage.run} returns. */
  ignore({ at, stride }: Place, rows: number, columns: number): void {
    for (let r = 0; r < rows; r++) this.#scratch.push([at + r * stride, at + r * stride + columns]);
  }

  set({ at }: Place, values: readonly number[]): void {
    values.forEach((value, i) => (this.#numbers[at - FIRST + i] = Math.fround(value)));
  }

  /** What the whole memory holds after `call`, zeros where anything is allowed. */
  run(subject: KernelSubject, call: (kernels: KernelSet) => void): number[] {
    const end = FIRST + this.#numbers.length + 64;
    subject.memory.reserve(end);
    subject.memory.values().set(this.#numbers, FIRST);
    call(subject.kernels);
    const after = Array.from(subject.memory.values().subarray(FIRST, end - 64));
    for (const [from, to] of this.#scratch) after.fill(0, from - FIRST, to - FIRST);
    return after;
  }

  #append(count: number, size: number): void {
    for (let i = 0; i < count; i++) this.#numbers.push(Math.fround((this.#random.uniform() * 2 - 1) * size));
  }
}
