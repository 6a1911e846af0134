// Prints a digest of what the engine computes on a backend, so that versions of Node can be compared to the bit.
// Usage: node engine-digest.js BACKEND
import { createHash } from 'node:crypto';
import { createRandom, sequenceBatch } from '@saliogram/core';
import { createEngine } from '@saliogram/kernels';

const [backend] = process.argv.slice(2);
const hash = createHash('sha256');
for (const cell of ['lstm', 'gru', 'rnn']) {
  const random = createRandom(1);
  const shape = { cell, inputs: 2, hidden: [20, 12], dense: [{ units: 8 }], outputs: 3 };
  const engine = await createEngine(shape, { backend, threads: 2 });
  engine.setParameters(engine.getParameters().map(() => 0.3 * random.normal()));
  const values = Float32Array.from({ length: 30 * 25 * 2 }, () => random.normal());
  const x = sequenceBatch(values, 30, 25, 2);
  const labels = Uint8Array.from({ length: 30 }, () => random.integer(3));
  for (let i = 0; i < 3; i++) {
    await engine.trainStep(x, labels, { learningRate: 1e-3, dropout: 0.2, seed: 1, clipNorm: 1 });
  }
  const { scores, gradient } = await engine.inputGradient(x, labels, 'probability');
  for (const numbers of [engine.getParameters(), scores, gradient]) {
    if (!numbers.every(Number.isFinite)) throw new Error('internal: a number is not finite');
    hash.update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  }
  await engine.close();
}
console.log(hash.digest('hex'));
