import { describe, expect, it } from 'vitest';
import type { StepWaves } from '../maps/step-waves.ts';
import { changeSentence, placesOfChange } from './counterfactual-words.ts';

const layout = {
  steps: 6,
  channels: 1,
  samplingFrequency: 100,
  originStep: 2,
  timeUnit: 'ms',
  unit: 'z-score',
} as const;
/** P at step 0, QRS at steps 1 to 3, T at steps 4 and 5, as `BEAT_STRETCHES` numbers them. */
const waves = { stretches: Int8Array.of(1, 3, 3, 3, 5, 5) } as unknown as StepWaves;

describe('what a counterfactual changes', () => {
  const change = Float32Array.of(0.05, -1, 2, 0, 0.5, 0);

  it('is told wave by wave, the largest first, in mV where that is known', () => {
    expect(placesOfChange(change, layout, waves).map(({ place, step }) => [place, step])).toEqual([
      ['in the QRS', 2],
      ['in the T wave', 4],
    ]);
    expect(changeSentence(change, layout, waves, 0.4)).toBe(
      'It would have to change in the QRS by up to +0.80 mV (at +5 ms from R), in the T wave by up to +0.20 mV (at +25 ms from R); 67 % of the samples are touched.',
    );
  });

  it('is told in the input’s unit and without waves where neither is known, and where nothing changes', () => {
    expect(
      changeSentence(
        change.map((value) => -value),
        layout,
        null,
        null,
      ),
    ).toMatch(/^It would have to change by up to −2 z-score \(at \+5 ms from R\)/);
    expect(changeSentence(new Float32Array(6), layout, waves, 1)).toMatch(/^Next to nothing/);
  });

  it('looks at the lead alone of several channels', () => {
    const two = { ...layout, channels: 2, channelNames: ['rr-before', 'lead'] } as never;
    const both = Float32Array.of(9, 0, 9, 0, 9, 3, 9, 0, 9, 0, 9, 0);
    expect(placesOfChange(both, two, waves)).toEqual([{ place: 'in the QRS', change: 3, step: 2 }]);
  });
});
