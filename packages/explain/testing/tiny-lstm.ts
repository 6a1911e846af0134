import { createRandom } from '@saliogram/core';
import type {
  PrefixModel,
  RecurrentCellsModel,
  ScoreGradientModel,
  SequenceBatch,
  StepScoresModel,
  StepVariantsModel,
} from '@saliogram/core';
import { objectiveValue } from '../src/attribution/objective-value.ts';

interface State {
  readonly h: readonly number[];
  readonly c: readonly number[];
}

const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v));
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, v, i) => sum + v * b[i], 0);

/**
 * A one-layer LSTM with a linear head and random weights, in plain Float64 loops; counts every cell step, and never
 * reads the part of a variant before its first change, nor what follows the end of a sequence. Its gradient is by central
 * differences.
 */
export function tinyLstm(
  channels: number,
  { hidden = 4, classes = 3, seed = 1 } = {},
): StepScoresModel &
  PrefixModel &
  ScoreGradientModel &
  StepVariantsModel &
  RecurrentCellsModel & { cellSteps(): number } {
  const random = createRandom(seed);
  const matrix = (rows: number, columns: number): number[][] =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0.8 * random.normal()));
  const gates = matrix(4 * hidden, channels + hidden + 1);
  const head = matrix(classes, hidden);
  let cellSteps = 0;
  let forward = 0;
  let backward = 0;
  const empty: State = { h: head[0].map(() => 0), c: head[0].map(() => 0) };
  const step = (state: State, x: readonly number[]): State => {
    cellSteps++;
    const a = gates.map((w) => dot(w, [...x, ...state.h, 1]));
    const c = state.c.map(
      (v, u) => sigmoid(a[hidden + u]) * v + sigmoid(a[u]) * Math.tanh(a[2 * hidden + u]),
    );
    return { c, h: c.map((v, u) => sigmoid(a[3 * hidden + u]) * Math.tanh(v)) };
  };
  const inputAt = (x: SequenceBatch, b: number, t: number): number[] => {
    const from = (b * x.steps + t) * x.channels;
    return Array.from(x.values.subarray(from, from + x.channels));
  };
  const lengthOf = (x: SequenceBatch, b: number): number => x.lengths?.[b] ?? x.steps;
  const states = (x: SequenceBatch, b: number): State[] => {
    const all = [empty];
    for (let t = 0; t < lengthOf(x, b); t++) all.push(step(all[t], inputAt(x, b, t)));
    return all;
  };
  const scoresOf = ({ h }: State): number[] => head.map((w) => dot(w, h));
  const each = <V>(x: SequenceBatch, make: (b: number) => V): V[] =>
    Array.from({ length: x.batch }, (_, b) => make(b));
  const lastScores = (x: SequenceBatch): Float32Array =>
    Float32Array.from(each(x, (b) => scoresOf(states(x, b)[lengthOf(x, b)])).flat());
  return {
    classes: head.map((_, k) => ({ symbol: `c${k}`, name: `class ${k}` })),
    cellSteps: () => cellSteps,
    recurrentCells() {
      const columns = (from: number, to: number): Float64Array =>
        Float64Array.from(gates.flatMap((row) => row.slice(from, to)));
      const weights = {
        weightInput: columns(0, channels),
        weightHidden: columns(channels, channels + hidden),
        bias: columns(channels + hidden, channels + hidden + 1),
      };
      return {
        cell: 'lstm',
        layers: [{ inputs: channels, units: hidden, directions: [weights] }],
        dense: [],
        output: {
          inputs: hidden,
          outputs: classes,
          weight: Float64Array.from(head.flat()),
          bias: new Float64Array(classes),
        },
      };
    },
    passes: () => ({ forward, backward }),
    async scores(x) {
      forward += x.batch;
      return lastScores(x);
    },
    async scoresPerStep(x) {
      forward += x.batch;
      return Float32Array.from(each(x, (b) => states(x, b).slice(1).flatMap(scoresOf)).flat());
    },
    async scoresOfVariants(bases, { sequences, baseOf, firstChange }) {
      const cached = each(bases, (b) => states(bases, b));
      const scores = each(sequences, (v) => {
        let state = cached[baseOf[v]][Math.min(firstChange[v], lengthOf(sequences, v))];
        for (let t = firstChange[v]; t < lengthOf(sequences, v); t++)
          state = step(state, inputAt(sequences, v, t));
        forward += 1 - firstChange[v] / sequences.steps;
        return scoresOf(state);
      });
      forward += bases.batch;
      const baseScores = Float32Array.from(cached.flatMap((all) => scoresOf(all[all.length - 1])));
      return { baseScores, scores: Float32Array.from(scores.flat()) };
    },
    async scoresOfStepVariants(x, { others, samples, window = 1 }, { gradient: wanted } = {}) {
      const cached = each(x, (b) => states(x, b));
      const stateBefore = (place: number): State => {
        const at = Math.floor(place / samples);
        return cached[Math.floor(at / x.steps)][at % x.steps];
      };
      const inputOf = (place: number): number[] =>
        Array.from(others.subarray(place * channels, (place + 1) * channels));
      const places = Array.from({ length: x.batch * x.steps * samples }, (_, place) => place);
      const scores = Float32Array.from(
        places.flatMap((place) => {
          let state = stateBefore(place);
          return Array.from({ length: window }, (_, j) => {
            state = step(state, inputOf(place * window + j));
            return scoresOf(state);
          }).flat();
        }),
      );
      if (!wanted) return { scores };
      const slope = (place: number, c: number): number => {
        const perStep = wanted.targets.length === x.batch * x.steps;
        const target = wanted.targets[Math.floor(place / (perStep ? samples : samples * x.steps))];
        const moved = (by: number): number => {
          const input = inputOf(place);
          input[c] += by;
          const after = Float32Array.from(scoresOf(step(stateBefore(place), input)));
          return objectiveValue(after, 0, classes, target, wanted.objective);
        };
        return (moved(1 / 64) - moved(-1 / 64)) / (2 / 64);
      };
      const gradient = others.map((_, i) => slope(Math.floor(i / channels), i % channels));
      return { scores, gradient };
    },
    async scoreGradient(x, targets, objective = 'score') {
      forward += x.batch;
      backward += x.batch;
      const size = x.steps * x.channels;
      const at = (i: number, delta: number): number => {
        const values = x.values.slice();
        values[i] += delta;
        const b = Math.floor(i / size);
        const cut = values.subarray(b * size, (b + 1) * size);
        const one = { ...x, values: cut, batch: 1, lengths: [lengthOf(x, b)] };
        return objectiveValue(lastScores(one), 0, classes, targets[b], objective);
      };
      const h = 1 / 64;
      return {
        scores: lastScores(x),
        gradient: x.values.map((_, i) => (at(i, h) - at(i, -h)) / (2 * h)),
      };
    },
  };
}

/** Standard normal sequences. */
export function randomSequences(batch: number, steps: number, channels: number, seed = 2): SequenceBatch {
  const random = createRandom(seed);
  const values = new Float32Array(batch * steps * channels).map(() => random.normal());
  return { values, batch, steps, channels };
}
