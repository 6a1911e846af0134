import { mean, standardDeviation } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { butterworthLowPass } from './low-pass.ts';
import { ISMAIL_SHAPES } from './ismail-boxes.ts';
import { TRUTH_BENCHMARKS, truthBenchmark } from './truth-benchmarks.ts';
import type { TruthSequences } from './truth-benchmark.ts';

const share = (flags: ArrayLike<number>): number => mean(Array.from(flags, (flag) => (flag === 0 ? 0 : 1)));

/** The channel that is true at each step, -1 for none, [B, T]. */
function trueChannels({ x, truth }: TruthSequences): number[] {
  return Array.from({ length: x.batch * x.steps }, (_, place) => {
    const cells = truth.subarray(place * x.channels, (place + 1) * x.channels);
    return cells.indexOf(1);
  });
}

describe.each(TRUTH_BENCHMARKS.map(({ name }) => name))('%s', (name) => {
  const small = { train: 2, validation: 0, test: 4 };
  const bytes = ({ x, labels, truth }: TruthSequences): string =>
    [x.values, labels, truth].map((array) => Buffer.from(array.buffer).toString('latin1')).join('|');

  it('is the same for the same seed, and another for another', () => {
    const [one, same, other] = [7, 7, 8].map((seed) => truthBenchmark(name, { ...small, seed }));
    expect(bytes(one.test)).toBe(bytes(same.test));
    expect(bytes(one.test)).not.toBe(bytes(other.test));
    expect(one.train?.x.values.subarray(0, 50)).not.toEqual(one.test.x.values.subarray(0, 50));
  });

  it('has shapes, classes and a truth that fit', () => {
    const { test, classes, labelling } = truthBenchmark(name, small);
    const { batch, steps, channels } = test.x;
    expect(test.truth).toHaveLength(batch * steps * channels);
    expect(test.labels).toHaveLength(labelling === 'step' ? batch * steps : batch);
    expect(Math.max(...test.labels)).toBeLessThan(classes.length);
    expect(test.x.values.every(Number.isFinite)).toBe(true);
    expect([...new Set(test.truth)].every((flag) => flag === 0 || flag === 1)).toBe(true);
  });
});

it('names the benchmarks there are', () => {
  expect(() => truthBenchmark('hmm')).toThrow('benchmark: got hmm, expected one of rare-feature, rare-time,');
});

// The shares and counts that a re-run of the published generator gave, with room for chance at 200 x 200 steps: states
// last 17 steps on average, so that a share over 40,000 steps has a standard deviation near 0.01.
describe('state', () => {
  const every = truthBenchmark('state-every-step', { train: 0, test: 400 }).test;
  const change = truthBenchmark('state-change', { train: 0, test: 400 }).test;
  const states = trueChannels(every).map((channel) => channel - 1);

  it('is in state 1 for 42 % of the steps and changes 11.6 times a series', () => {
    expect(Math.abs(mean(states) - 0.42)).toBeLessThan(0.02);
    const changes = states.filter((state, i) => i % 200 > 0 && state !== states[i - 1]);
    expect(Math.abs(changes.length / 400 - 11.6)).toBeLessThan(0.5);
  });

  it('has one true cell in three at every step, 2.1 % at changes, in the same data', () => {
    expect(share(every.truth)).toBeCloseTo(1 / 3, 12);
    expect(Math.abs(share(change.truth) - 0.021)).toBeLessThan(0.001);
    expect(change.x.values.every((value, i) => value === every.x.values[i])).toBe(true);
    expect(change.truth.every((flag, i) => flag <= every.truth[i])).toBe(true);
  });

  it('has label 1 at 56.9 % of the steps, 90.5 % of which the known state would tell', () => {
    expect(Math.abs(share(every.labels) - 0.569)).toBeLessThan(0.01);
    const told = states.map((state, i) => {
      const important = every.x.values[i * 3 + 1 + state];
      return important > 0 === (every.labels[i] === 1) ? 1 : 0;
    });
    expect(Math.abs(mean(told) - 0.905)).toBeLessThan(0.005);
  });

  it('has the means and the covariance of its states', () => {
    const inState = (state: number, c: number): number[] =>
      states.flatMap((s, i) => (s === state ? [every.x.values[i * 3 + c]] : []));
    const [zeroth, important] = [inState(0, 0), inState(0, 1)];
    expect(Math.abs(mean(important) - 1.6)).toBeLessThan(0.02);
    expect(Math.abs(mean(inState(1, 2)) + 1.5)).toBeLessThan(0.02);
    expect(Math.abs(standardDeviation(important) - Math.sqrt(0.801))).toBeLessThan(0.02);
    const products = zeroth.map((v, i) => (v - 0.1) * (important[i] - 1.6));
    expect(Math.abs(mean(products) - 0.01)).toBeLessThan(0.015);
  });
});

