/** A 32-bit integer hash (the "lowbias32" family of Wellons 2018): every output bit depends on every input bit. */
export function scramble(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
  return (word ^ (word >>> 15)) >>> 0;
}

/** What fixes every dropout mask of one pass; the mask does not depend on lanes or micro-batches. */
export interface Dropout {
  /** Probability of a zero, in [0, 1). */
  readonly rate: number;
  readonly seed: number;
  /** The number of the training step. */
  readonly counter: number;
}

/** The key of the mask on the output of one direction of `layer` at step `t`. */
export function maskKey(dropout: Dropout, layer: number, direction: number, t: number): number {
  const place = layer * 0x10001 + direction * 0x5bd1e995 + t * 0x9e3779b1;
  return scramble(scramble(scramble(dropout.seed >>> 0) + dropout.counter) + place);
}

/** A unit is kept where its 32-bit hash reaches this. */
export function maskThreshold(rate: number): number {
  return Math.round(rate * 2 ** 32) >>> 0;
}
