import { readFileSync } from 'node:fs';
import { sequenceBatch } from '@saliogram/core';
import { decodeModel } from '@saliogram/nn';
import { describe, expect, it } from 'vitest';
import { contextualDecomposition } from './decomposition/contextual-decomposition.ts';
import { deepLift } from './deep-lift/deep-lift.ts';
import { openNetwork, sequenceAt } from './each-sequence.ts';
import { lrp } from './lrp/lrp.ts';
import { traceNetwork } from './trace/network-trace.ts';

// Two beats of 216 steps drawn by hand: a QRS of 12 and of 30 steps, with a P wave in the first.
const bump = (t: number, centre: number, width: number): number => Math.exp(-(((t - centre) / width) ** 2));
const x = sequenceBatch(
  Float32Array.from({ length: 432 }, (_, i) => {
    const t = i % 216;
    return i < 216
      ? 5 * bump(t, 72, 4) + 0.5 * bump(t, 30, 9) + bump(t, 160, 18) - 0.4
      : 3 * bump(t, 74, 15) - 2 * bump(t, 140, 30);
  }),
  2,
  216,
);
const file = new URL('../../../../models/mitdb-lstm.safetensors', import.meta.url);

describe('at the size of the paper, with the committed model of MIT-BIH', () => {
  it('the trace agrees with the kernels and every rule keeps its sum', async () => {
    const model = await decodeModel(readFileSync(file), { backend: 'wasm', threads: 1 });
    const scores = await model.scores(x);
    const network = openNetwork('test', model, x);
    for (let b = 0; b < 2; b++) {
      const { input, steps } = sequenceAt(x, b);
      traceNetwork(network, input, steps).scores.forEach((score, k) =>
        expect(Math.abs(score - scores[b * 5 + k])).toBeLessThan(1e-4),
      );
    }
    const { conservation, completenessGap } = await lrp(model, x, [0, 3]);
    for (let b = 0; b < 2; b++) {
      const { start, bias, epsilon } = conservation;
      expect(start[b]).toBeCloseTo(scores[b * 5 + 3 * b], 3);
      expect(Math.abs(completenessGap![b] + bias[b] + epsilon[b])).toBeLessThan(1e-9);
    }
    const lifted = await deepLift(model, x, [0, 3], { baseline: 'mean' });
    for (const gap of lifted.completenessGap!) expect(Math.abs(gap)).toBeLessThan(1e-10);
    const { segments } = await contextualDecomposition(model, x, [0, 3], { width: 216 });
    const { bias } = model.recurrentCells().output;
    segments!.forEach(([{ value }], b) => expect(value).toBeCloseTo(scores[b * 5 + 3 * b] - bias[3 * b], 3));
    await model.close();
  });
});