describe('switch feature', () => {
  const { test } = truthBenchmark('switch-feature', { train: 0, test: 300 });
  const states = trueChannels(test);

  it('starts in state 1 one time in three and never in state 2', () => {
    const starts = states.filter((_, i) => i % 100 === 0);
    expect(Math.abs(mean(starts) - 1 / 3)).toBeLessThan(0.09);
    expect(starts).not.toContain(2);
  });

  it('stays with 0.95, and has the mean and variance of its state', () => {
    const stays = states.flatMap((s, i) => (i % 100 === 0 ? [] : [s === states[i - 1] ? 1 : 0]));
    expect(Math.abs(mean(stays) - 0.95)).toBeLessThan(0.005);
    const values = states.flatMap((s, i) => (s === 1 ? [test.x.values[i * 3 + 1]] : []));
    expect(Math.abs(mean(values) + 1)).toBeLessThan(0.02);
    expect(Math.abs(standardDeviation(values) - Math.sqrt(0.1))).toBeLessThan(0.01);
  });
});

describe('spike', () => {
  it.each([
    ['spike', 0],
    ['delayed-spike', 2],
  ])('%s: the label is 1 from %d steps after the true cell on', (name, delay) => {
    const { test } = truthBenchmark(name, { train: 0, test: 600 });
    for (let b = 0; b < test.x.batch; b++) {
      const at = test.truth.subarray(b * 240, (b + 1) * 240).indexOf(1);
      const labels = [...test.labels.subarray(b * 80, (b + 1) * 80)];
      expect(labels.indexOf(1)).toBe(at < 0 ? -1 : at / 3 + delay);
      if (at >= 0) expect(labels.slice(at / 3 + delay)).not.toContain(0);
    }
    // 0.3 of the series spike, unless a Poisson number of mean 3 is 0.
    const spiking = test.labels.filter((label, i) => i % 80 === 79 && label === 1).length / 600;
    expect(Math.abs(spiking - 0.3 * (1 - Math.exp(-3)))).toBeLessThan(0.06);
  });

  it('filters as scipy.signal.butter and lfilter do', () => {
    // Closed form: gain 1 at frequency 0, none at half the sampling frequency.
    const steady = butterworthLowPass(new Float64Array(300).fill(2), 6, 6.8 / 15);
    expect(steady.at(-1)).toBeCloseTo(2, 6);
    const fastest = butterworthLowPass(
      Float64Array.from({ length: 300 }, (_, t) => (-1) ** t),
      6,
      6.8 / 15,
    );
    expect(Math.abs(fastest.at(-1) ?? 1)).toBeLessThan(1e-6);
    // At the cutoff the power is halved.
    const tone = butterworthLowPass(
      Float64Array.from({ length: 4000 }, (_, t) => Math.sin(Math.PI * (6.8 / 15) * t)),
      6,
      6.8 / 15,
    );
    expect(standardDeviation([...tone.subarray(2000)])).toBeCloseTo(0.5, 2);
  });
});

describe('rare', () => {
  it('has half of the steps at five features, and five steps in a row at half of the features', () => {
    const feature = truthBenchmark('rare-feature').test;
    expect(share(feature.truth)).toBe((25 * 5) / 2500);
    const time = truthBenchmark('rare-time').test;
    expect(share(time.truth)).toBe((25 * 5) / 2500);
    expect(feature.truth[12 * 50 - 1] + feature.truth.subarray(0, 600).indexOf(1)).toBe(-1);
  });

  it('has the autocorrelation of its recursion', () => {
    const { x } = truthBenchmark('rare-feature', { test: 100 }).test;
    const products = [0, 1].map((lag) => {
      const list: number[] = [];
      for (let i = 0; i < x.values.length; i++) {
        if (Math.floor(i / 50) % 50 >= 20) list.push(x.values[i] * x.values[i - lag * 50]);
      }
      return mean(list);
    });
    // Yule-Walker by hand for -0.25, -0.1, -0.05: rho_1 = -0.2226.
    expect(products[1] / products[0]).toBeCloseTo(-0.2226, 2);
  });
});

