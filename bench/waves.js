import { createRandom, sequenceBatch } from '../packages/core/dist/index.js';

/** T of the paper's beats. */
export const STEPS = 216;

/** Sequences as smooth as beats are, from one seed, [count, STEPS, 1]. */
export function waves(count) {
  const random = createRandom(1);
  const values = Float32Array.from({ length: count * STEPS }, (_, i) => {
    const [row, step] = [Math.floor(i / STEPS), i % STEPS];
    return 2 * Math.sin((step * ((row % 7) + 2)) / 20) + 0.3 * random.normal();
  });
  return sequenceBatch(values, count, STEPS);
}
