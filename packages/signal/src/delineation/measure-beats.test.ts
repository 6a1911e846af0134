import { describe, expect, it } from 'vitest';
import { correctQt } from './correct-qt.ts';
import { measureBeats } from './measure-beats.ts';
import type { DelineatedBeat } from './wave.ts';

const sure = { onset: 1, peak: 1, offset: 1 };

/** Two beats at 500 Hz, 400 samples apart: PR level 0.1 mV, R 1.1, S -0.4, ST 0.3, P top 0.25, T top 0.5. */
function twoBeats(): { signal: Float32Array; beats: DelineatedBeat[] } {
  const signal = new Float32Array(1000).fill(0.1);
  const beats = [250, 650].map((rPeak): DelineatedBeat => {
    signal[rPeak - 65] = 0.25;
    signal[rPeak] = 1.1;
    signal[rPeak + 10] = -0.4;
    signal.fill(0.3, rPeak + 26, rPeak + 100);
    signal[rPeak + 130] = 0.5;
    return {
      rPeak,
      p: { onset: rPeak - 90, peak: rPeak - 65, offset: rPeak - 40, confidence: sure },
      qrs: { onset: rPeak - 20, peak: rPeak, offset: rPeak + 25, confidence: sure },
      t: {
        onset: rPeak + 100,
        peak: rPeak + 130,
        offset: rPeak + 160,
        confidence: sure,
        morphology: 'normal',
      },
    };
  });
  return { signal, beats };
}

describe('measureBeats', () => {
  it('reads intervals and levels off the points', () => {
    const { signal, beats } = twoBeats();
    const [first, second] = measureBeats(signal, beats, 500);
    // By hand: 45, 70, 180 and 400 samples of 2 ms.
    expect(second).toMatchObject({ qrsDurationMs: 90, prMs: 140, qtMs: 360, rrMs: 800 });
    expect(second.stJ60Mv).toBeCloseTo(0.2, 6);
    expect(second.stJ80Mv).toBeCloseTo(0.2, 6);
    expect(second.pAmplitudeMv).toBeCloseTo(0.15, 6);
    expect(second.rAmplitudeMv).toBeCloseTo(1, 6);
    expect(second.sAmplitudeMv).toBeCloseTo(-0.5, 6);
    expect(second.tAmplitudeMv).toBeCloseTo(0.4, 6);
    // 360 / sqrt(0.8), 360 / cbrt(0.8), 360 + 154 * 0.2.
    expect(second.qtcBazettMs).toBeCloseTo(402.49, 2);
    expect(second.qtcFridericiaMs).toBeCloseTo(387.8, 1);
    expect(second.qtcFraminghamMs).toBeCloseTo(390.8, 6);
    expect(first).toMatchObject({ rrMs: null, qtcBazettMs: null, qtMs: 360 });
  });

  it('says null where a wave is missing or a sample is', () => {
    const { signal, beats } = twoBeats();
    signal[650 + 25 + 30] = NaN;
    const [first, second] = measureBeats(
      signal,
      [
        { ...beats[0], qrs: null },
        { ...beats[1], p: null, t: null },
      ],
      500,
    );
    expect(first).toMatchObject({
      qrsDurationMs: null,
      prMs: null,
      qtMs: null,
      stJ60Mv: null,
      tAmplitudeMv: null,
    });
    expect(second).toMatchObject({
      prMs: null,
      qtMs: null,
      qtcBazettMs: null,
      stJ60Mv: null,
      pAmplitudeMv: null,
    });
    expect(second.stJ80Mv).toBeCloseTo(0.2, 6);
  });

  it('has no ST level inside the next complex', () => {
    const { signal, beats } = twoBeats();
    const next = { ...beats[0], qrs: { onset: 310, peak: 320, offset: 330, confidence: sure } };
    const [first] = measureBeats(signal, [beats[0], next], 500);
    expect(first.stJ60Mv).not.toBeNull();
    expect(first.stJ80Mv).toBeNull();
  });
});

describe('correctQt', () => {
  it('gives the QT itself at 60 beats per minute, and the three formulas elsewhere', () => {
    expect(correctQt(400, 1000)).toEqual({ qtcBazettMs: 400, qtcFridericiaMs: 400, qtcFraminghamMs: 400 });
    // By hand: sqrt(0.64) = 0.8, cbrt(0.512) = 0.8, 154 * 0.36 = 55.44.
    expect(correctQt(400, 640).qtcBazettMs).toBeCloseTo(500, 9);
    expect(correctQt(400, 512).qtcFridericiaMs).toBeCloseTo(500, 9);
    expect(correctQt(400, 640).qtcFraminghamMs).toBeCloseTo(455.44, 9);
  });
});
