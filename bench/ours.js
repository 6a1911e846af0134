// Saliogram's engine as a subject of the benchmark: one engine per backend, threads and shape, made when first asked.
import { createRandom, sequenceBatch } from '../packages/core/dist/index.js';
import { createEngine, describeHost } from '../packages/kernels/dist/index.js';

const host = describeHost();

/** The backends that this host has, the fastest first. */
export const BACKENDS = [
  ...('file' in host.native ? ['native'] : []),
  ...(host.relaxedSimd ? ['wasm'] : []),
  ...(host.simd ? ['wasm-plain'] : []),
];

/** Sequences and labels of a shape, from one seed. */
export function problem({ inputs, outputs, steps, batch }) {
  const random = createRandom(1);
  const values = Float32Array.from({ length: batch * steps * inputs }, () => random.normal());
  return {
    x: sequenceBatch(values, batch, steps, inputs),
    labels: Uint8Array.from({ length: batch }, (_, i) => i % outputs),
  };
}

/** An engine of a shape with weights of the size that layers start with. */
export async function engineOf(backend, threads, { cell, inputs, hidden, outputs }) {
  const engine = await createEngine({ cell, inputs, hidden, outputs }, { backend, threads });
  const random = createRandom(2);
  engine.setParameters(engine.getParameters().map(() => (2 * random.uniform() - 1) / Math.sqrt(hidden[0])));
  return engine;
}

/** A subject: `sample()` gives the milliseconds of one repetition of a task. */
export async function ourTask(backend, threads, task, shape) {
  const { x, labels } = problem(shape);
  const engine = await engineOf(backend, threads, shape);
  const run = {
    forward: () => engine.forward(x),
    inputGradient: () => engine.inputGradient(x, labels, 'score'),
    trainStep: () => engine.trainStep(x, labels, { learningRate: 1e-3, clipNorm: 1 }),
  }[task];
  await run();
  await run();
  return {
    name: `saliogram ${backend} ${threads}T`,
    async sample() {
      const start = performance.now();
      await run();
      return { ms: performance.now() - start };
    },
    close: () => engine.close(),
  };
}
