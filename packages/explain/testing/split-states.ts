import type { CellWeights, RecurrentCells } from '@saliogram/core';

/** A number as the sum of a phrase's part, the rest's and that of biases alone. */
interface Split {
  readonly beta: number;
  readonly gamma: number;
  readonly bias: number;
}

const total = ({ beta, gamma, bias }: Split): number => beta + gamma + bias;
const ofBias = (bias: number): Split => ({ beta: 0, gamma: 0, bias });
const add = (...all: readonly Split[]): Split => ({
  beta: all.reduce((sum, v) => sum + v.beta, 0),
  gamma: all.reduce((sum, v) => sum + v.gamma, 0),
  bias: all.reduce((sum, v) => sum + v.bias, 0),
});
const scale = (v: Split, by: number): Split => ({
  beta: v.beta * by,
  gamma: v.gamma * by,
  bias: v.bias * by,
});

/** Whatever a rest takes part in is the rest's. */
const product = (a: Split, b: Split): Split => ({
  beta: a.beta * b.beta + a.beta * b.bias + a.bias * b.beta,
  gamma: a.gamma * total(b) + (a.beta + a.bias) * b.gamma,
  bias: a.bias * b.bias,
});

/** Each part by what it adds to f, averaged over the two orders after the bias. */
function through(f: (v: number) => number, { beta, gamma, bias }: Split): Split {
  const at = { bias: f(bias), beta: f(bias + beta), gamma: f(bias + gamma), all: f(bias + beta + gamma) };
  return {
    beta: (at.beta - at.bias + at.all - at.gamma) / 2,
    gamma: (at.gamma - at.bias + at.all - at.beta) / 2,
    bias: at.bias,
  };
}

const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v));

/** The bias's share goes to the phrase at its own steps and to the rest elsewhere. */
const settled = ({ beta, gamma, bias }: Split, inside: boolean): Split =>
  inside ? { beta: beta + bias, gamma, bias: 0 } : { beta, gamma: gamma + bias, bias: 0 };

interface State {
  readonly h: readonly Split[];
  readonly c: readonly Split[];
}

function step(
  cell: RecurrentCells['cell'],
  weights: CellWeights,
  x: readonly Split[],
  { h, c }: State,
  inside: boolean,
): State {
  const units = h.length;
  const row = (r: number): { input: Split; recurrent: Split; bias: Split } => ({
    input: add(...x.map((v, k) => scale(v, weights.weightInput[r * x.length + k]))),
    recurrent: add(...h.map((v, k) => scale(v, weights.weightHidden[r * units + k]))),
    bias: ofBias(weights.bias[r]),
  });
  const sum = (r: number): Split => {
    const { input, recurrent, bias } = row(r);
    return add(input, recurrent, bias);
  };
  const states = h.map((before, u) => {
    if (cell === 'rnn') return { h: settled(through(Math.tanh, sum(u)), inside), c: ofBias(0) };
    if (cell === 'gru') {
      const r = through(sigmoid, sum(u));
      const z = through(sigmoid, sum(units + u));
      const { input, recurrent, bias } = row(2 * units + u);
      const recalled = add(recurrent, ofBias(weights.biasReset![u]));
      const n = through(Math.tanh, add(input, bias, product(r, recalled)));
      const fresh = settled(product(add(ofBias(1), scale(z, -1)), n), inside);
      return { h: add(fresh, product(z, before)), c: ofBias(0) };
    }
    const [i, f] = [sum(u), sum(units + u)].map((v) => through(sigmoid, v));
    const g = through(Math.tanh, sum(2 * units + u));
    const o = sigmoid(total(sum(3 * units + u)));
    const after = add(product(f, c[u]), settled(product(i, g), inside));
    return { h: scale(through(Math.tanh, after), o), c: after };
  });
  return { h: states.map((s) => s.h), c: states.map((s) => s.c) };
}

/**
 * Last states of a network split by the definition of contextual decomposition, beta and gamma each carried along by
 * itself, [directions x H].
 */
export function splitLastStates(
  { cell, layers }: RecurrentCells,
  input: readonly (readonly number[])[],
  inside: (t: number) => boolean,
): readonly { beta: number; gamma: number }[] {
  let read: readonly (readonly Split[])[] = input.map((row, t) =>
    row.map((v) => (inside(t) ? { beta: v, gamma: 0, bias: 0 } : { beta: 0, gamma: v, bias: 0 })),
  );
  let last: readonly Split[] = [];
  for (const { units, directions } of layers) {
    const nothing = Array.from({ length: units }, () => ofBias(0));
    const runs = directions.map((weights, d) => {
      const order = read.map((_, t) => (d === 0 ? t : read.length - 1 - t));
      const states: (readonly Split[])[] = [];
      let state: State = { h: nothing, c: nothing };
      for (const t of order) {
        state = step(cell, weights, read[t], state, inside(t));
        states[t] = state.h;
      }
      return { states, last: state.h };
    });
    read = read.map((_, t) => runs.flatMap(({ states }) => states[t]));
    last = runs.flatMap((run) => run.last);
  }
  return last;
}