describe('sequences with a class', () => {
  it.each([
    ['freq-shapes', 0.25],
    ['seq-comb-uv', 0.25],
    ['seq-comb-mv', 0.25],
    ['low-var', 0.25],
  ])('%s: classes in turn', (name, part) => {
    const { labels } = truthBenchmark(name, { train: 0, validation: 0, test: 40 }).test;
    expect(labels.filter((label) => label === 0).length / 40).toBe(part);
  });

  it('FreqShapes: three steps a spike, its sign and its period', () => {
    const { x, truth, labels } = truthBenchmark('freq-shapes', { train: 0, validation: 0, test: 40 }).test;
    for (let b = 0; b < 40; b++) {
      const at = [...truth.subarray(b * 50, (b + 1) * 50).keys()].filter((t) => truth[b * 50 + t] === 1);
      expect(at.length % 3).toBe(0);
      if (at.length > 3) expect(at[3] - at[0]).toBe(labels[b] < 2 ? 10 : 17);
      const heights = at.map((t) => x.values[b * 50 + t]);
      if (at.length > 0) expect(Math.sign(mean(heights))).toBe(labels[b] % 2 === 0 ? -1 : 1);
    }
  });

  it('SeqComb: none or two runs, in one or in two channels', () => {
    for (const [name, channels] of [
      ['seq-comb-uv', 1],
      ['seq-comb-mv', 4],
    ] as const) {
      const { truth, labels, x } = truthBenchmark(name, { train: 0, validation: 0, test: 40 }).test;
      for (let b = 0; b < 40; b++) {
        const own = truth.subarray(b * 200 * channels, (b + 1) * 200 * channels);
        const used = new Set([...own.keys()].filter((i) => own[i] === 1).map((i) => i % channels));
        expect(used.size).toBe(labels[b] === 0 ? 0 : Math.min(2, channels));
      }
      expect(x.channels).toBe(channels);
    }
  });

  it('LowVar: a quiet stretch of 10 to 19 steps', () => {
    const { truth, x, labels } = truthBenchmark('low-var', { train: 0, validation: 0, test: 40 }).test;
    for (let b = 0; b < 40; b++) {
      const cells = [...truth.keys()].filter((i) => truth[i] === 1 && Math.floor(i / 400) === b);
      expect(cells.length).toBeGreaterThanOrEqual(10);
      expect(cells.length).toBeLessThan(20);
      const values = cells.map((i) => x.values[i]);
      expect(mean(values)).toBeCloseTo(labels[b] % 2 === 0 ? -1.5 : 1.5, 0);
      expect(cells[0] % 2).toBe(labels[b] < 2 ? 0 : 1);
    }
  });

  it.each(Object.entries(ISMAIL_SHAPES))('Ismail, %s: a box of its size', (shape, { steps, channels }) => {
    const { test } = truthBenchmark(`ismail-${shape}-gaussian`, { train: 0, test: 25 });
    expect(share(test.truth)).toBe((steps * channels) / 2500);
    const isPositional = shape.startsWith('positional');
    const inside = test.truth.reduce((sum, flag, i) => {
      const sign = isPositional || test.labels[Math.floor(i / 2500)] === 1 ? 1 : -1;
      return sum + flag * sign * test.x.values[i];
    }, 0);
    expect(Math.abs(inside / (25 * steps * channels) - 1)).toBeLessThan(0.05);
  });
});

describe('synthetic ECG', () => {
  const { test, classes } = truthBenchmark('synthetic-ecg', { train: 0, validation: 0, test: 100 });
  const seconds = (i: number): number => ((i % 288) - 198) / 180;
  const trueSeconds = (symbol: string): number[] => {
    const label = classes.findIndex((one) => one.symbol === symbol);
    return [...test.truth.keys()]
      .filter((i) => test.truth[i] === 1 && test.labels[Math.floor(i / 288)] === label)
      .map(seconds);
  };

  it('says nothing of normal beats and something of every other', () => {
    for (let b = 0; b < 100; b++) {
      expect(share(test.truth.subarray(b * 288, (b + 1) * 288)) > 0).toBe(test.labels[b] > 0);
    }
  });

  it('has its truth where the change is: QRS, P, ST, and the beat before', () => {
    expect(trueSeconds('W').every((s) => s > -0.2 && s < 0.2)).toBe(true);
    expect(trueSeconds('P').every((s) => s > -0.25 && s < -0.08)).toBe(true);
    expect(trueSeconds('ST').every((s) => s > 0.03 && s < 0.25)).toBe(true);
    expect(Math.min(...trueSeconds('E'))).toBeLessThan(-0.7);
    expect(Math.max(...trueSeconds('E'))).toBeLessThan(0.1);
  });

  it('differs from the normal beat by the noise alone outside of the truth', () => {
    const noisy = truthBenchmark('synthetic-ecg', { train: 0, validation: 0, test: 500 }).test;
    const outside = (label: number): number =>
      mean(
        [...noisy.truth.keys()]
          .filter((i) => noisy.labels[Math.floor(i / 288)] === label && seconds(i) > 0.25)
          .map((i) => noisy.x.values[i]),
      );
    for (const label of [1, 2, 3, 4]) expect(Math.abs(outside(label) - outside(0))).toBeLessThan(0.03);
  });
});
