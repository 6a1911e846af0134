/**
 * The sum of the last `width` values, each time the next one is given; 0 before the first.
 *
 * Values come in blocks of that width: a window is the end of one block, summed from its end, and the start of the next.
 * That takes two additions a value, and none is ever subtracted, so that rounding errors do not add up.
 */
export function createWindowSum(width: number): (value: number) => number {
  const block = new Float64Array(width);
  const ends = new Float64Array(width + 1);
  let at = 0;
  let start = 0;
  return (value) => {
    block[at++] = value;
    start += value;
    const sum = start + ends[at];
    if (at === width) {
      for (let i = width - 1; i >= 0; i--) ends[i] = ends[i + 1] + block[i];
      at = 0;
      start = 0;
    }
    return sum;
  };
}
