// TensorFlow.js, WebAssembly backend: one thread in Node. Its layers, its optimiser.
import { load, serve, versionOf } from './protocol.js';

const tf = load('@tensorflow/tfjs');
load('@tensorflow/tfjs-backend-wasm');
await tf.setBackend('wasm');
await tf.ready();

const facts = () => ({
  rival: 'tfjs',
  tfjs: versionOf('@tensorflow/tfjs'),
  backend: tf.getBackend(),
  node: process.version,
});

function prepare(task, { cell, inputs, hidden, outputs, steps, batch }) {
  if (cell !== 'lstm') return 'only the LSTM is written for it';
  const network = tf.sequential();
  hidden.forEach((units, l) => {
    const returnSequences = l < hidden.length - 1;
    const inputShape = l === 0 ? { batchInputShape: [batch, steps, inputs] } : {};
    network.add(tf.layers.lstm({ units, returnSequences, recurrentActivation: 'sigmoid', ...inputShape }));
  });
  network.add(tf.layers.dense({ units: outputs }));
  const x = tf.randomNormal([batch, steps, inputs]);
  const chosen = tf.oneHot(tf.range(0, batch, 1, 'int32').mod(tf.scalar(outputs, 'int32')), outputs);
  if (task === 'forward') {
    return () => tf.tidy(() => network.predict(x).dataSync());
  }
  if (task === 'inputGradient') {
    const gradient = tf.grad((values) => network.apply(values).mul(chosen).sum());
    return () => tf.tidy(() => gradient(x).dataSync());
  }
  const optimizer = tf.train.adam(1e-3);
  const loss = () => tf.losses.softmaxCrossEntropy(chosen, network.apply(x, { training: true }));
  return () =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss);
      const norm = tf.addN(Object.values(grads).map((gradient) => gradient.square().sum())).sqrt();
      const scale = tf.minimum(1, tf.div(1, norm.add(1e-6)));
      optimizer.applyGradients(
        Object.fromEntries(Object.entries(grads).map(([name, gradient]) => [name, gradient.mul(scale)])),
      );
      return value.dataSync();
    });
}

await serve(facts, prepare);
