import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { matchBeats } from '../beats/match.ts';
import { findByCurveLength } from './curve-length.ts';
import { detectorAgreement } from './detector-agreement.ts';

describe('detectorAgreement', () => {
  it('is the beats of both over the beats of either, window by window', () => {
    // By hand, at 100 Hz within 15 samples: 100 and 110 are one beat, so are 300 and 290; 500 and 520 are two.
    const agreement = detectorAgreement([100, 300, 500], [110, 290, 520, 700], 100);
    expect(agreement(0, 1000)).toBe(2 / 5);
    expect(agreement(0, 400)).toBe(1);
    expect(agreement(400, 600)).toBe(0);
    expect(agreement(800, 1000)).toBeNull();
    // A beat that lies on both sides of a border counts where the first detector has it.
    expect([agreement(0, 105), agreement(105, 200)]).toEqual([1, null]);
  });
});

describe('findByCurveLength', () => {
  it.each([128, 250, 360, 1000])('finds beats of uneven height at %d Hz, upside down too', (rate) => {
    const random = createRandom(4);
    const beats = Array.from({ length: 40 }, (_, k) => 0.7 + 0.8 * k + 0.1 * random.uniform());
    const signal = Float32Array.from({ length: 33 * rate }, () => 0.01 * random.normal());
    for (const [k, second] of beats.entries()) {
      for (let i = Math.round((second - 0.2) * rate); i < (second + 0.5) * rate; i++) {
        const t = i / rate - second;
        const height = 1 + 0.3 * Math.sin(k);
        signal[i] +=
          height * Math.exp(-0.5 * (t / 0.012) ** 2) + 0.25 * Math.exp(-0.5 * ((t - 0.27) / 0.05) ** 2);
      }
    }
    const reference = beats.map((second) => Math.round(second * rate));
    for (const sign of [1, -1]) {
      const found = findByCurveLength(
        signal.map((value) => sign * value),
        rate,
      );
      expect([...matchBeats(found, reference, 0.1 * rate)]).toEqual([...reference.keys()]);
    }
  });

  it('takes a lead without samples, and a constant one', () => {
    expect(findByCurveLength(new Float32Array(0), 360)).toEqual([]);
    expect(findByCurveLength(new Float32Array(5000).fill(2), 360)).toEqual([]);
  });
});
