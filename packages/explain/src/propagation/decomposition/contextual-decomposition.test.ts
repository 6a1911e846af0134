import { describe, expect, it } from 'vitest';
import { architectureNames, cellModel, cellSequences } from '../../../testing/cell-networks.ts';
import { cellsModel, golden, goldenCells, goldenInput } from '../../../testing/golden-cells.ts';
import { splitLastStates } from '../../../testing/split-states.ts';
import { openNetwork, sequenceAt } from '../each-sequence.ts';
import { lastStates, traceNetwork } from '../trace/network-trace.ts';
import { contextualDecomposition } from './contextual-decomposition.ts';
import { networkParts } from './network-parts.ts';

describe('contextual decomposition', () => {
  // The authors' code, see PROVENANCE.md.
  it('of an LSTM is what its authors compute', async () => {
    const model = cellsModel(goldenCells('lstm', { headBias: false }));
    const scores = await model.scores(goldenInput);
    for (const { from, to, beta, gamma } of golden.decomposition) {
      for (let k = 0; k < 3; k++) {
        const { segments } = await contextualDecomposition(model, goldenInput, k, {
          segments: [{ name: 'phrase', from, to }],
        });
        expect(segments![0][0].value).toBeCloseTo(beta[k], 6);
        expect(scores[k] - segments![0][0].value).toBeCloseTo(gamma[k], 6);
      }
    }
  });

  it.each(architectureNames)(
    'of %s splits the last state into beta + gamma, each carried along',
    async (name) => {
      const model = await cellModel(name);
      const x = cellSequences(model, true);
      const network = openNetwork('test', model, x);
      const recurrent = { ...network, head: network.head.slice(-1) };
      for (let b = 0; b < 3; b++) {
        const { input, steps } = sequenceAt(x, b);
        const trace = traceNetwork(network, input, steps);
        const states = lastStates(trace.layers[trace.layers.length - 1]);
        const rows = Array.from({ length: steps }, (_, t) => [
          ...input.subarray(t * x.channels, (t + 1) * x.channels),
        ]);
        for (const [from, to] of [
          [0, 1],
          [2, 5],
          [3, 9],
          [0, 9],
        ]) {
          const inside = Uint8Array.from({ length: steps }, (_, t) => (t >= from && t < to ? 1 : 0));
          const part = input.map((v, i) => v * inside[Math.floor(i / x.channels)]);
          const beta = networkParts(recurrent, trace, part, inside);
          const expected = splitLastStates(network.cells, rows, (t) => inside[t] === 1);
          expected.forEach((split, u) => {
            expect(beta[u]).toBeCloseTo(split.beta, 10);
            expect(split.beta + split.gamma).toBeCloseTo(states[u], 10);
          });
        }
      }
    },
  );

  it('of a phrase that is everything is the score without the bias of the head, of nothing is 0', async () => {
    const model = await cellModel('two layers of LSTM');
    const x = cellSequences(model);
    const scores = await model.scores(x);
    const { bias } = model.recurrentCells().output;
    const whole = await contextualDecomposition(model, x, 1, { width: 9 });
    whole.segments!.forEach(([{ value }], b) => expect(value).toBeCloseTo(scores[b * 3 + 1] - bias[1], 4));
    const network = openNetwork('test', model, x);
    const { input, steps } = sequenceAt(x, 0);
    const trace = traceNetwork(network, input, steps);
    const nothing = networkParts(network, trace, new Float64Array(input.length), new Uint8Array(steps));
    expect(nothing.every((v) => v === 0)).toBe(true);
  });

  it('spreads what a phrase is worth over its cells, and takes the mean where phrases overlap', async () => {
    const model = await cellModel('a GRU');
    const x = cellSequences(model, true);
    const done: string[] = [];
    const { values, segments, cost } = await contextualDecomposition(model, x, 0, {
      width: 4,
      stride: 3,
      onEvent: (event) => done.push(`${event.done}/${event.total}`),
    });
    expect(done).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
    expect(segments!.map((own) => own.map(({ name }) => name))).toEqual([
      ['steps 0 to 3', 'steps 3 to 6', 'steps 6 to 8'],
      ['steps 0 to 3'],
      ['steps 0 to 0'],
    ]);
    const [first, second] = segments![0].map(({ value }) => value / 8);
    [first, first, first, (first + second) / 2, second].forEach((share, t) => {
      expect(values[2 * t]).toBeCloseTo(share, 6);
      expect(values[2 * t + 1]).toBeCloseTo(share, 6);
    });
    expect([...values.subarray(18 + 8, 36)]).toEqual(Array.from({ length: 10 }, () => 0));
    expect(cost).toEqual({ forward: 3 + 5 / 2, backward: 0 });
  });

  it('takes segments by name, those of one name as one phrase, and single channels', async () => {
    const model = await cellModel('an LSTM');
    const x = cellSequences(model);
    const lists = [0, 1, 2].map((b) => [
      { name: 'QRS', from: 2, to: 4 },
      { name: 'edge', from: 0, to: 1 },
      { name: 'edge', from: 7 + (b % 2), to: 9 },
      { name: 'lead II', from: 0, to: 9, channel: 1 },
    ]);
    const { segments, values } = await contextualDecomposition(model, x, 2, { segments: lists });
    expect(segments![1].map(({ name, from }) => `${name} ${from}`)).toEqual([
      'QRS 2',
      'edge 0',
      'edge 8',
      'lead II 0',
    ]);
    expect(segments![0][1].value).toBe(segments![0][2].value);
    const one = await contextualDecomposition(model, x, 2, { segments: [lists[0][0]] });
    expect(one.segments![0][0].value).toBe(segments![0][0].value);
    expect(values[2 * 5]).toBe(0);
    expect(values[2 * 5 + 1]).toBeCloseTo(segments![0][3].value / 9, 6);
  });

  it('gives each channel segments of its own if asked to, and refuses segments that are not there', async () => {
    const model = await cellModel('an LSTM');
    const x = cellSequences(model);
    const run = (options: object) => contextualDecomposition(model, x, 0, options);
    for (const stride of [null, 2]) {
      const { segments, settings } = await run({ width: 5, stride, channels: 'separate' });
      expect(segments![0].slice(0, 2).map(({ name }) => name)).toEqual([
        'steps 0 to 4, channel 0',
        'steps 0 to 4, channel 1',
      ]);
      expect(settings).toMatchObject({ width: 5, stride: stride ?? 5, channels: 'separate' });
    }
    await expect(run({ segments: [{ name: 'T', from: 5, to: 12 }] })).rejects.toThrow(
      'contextual-decomposition: got segment T of steps 5 up to 12',
    );
    await expect(run({ segments: [[], []] })).rejects.toThrow('expected a list for each of 3');
    await expect(run({ width: 0 })).rejects.toThrow('got width 0');
    await expect(run({ stride: 0 })).rejects.toThrow('got stride 0');
  });
});
