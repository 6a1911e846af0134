import { describe, expect, it } from 'vitest';
import { MIT_BIH_CLASSES, MIT_BIH_PREPROCESSING } from '@saliogram/datasets';
import { attributionMethod, trustRecords } from '@saliogram/explain';
import { createModel, reinitialisedLayers } from '@saliogram/nn';
import { batchOfOne } from './model-calls.ts';
import { trustOf } from './trust-of.ts';

const never = new AbortController().signal;

describe('a verdict in the worker', () => {
  it('is that of the library, also with random orders from an earlier one, and tells what it tries', async () => {
    const model = await createModel(
      {
        architecture: { kind: 'lstm', inputs: 1, hidden: [4], outputs: 5 },
        classes: MIT_BIH_CLASSES,
        preprocessing: MIT_BIH_PREPROCESSING,
        units: 'z-score',
        zero: 'mean of the beat',
        codeVersion: '0.1.0',
        created: '2026-01-01T00:00:00Z',
      },
      { seed: 1, backend: 'reference', threads: 1 },
    );
    const input = {
      values: Float32Array.from({ length: 24 }, (_, t) => Math.sin(t)),
      steps: 24,
      channels: 1,
    };
    const method = attributionMethod('smooth-grad');
    const options = { samples: 2 };
    const x = batchOfOne(input);
    const map = await method.explain(model, x, 1, options);
    const request = { slot: 'first', method: method.name, input, target: 1, options } as const;
    const stages: string[] = [];
    const judge = (chance: Float64Array | null) => {
      stages.length = 0;
      const onEvent = ({ stage, done, total }: { stage: string; done: number; total: number }) =>
        void stages.push(`${done} of ${total}: ${stage}`);
      return trustOf(model, request, map, { others: [], chance }, onEvent, never);
    };
    const first = await judge(null);
    expect(stages).toEqual([
      '0 of 7: against random orders',
      '1 of 7: against the same map elsewhere',
      '2 of 7: with a little noise',
      '5 of 7: with another seed',
      '6 of 7: against an untrained model',
    ]);
    const second = await judge(first.chance);
    expect(stages[0]).toBe('0 of 6: against the same map elsewhere');
    expect(second.record).toEqual(first.record);
    const copies = reinitialisedLayers(model, { threads: 1 });
    const untrained = await copies.randomised(copies.layers);
    const [record] = await trustRecords(model, x, map, {
      reexplain: (to, noisy, seed) =>
        method.explain(to, noisy, 1, { ...options, ...(seed !== undefined && { seed }) }),
      seeded: true,
      untrained,
      others: [],
    });
    expect(first.record).toEqual(record);
  });
});
