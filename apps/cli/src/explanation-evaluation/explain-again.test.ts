import { describe, expect, it } from 'vitest';
import type { SequenceBatch } from '@saliogram/core';
import type { Attribution, MapScores } from '@saliogram/explain';
import { createModel } from '@saliogram/nn';
import { explainAgain } from './explain-again.ts';
import type { AgainRequest } from './explain-again.ts';
import type { NumbersCache } from './numbers-cache.ts';
import type { SequencesToExplain } from './sequences-to-explain.ts';

const model = await createModel(
  {
    architecture: { kind: 'lstm', inputs: 1, hidden: [4], outputs: 2 },
    classes: [
      { symbol: 'N', name: 'Normal' },
      { symbol: 'V', name: 'Ventricular' },
    ],
    preprocessing: {},
    units: 'z-score',
    zero: 'mean of the beat',
    codeVersion: '0.1.0',
    created: '2026-01-01T00:00:00Z',
  },
  { seed: 1, backend: 'reference', threads: 1 },
);
const x: SequenceBatch = {
  values: Float32Array.from({ length: 24 }, (_, i) => Math.sin(1 + i * i)),
  batch: 2,
  steps: 12,
  channels: 1,
};
const sequences = {
  x,
  indices: Uint32Array.of(3, 9),
  groups: Uint32Array.of(0, 1),
} as unknown as SequencesToExplain;
const map = (method: string, forward: number, settings = {}): Attribution => ({
  method,
  targets: Int32Array.of(0, 1),
  shape: { batch: 2, steps: 12, channels: 1 },
  values: new Float32Array(24),
  heat: { scaling: 'magnitude', floor: 0 },
  settings,
  cost: { forward: 2 * forward, backward: 0 },
});
const kept = new Map<string, MapScores>();
const cache: NumbersCache = {
  read: async (name, madeFrom) => kept.get(name + JSON.stringify(madeFrom)),
  write: async (name, madeFrom, numbers) => void kept.set(name + JSON.stringify(madeFrom), numbers),
};
const request: AgainRequest = {
  model,
  sequences,
  targets: Int32Array.of(0, 1),
  maps: [
    map('gradient-times-input', 3),
    map('smooth-grad', 100, { seed: 0 }),
    map('occlusion', 10),
    map('rise', 401),
  ],
  options: new Map([
    ['smooth-grad', { samples: 2, noise: 20, seed: 0 }],
    ['occlusion', { width: 0 }],
  ]),
  parts: ['robustness', 'sanity'],
  slow: false,
  lenient: true,
  seed: 2,
  cache,
  madeFrom: { indices: [3, 9] },
  signal: new AbortController().signal,
  onEvent: () => undefined,
};

describe('explainAgain', () => {
  it('measures methods and |x|, and leaves out those that are dear or cannot', async () => {
    const { rows, leftOut } = await explainAgain(request);
    expect(rows.map(({ method }) => method)).toEqual(['gradient-times-input', 'smooth-grad', 'magnitude']);
    const [gradient, smooth, still] = rows;
    expect(Object.keys(gradient.layers)).toEqual(['head', 'lstm.0']);
    expect(gradient.scores).not.toHaveProperty('seed-agreement');
    // It draws: another seed gives another map.
    for (const agreement of smooth.scores['seed-agreement'].perSequence) expect(agreement).toBeLessThan(1);
    for (const left of still.scores['weight-randomisation'].perSequence) expect(left).toBeCloseTo(1, 12);
    expect(leftOut.map(({ method }) => method)).toEqual(['occlusion', 'rise']);
    expect(leftOut[0].why).toContain('no robustness or sanity: occlusion: got width 0');
    expect(leftOut[1].why).toContain('more than 400 passes each; measured with --slow');
  });

  it('takes from the cache what is there', async () => {
    const first = await explainAgain(request);
    const before = model.passes().forward;
    const again = await explainAgain(request);
    expect(model.passes().forward).toBe(before);
    expect(again).toEqual(first);
  });

  it('stops when cancelled, and keeps what was measured until then', async () => {
    kept.clear();
    const stop = new AbortController();
    const stopped = explainAgain({
      ...request,
      signal: stop.signal,
      onEvent: ({ stage, done }) => {
        if (stage === 'explaining again' && done === 1) stop.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(kept.size).toBe(1);
  });

  it('fails where a method that was asked for by name cannot', async () => {
    await expect(explainAgain({ ...request, lenient: false })).rejects.toThrow('occlusion: got width 0');
  });
});
