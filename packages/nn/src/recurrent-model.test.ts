import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { exampleMetadata } from '../testing/example-metadata.ts';
import { createModel } from './recurrent-model.ts';

const metadata = exampleMetadata({ inputs: 1, hidden: [5, 4], outputs: 3 });
const steps = 8;
const wave = (batch: number, channels = 1) =>
  sequenceBatch(
    Float32Array.from({ length: batch * steps * channels }, (_, i) => Math.sin(0.7 * i)),
    batch,
    steps,
    channels,
  );

describe('RecurrentModel', () => {
  it('counts passes in sequences, and a resumed pass by the part of it that is run', async () => {
    const model = await createModel(metadata, { seed: 1, backend: 'reference' });
    await model.scores(wave(4));
    await model.scoresPerStep(wave(2));
    expect(model.passes()).toEqual({ forward: 6, backward: 0 });
    await model.scoreGradient(wave(3), [0, 1, 2]);
    expect(model.passes()).toEqual({ forward: 9, backward: 3 });
    const bases = wave(1);
    const changed = bases.values.slice();
    changed[6] = 0;
    await model.scoresOfVariants(bases, {
      sequences: sequenceBatch(changed, 1, steps),
      baseOf: [0],
      firstChange: [6],
    });
    // One base pass and 2 of 8 steps of the variant.
    expect(model.withMetadata({ units: 'mV' }).passes()).toEqual({ forward: 10.25, backward: 3 });
  });

  it('resumes variants to the scores of whole passes', async () => {
    const model = await createModel(metadata, { seed: 2, backend: 'reference' });
    const bases = wave(2);
    const changed = new Float32Array(3 * steps);
    changed.set(bases.values.subarray(0, steps), 0);
    changed.set(bases.values.subarray(steps, 2 * steps), steps);
    changed.set(bases.values.subarray(steps, 2 * steps), 2 * steps);
    changed[3] = 2;
    changed[steps] = -1;
    const sequences = sequenceBatch(changed, 3, steps);
    const found = await model.scoresOfVariants(bases, {
      sequences,
      baseOf: [0, 1, 1],
      firstChange: [3, 0, steps],
    });
    expect(found.scores).toEqual(await model.scores(sequences));
    expect(found.baseScores).toEqual(await model.scores(bases));
  });

  it('counts whole passes where prefixes share nothing', async () => {
    const model = await createModel(
      exampleMetadata({ kind: 'gru', bidirectional: true, inputs: 1, hidden: [3], outputs: 2 }),
      { seed: 1, backend: 'reference' },
    );
    // Prefixes of 1 to 8 and of 1 to 4 of 8 steps: 36 / 8 + 10 / 8 passes.
    await model.scoresPerStep({ ...wave(2), lengths: [8, 4] });
    expect(model.passes()).toEqual({ forward: 5.75, backward: 0 });
    const variants = { sequences: wave(1), baseOf: [0], firstChange: [6] };
    await model.scoresOfVariants(wave(1), variants);
    expect(model.passes()).toEqual({ forward: 7.75, backward: 0 });
  });

  it('reads shorter sequences to their own end only', async () => {
    const model = await createModel(metadata, { seed: 3, backend: 'reference' });
    const lengths = [8, 3, 5];
    const whole = wave(3);
    const padded = { ...whole, values: whole.values.slice(), lengths };
    lengths.forEach((length, i) => padded.values.fill(NaN, i * steps + length, (i + 1) * steps));
    const found = await model.scoreGradient(padded, [0, 1, 2]);
    for (const [i, length] of lengths.entries()) {
      const cut = sequenceBatch(whole.values.slice(i * steps, i * steps + length), 1, length);
      const alone = await model.scoreGradient(cut, [i]);
      expect(found.scores.slice(3 * i, 3 * i + 3)).toEqual(alone.scores);
      expect(found.gradient.slice(i * steps, i * steps + length)).toEqual(alone.gradient);
      expect(found.gradient.slice(i * steps + length, (i + 1) * steps).every((g) => g === 0)).toBe(true);
    }
    await expect(model.scores({ ...whole, lengths: [8, 3] })).rejects.toThrow(
      'got 2 lengths, expected one for each of 3 sequences',
    );
    for (const length of [0, 9, 2.5]) {
      await expect(model.scores({ ...whole, lengths: [8, length, 5] })).rejects.toThrow(
        `length of sequence 1 is ${length}, expected a whole number from 1 to 8`,
      );
    }
  });

  it('says what input it got and what the model takes', async () => {
    const model = await createModel(metadata, { seed: 1, backend: 'reference' });
    await expect(model.scores(wave(1, 2))).rejects.toMatchObject({
      code: 'model-mismatch',
      message: expect.stringContaining('got sequences of 2 channels, expected 1') as string,
    });
    await expect(model.scoreGradient(wave(2), [0])).rejects.toThrow(
      'got 1, expected one for each of 2 sequences',
    );
    await expect(model.scoreGradient(wave(2), [0, 3])).rejects.toThrow(
      'number 1 is 3, expected a class index from 0 to 2',
    );
    await expect(createModel({ ...metadata, units: '' }, { seed: 1 })).rejects.toMatchObject({
      code: 'argument-invalid',
      details: { field: 'units' },
    });
  });
});
