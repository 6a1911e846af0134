// jax-js, WebAssembly backend, Node 24 or newer. It has no scan, so the steps are unrolled under jit; its train step here
// leaves out clipping and Adam, which is in its favour. An operation consumes its arrays; `.ref` keeps one for later.
import { load, serve, versionOf } from './protocol.js';

const { grad, init, defaultDevice, jit, nn, numpy: np } = load('@jax-js/jax');
await init('wasm');
defaultDevice('wasm');

const facts = () => ({
  rival: 'jax-js',
  'jax-js': versionOf('@jax-js/jax'),
  backend: 'wasm',
  node: process.version,
});

const normal = (...shape) =>
  np
    .array(Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => Math.random() - 0.5))
    .reshape(shape);

function prepare(task, { cell, inputs, hidden, outputs, steps, batch }) {
  if (cell !== 'lstm') return 'only the LSTM is written for it';
  const weights = [];
  hidden.forEach((h, l) => weights.push(normal((hidden[l - 1] ?? inputs) + h, 4 * h), normal(4 * h)));
  weights.push(normal(hidden.at(-1), outputs), normal(outputs));
  // One array a step: a step of a larger array would have to be gathered.
  const sequence = Array.from({ length: steps }, () => normal(batch, inputs));
  const chosen = nn.oneHot(np.array(Int32Array.from({ length: batch }, (_, i) => i % outputs)), outputs);
  const kept = (arrays) => arrays.map((array) => array.ref);

  function scores(parameters, x) {
    let layerSteps = x;
    hidden.forEach((units, l) => {
      let h = np.zeros([batch, units]);
      let c = np.zeros([batch, units]);
      layerSteps = layerSteps.map((step) => {
        const rows = np.concatenate([step, h], 1);
        const gates = np.matmul(rows, parameters[2 * l].ref).add(parameters[2 * l + 1].ref);
        const [i, f, g, o] = np.split(gates, 4, 1);
        c = nn
          .sigmoid(f)
          .mul(c)
          .add(nn.sigmoid(i).mul(np.tanh(g)));
        h = nn.sigmoid(o).mul(np.tanh(c.ref));
        return h.ref;
      });
      h.dispose();
      c.dispose();
    });
    const [head, bias] = parameters.slice(-2);
    const last = layerSteps.pop();
    for (const step of layerSteps) step.dispose();
    return np.matmul(last, head.ref).add(bias.ref);
  }

  const targetScore = (x, parameters, targets) => scores(parameters, x).mul(targets).sum();
  const crossEntropy = (parameters, x, targets) =>
    nn
      .logSoftmax(scores(parameters, x))
      .mul(targets)
      .sum()
      .mul(-1 / batch);
  const functions = {
    forward: () => [jit(scores), () => [kept(weights), kept(sequence)]],
    inputGradient: () => [jit(grad(targetScore)), () => [kept(sequence), kept(weights), chosen.ref]],
    trainStep: () => [jit(grad(crossEntropy)), () => [kept(weights), kept(sequence), chosen.ref]],
  };
  const [compiled, operands] = functions[task]();
  return async () => {
    const result = [compiled(...operands())].flat();
    await Promise.all(result.map((array) => array.data()));
  };
}

await serve(facts, prepare);
