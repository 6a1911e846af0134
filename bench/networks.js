// The networks and tasks that are measured, and the arithmetic each takes.

/** The paper's: 2 x 128 LSTM on beats of 216 samples, batch 256. */
export const PAPER = { cell: 'lstm', inputs: 1, hidden: [128, 128], outputs: 5, steps: 216, batch: 256 };

/** What else is measured, by name. */
export const SHAPES = {
  'batch 1': { ...PAPER, batch: 1 },
  'batch 16': { ...PAPER, batch: 16 },
  'T = 784': { ...PAPER, steps: 784, outputs: 10, batch: 64 },
  'H = 64': { ...PAPER, hidden: [64, 64] },
  'H = 256': { ...PAPER, hidden: [256, 256], batch: 64 },
  'GRU 200': { ...PAPER, cell: 'gru', hidden: [200], batch: 128 },
};

export const TASKS = ['forward', 'inputGradient', 'trainStep'];

const GATES = { lstm: 4, gru: 3, rnn: 1 };
// A backward pass to the input multiplies as often as the forward pass, the gradients of the weights once more.
const PASSES = { forward: 1, inputGradient: 2, trainStep: 3 };

/** Floating-point operations of the products of one task; activations, Adam and packing are not counted. */
export function flops(task, { cell, inputs, hidden, steps, batch }) {
  const perStep = hidden.reduce(
    (sum, h, l) => sum + 2 * GATES[cell] * h * (h + (hidden[l - 1] ?? inputs)),
    0,
  );
  return PASSES[task] * perStep * steps * batch;
}
