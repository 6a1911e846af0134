/** Three sets of sequence indices, each ascending and none twice; together they cover all but what a split leaves out. */
export interface Split {
  readonly name: string;
  readonly seed: number;
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** The parts of a split, in the paper's order. */
export type Part = 'train' | 'test' | 'validation';

/** The split that puts sequence i where `partOf(i)` says, for i in [0, count); undefined leaves it out. */
export function splitBy(
  name: string,
  seed: number,
  count: number,
  partOf: (i: number) => Part | undefined,
): Split {
  const parts: Record<Part, number[]> = { train: [], test: [], validation: [] };
  for (let i = 0; i < count; i++) {
    const part = partOf(i);
    if (part !== undefined) parts[part].push(i);
  }
  return {
    name,
    seed,
    train: Uint32Array.from(parts.train),
    validation: Uint32Array.from(parts.validation),
    test: Uint32Array.from(parts.test),
  };
}

/** Shares that add up to 1, from any non-negative ratio train:test:validation. */
export type Ratio = readonly [train: number, test: number, validation: number];
