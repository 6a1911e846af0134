import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argmax, createRandom, gatherBatch } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { truthBenchmark } from '@saliogram/datasets';
import { sharedEvidence, trustRecords } from '@saliogram/explain';
import type { Attribution, SharedEvidence, TrustVerdict } from '@saliogram/explain';
import { decodeModel } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';
import { root } from './sources.ts';

/** Beats judged; enough that one in twenty can be told from one in five. */
const BEATS = 20;

/**
 * The verdict on the synthetic ECG, whose truth is known, with a model and beats that its rules were not chosen on
 * (`fixtures/verdict/make-model.js 2`; `bench/verdict.js` judges more beats and more maps).
 */
describe('verdicts where the truth is known', () => {
  let model: RecurrentModel;
  let x: SequenceBatch;
  let targets: Int32Array;
  let counterpart: SequenceBatch;
  let change: Float32Array;
  let shared: SharedEvidence;

  beforeAll(async () => {
    const file = join(root, 'fixtures/verdict/synthetic-ecg-lstm.safetensors');
    model = await decodeModel(readFileSync(file), { name: file, threads: 1 });
    const { test } = truthBenchmark('synthetic-ecg', { seed: 79, train: 0, validation: 0, test: 2 * BEATS });
    const scores = await model.scores(test.x);
    const known = (i: number): boolean => argmax(scores, i * 5, (i + 1) * 5) === test.labels[i];
    const chosen = Array.from(test.labels.keys())
      .filter((i) => test.labels[i] > 0 && known(i))
      .slice(0, BEATS);
    x = gatherBatch(test.x, chosen);
    targets = Int32Array.from(chosen, (i) => test.labels[i]);
    const rows = (values: Float32Array): Float32Array => gatherBatch({ ...test.x, values }, chosen).values;
    counterpart = { ...x, values: rows(test.counterpart!) };
    const truth = rows(Float32Array.from(test.truth));
    change = truth.map((t, i) => t * Math.abs(x.values[i] - counterpart.values[i]));
    shared = await sharedEvidence(model, x, targets, { baseline: counterpart });
  }, 60_000);

  afterAll(() => model.close());

  async function verdicts(values: Float32Array): Promise<TrustVerdict[]> {
    const map: Attribution = {
      method: 'given',
      targets,
      shape: x,
      values,
      heat: { scaling: 'min-max', floor: 0 },
      settings: {},
      cost: { forward: 0, backward: 0 },
    };
    const records = await trustRecords(model, x, map, { baseline: counterpart, ...shared });
    return records.map(({ verdict }) => verdict);
  }
  const share = (words: TrustVerdict[], word: TrustVerdict): number =>
    words.filter((one) => one === word).length / words.length;

  it('the true map is reliable in at least 90 %', async () => {
    expect(targets).toHaveLength(BEATS);
    expect(share(await verdicts(change), 'reliable')).toBeGreaterThanOrEqual(0.9);
  });

  it('a random map is unreliable in at least 95 %', async () => {
    const random = createRandom(5);
    const noise = x.values.map(() => random.uniform());
    expect(share(await verdicts(noise), 'unreliable')).toBeGreaterThanOrEqual(0.95);
  });

  it('the true map of another beat is not reliable where the classes differ', async () => {
    // Beats come in the order of their classes, so that the next one is of another.
    const size = x.steps;
    const next = Float32Array.from(change, (_, i) => change[(i + size) % change.length]);
    expect(share(await verdicts(next), 'reliable')).toBeLessThan(0.5);
  });
});
