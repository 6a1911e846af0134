import { describe, expect, it } from 'vitest';
import { SPIKE_HEIGHT_MV, addSpike, drawLine, findSpike } from './pacing-spike.ts';

const rate = 360;
const slope = (): Float32Array => Float32Array.from({ length: 600 }, (_, t) => 0.001 * t);

describe('a pacing spike', () => {
  it('is found where it was added before the R peak, and a line takes it away again', () => {
    const signal = slope();
    addSpike(signal, rate, 270);
    expect(signal[270] - slope()[270]).toBeCloseTo(SPIKE_HEIGHT_MV, 6);
    expect(findSpike(signal, rate, 300)).toBe(270);
    drawLine(signal, rate, 270);
    // The feet are not on samples: a hundredth of it stays.
    signal.forEach((mv, t) => expect(Math.abs(mv - 0.001 * t)).toBeLessThan(0.01));
  });

  it('is looked for from 150 ms before to 30 ms behind the R peak', () => {
    const signal = slope();
    addSpike(signal, rate, 400);
    expect(findSpike(signal, rate, 392)).toBe(400);
    expect(findSpike(signal, rate, 450)).toBe(400);
    expect(findSpike(signal, rate, 480)).not.toBe(400);
  });

  it('near an end of the recording leaves what is there', () => {
    const signal = slope();
    drawLine(signal, rate, 2);
    expect(signal).toEqual(slope());
    addSpike(signal, rate, 0);
    expect(signal[0]).toBeCloseTo(SPIKE_HEIGHT_MV, 6);
  });
});
