/**
 * A 32-bit seed for the `counter`-th part of a run with this `seed`; neighbouring counters give unrelated seeds
 * (finaliser of MurmurHash3, Appleby 2011).
 */
export function derivedSeed(seed: number, counter: number): number {
  return mix(mix(seed) ^ Math.imul(counter + 1, 0x9e3779b1));
}

function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
