import { describe, expect, it } from 'vitest';
import { synthesizeBeats } from './beats.ts';
import { NO_NOISE } from './noise.ts';

describe('synthesizeBeats', () => {
  it('balances classes and repeats for a seed', async () => {
    const first = await synthesizeBeats({ seed: 1, count: 50 });
    const again = await synthesizeBeats({ seed: 1, count: 50 });
    expect(again.data.dataHash).toBe(first.data.dataHash);
    for (let k = 0; k < 5; k++) expect(first.data.labels.filter((label) => label === k)).toHaveLength(10);
    expect((await synthesizeBeats({ seed: 2, count: 50 })).data.dataHash).not.toBe(first.data.dataHash);
  });

  it('makes a one-wave class by the marked samples alone', async () => {
    const { data, truth } = await synthesizeBeats({
      seed: 5,
      count: 5,
      classes: 'one-wave',
      patients: 1,
      noise: NO_NOISE,
    });
    const [normal, ...changed] = Array.from({ length: 5 }, (_, i) => ({
      beat: data.sequences.values.subarray(i * 216, (i + 1) * 216),
      mask: truth.subarray(i * 216, (i + 1) * 216),
    }));
    expect(normal.mask.some((value) => value === 1)).toBe(false);
    const scale = Math.max(...normal.beat);
    for (const { beat, mask } of changed) {
      const marked = [...mask.keys()].filter((t) => mask[t] === 1);
      expect(marked.length).toBeGreaterThan(10);
      expect(marked.length).toBeLessThan(100);
      // Away from the marks only the beat's size (3 %) and the sub-sample shift of the steep R wave differ.
      const far = [...mask.keys()].filter((t) => mask[t] === 0 && Math.abs(t - 72) > 20);
      for (const t of far) expect(Math.abs(beat[t] - normal.beat[t])).toBeLessThan(0.05 * scale);
    }
  });

  it('has its truth where the classes differ: the P wave before R, the T wave after', async () => {
    const { data, truth } = await synthesizeBeats({ seed: 6, count: 5, classes: 'one-wave', patients: 1 });
    const marksOf = (symbol: string): number[] => {
      const i = data.classes.findIndex((each) => each.symbol === symbol);
      return [...truth.subarray(i * 216, (i + 1) * 216).keys()].filter((t) => truth[i * 216 + t] === 1);
    };
    expect(Math.max(...marksOf('P'))).toBeLessThan(72);
    expect(Math.min(...marksOf('T'))).toBeGreaterThan(72 + 36);
  });
});
