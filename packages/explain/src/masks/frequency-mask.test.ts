import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { bandParts, checkedEdges, octaveEdges } from './band-parts.ts';
import { frequencyMask } from './frequency-mask.ts';

/** Coefficient k of the cosine transform of L steps. */
const wave = (k: number, steps: number): number[] =>
  Array.from({ length: steps }, (_, t) => Math.cos((Math.PI * k * (t + 0.5)) / steps));

describe('bands', () => {
  it('hold parts that add up to the sequence and are orthogonal', () => {
    const { values } = randomSequences(1, 30, 2);
    const parts = bandParts(values, 2, octaveEdges(30));
    values.forEach((v, j) => expect(parts.reduce((sum, part) => sum + part[j], 0)).toBeCloseTo(v, 5));
    for (const [a, first] of parts.entries()) {
      for (const second of parts.slice(a + 1)) {
        for (const c of [0, 1]) {
          expect(first.reduce((sum, v, j) => sum + (j % 2 === c ? v * second[j] : 0), 0)).toBeCloseTo(0, 5);
        }
      }
    }
  });

  it('hold each wave in its own, k / (2 L) cycles per step, two bands an octave', () => {
    const edges = octaveEdges(64);
    expect(edges.slice(0, 7).map((edge) => edge * 128)).toEqual([0, 0.5, 1.5, 2.5, 3.5, 5.5, 7.5]);
    expect(edges.at(-1)).toBe(0.5);
    const parts = bandParts(Float32Array.from(wave(5, 64)), 1, edges);
    const power = parts.map((part) => part.reduce((sum, v) => sum + v ** 2, 0));
    // Coefficient 5 lies from 3.5 to 5.5.
    power.forEach((p, band) => expect(p).toBeCloseTo(band === 4 ? 32 : 0, 4));
  });

  it('take edges in hertz, and refuse those that do not ascend', () => {
    expect(checkedEdges('bands', [0, 5, 40], 1 / 100)).toEqual([0, 0.05, 0.4, 0.5]);
    expect(() => checkedEdges('bands', [10, 60], 1 / 100)).toThrow(
      'bands: got edges 10, 60, expected ascending frequencies from 0 to 50, half the sampling frequency',
    );
  });
});

describe('frequency mask', () => {
  const steps = 40;

  it('keeps the band that a linear score reads, and shows where it is', async () => {
    // The score reads wave 8 alone, 8 / 80 x 100 Hz = 10 Hz; the sequence has wave 2 as well.
    const read = wave(8, steps);
    const model = linearModel([read.map((v) => v / 20), read.map((v) => -v / 20)]);
    const values = Float32Array.from(read, (v, t) => v + 3 * wave(2, steps)[t]);
    const x = { values, batch: 1, steps, channels: 1 };
    const options = {
      samplingFrequency: 100,
      edges: [5, 15, 30],
      keep: 0.25,
      sizeWeight: 0.4,
      maxIterations: 300,
    };
    const result = await frequencyMask(model, x, 0, { ...options, tolerance: 1e-6 });
    expect(result.bands?.edges).toEqual([0, 5, 15, 30, 50]);
    expect(result.bands?.unit).toBe('Hz');
    const mask = result.bands?.values ?? [];
    expect(mask[1]).toBeGreaterThan(0.99);
    expect(mask[0]).toBe(0);
    // Wave 8 alone, as its mask is 1 and that of wave 2 is 0.
    result.values.forEach((v, t) => expect(v).toBeCloseTo(Math.abs(read[t]), 1));
    expect(result.convergence?.converged).toEqual([true]);
  });

  it('works per channel, in cycles per step, alone as in a batch', async () => {
    const network = tinyLstm(2);
    const two = randomSequences(2, 9, 2);
    const all = await frequencyMask(network, two, [0, 1], { maxIterations: 5 });
    const bands = octaveEdges(9).length - 1;
    expect(all.bands?.values.length).toBe(2 * bands * 2);
    expect(all.bands?.unit).toBe('cycles per step');
    expect(all.cost).toEqual({ forward: 12, backward: 12 });
    const second = { ...two, values: two.values.subarray(18), batch: 1 };
    const alone = await frequencyMask(network, second, 1, { maxIterations: 5 });
    expect([...alone.values]).toEqual([...all.values.subarray(18)]);
    expect([...(alone.bands?.values ?? [])]).toEqual([...(all.bands?.values.subarray(bands * 2) ?? [])]);
    await expect(frequencyMask(network, two, 0, { edges: [0.3, 0.2] })).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  });
});
