/** A seeded generator; the only source of randomness in the library. */
export interface Random {
  /** Uniform in [0, 1), 32 random bits. */
  uniform(): number;
  /** Standard normal (Box and Muller 1958, one of the pair). */
  normal(): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
  /** Shuffles in place (Fisher and Yates) and returns its argument. */
  shuffle<A extends { [index: number]: number; readonly length: number }>(array: A): A;
  /** Four 32-bit words from which {@link createRandom} continues exactly. */
  state(): [number, number, number, number];
}

/**
 * A xoshiro128** generator (Blackman and Vigna 2018) seeded through splitmix32, or continued from a saved state.
 *
 * @param seed any finite number (its integer part modulo 2^32 counts), or the words of {@link Random.state}
 */
export function createRandom(seed: number | readonly [number, number, number, number]): Random {
  const s = new Uint32Array(4);
  if (typeof seed === 'number') {
    let z = seed >>> 0;
    for (let i = 0; i < 4; i++) {
      z = (z + 0x9e3779b9) >>> 0;
      let w = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      w = Math.imul(w ^ (w >>> 15), 0x735a2d97);
      s[i] = w ^ (w >>> 15);
    }
  } else {
    s.set(seed);
  }
  const next = (): number => {
    const product = Math.imul(s[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  };
  const uniform = (): number => next() / 4294967296;
  const integer = (below: number): number => Math.floor(uniform() * below);
  return {
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle(array) {
      for (let i = array.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const held = array[i];
        array[i] = array[j];
        array[j] = held;
      }
      return array;
    },
    state: () => [s[0], s[1], s[2], s[3]],
  };
}
