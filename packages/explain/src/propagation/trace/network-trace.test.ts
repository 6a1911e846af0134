import { describe, expect, it } from 'vitest';
import { architectureNames, cellModel, cellSequences } from '../../../testing/cell-networks.ts';
import { openNetwork, sequenceAt } from '../each-sequence.ts';
import { traceNetwork } from './network-trace.ts';

describe('trace', () => {
  it.each(architectureNames)('of %s ends at the scores of the model', async (name) => {
    const model = await cellModel(name);
    for (const ragged of [false, true]) {
      const x = cellSequences(model, ragged);
      const expected = await model.scores(x);
      const network = openNetwork('test', model, x);
      for (let b = 0; b < x.batch; b++) {
        const { input, steps } = sequenceAt(x, b);
        const { scores } = traceNetwork(network, input, steps);
        // Single precision leaves its rounding.
        scores.forEach((score, k) => expect(Math.abs(score - expected[b * 3 + k])).toBeLessThan(1e-5));
      }
    }
  });

  it('continues from the layers of another trace to the same scores', async () => {
    const model = await cellModel('an LSTM both ways, two layers');
    const x = cellSequences(model);
    const network = openNetwork('test', model, x);
    const { input, steps } = sequenceAt(x, 1);
    const whole = traceNetwork(network, input, steps);
    const upper = traceNetwork(network, input, steps, { below: whole, from: 1 });
    expect(upper.scores).toEqual(whole.scores);
    expect(upper.layers[0]).toBe(whole.layers[0]);
  });

  it('refuses sequences that the model cannot read', async () => {
    const model = await cellModel('an LSTM');
    const x = cellSequences(model);
    expect(() => openNetwork('lrp', model, { ...x, channels: 1, steps: 18 })).toThrow(
      'lrp: got sequences of 18 steps and 1 channels, expected at least 1 step and 2 channels as the model reads',
    );
    expect(() => openNetwork('lrp', model, { ...x, lengths: [9, 10, 1] })).toThrow(
      'lrp: got length 10 for sequence 1, expected a whole number from 1 to 9',
    );
    expect(() => openNetwork('lrp', model, { ...x, lengths: [9] })).toThrow('got 1 lengths');
  });
});
