import { describe, expect, it } from 'vitest';
import { INITIAL_STATE, NO_BEATS } from './app-state.ts';
import { wavesQuestion } from './beat-waves.ts';
import { doubtsTold, intervalReadings } from './interval-readings.ts';
import type { BeatWaves, RecordingFacts } from './recording.ts';

const recording: RecordingFacts = {
  name: 'r',
  kind: 'wfdb',
  samplingFrequency: 250,
  sampleCount: 50_000,
  leads: [{ name: 'II', units: 'uV' }],
  comments: [],
  annotators: [],
  digest: 'd',
};
const peaks = Int32Array.from({ length: 100 }, (_, i) => 250 * (i + 1));
const state = { ...INITIAL_STATE, recording, beats: { ...NO_BEATS, count: 100, peaks } };

describe('the waves of a beat', () => {
  it('are asked for with the peaks of half a minute on each side, in mV', () => {
    const question = wavesQuestion(state, 50);
    expect(question).toMatchObject({ lead: 0, mvPerUnit: 0.001, peak: 250 * 51 });
    expect(Array.from((question as { peaks: Int32Array }).peaks)).toEqual(Array.from(peaks.subarray(20, 81)));
    expect(wavesQuestion(state, null)).toBeNull();
    expect(wavesQuestion(state, 100)).toBeNull();
  });

  it('are not asked for where they can not be measured', () => {
    const other = (change: Partial<RecordingFacts>) =>
      wavesQuestion({ ...state, recording: { ...recording, ...change } }, 50);
    expect(other({ leads: [{ name: 'ABP', units: 'mmHg' }] })).toContain('ABP is recorded in mmHg');
    expect(other({ samplingFrequency: 50 })).toContain('50 Hz is too low');
  });
});

const sure = { onset: 1, peak: 1, offset: 1 };
const wave = (onset: number, confidence = sure) => ({
  onset,
  peak: onset + 10,
  offset: onset + 20,
  confidence,
});
const clear: BeatWaves = {
  waves: { rPeak: 100, p: wave(50), qrs: wave(90), t: { ...wave(150), morphology: 'normal' } },
  measured: {
    rrMs: 800,
    qrsDurationMs: 92.4,
    prMs: 160,
    qtMs: 360,
    qtcBazettMs: 402.5,
    qtcFridericiaMs: 387.8,
    qtcFraminghamMs: 390.8,
    stJ60Mv: -0.004,
    stJ80Mv: 0,
    pAmplitudeMv: 0.1,
    rAmplitudeMv: 1,
    sAmplitudeMv: 0,
    tAmplitudeMv: 0.3,
  },
};
const rr = [800, 810, 790];
const said = (waves: BeatWaves, around = rr): Record<string, string> =>
  Object.fromEntries(
    intervalReadings(waves, around).map(({ name, text, doubt }) => [
      name,
      doubt ? `${text}? ${doubt}` : text,
    ]),
  );

describe('measurements of a beat', () => {
  it('are told with their unit and formula', () => {
    expect(said(clear)).toEqual({ QRS: '92 ms', PR: '160 ms', QT: '360 ms', QTc: '388 ms', ST: '+0.00 mV' });
    const qtc = intervalReadings(clear, rr).find(({ name }) => name === 'QTc');
    expect(qtc?.meaning).toMatch(/^Fridericia: .*Bazett 403 ms, Framingham 391 ms$/);
  });

  it('are uncertain where a point is not clear', () => {
    const waves = { ...clear.waves, qrs: wave(90, { ...sure, offset: 0.49 }) };
    expect(said({ ...clear, waves })).toMatchObject({
      QRS: '92 ms? QRS offset not clear',
      PR: '160 ms',
      QT: '360 ms',
      ST: '+0.00 mV? QRS offset not clear',
    });
  });

  it('are uncertain for a T wave of two lobes, an irregular rhythm and values out of the usual', () => {
    const t = { ...wave(150), morphology: 'biphasic' } as const;
    expect(said({ ...clear, waves: { ...clear.waves, t } })).toMatchObject({
      QT: '360 ms? end of a T wave of two lobes',
      QTc: '388 ms? QT is uncertain',
    });
    expect(said(clear, [1100, 1100, 800])).toMatchObject({
      QT: '360 ms',
      QTc: '388 ms? RR before it 800 ms, usually 1100 ms',
    });
    const narrow = { ...clear.measured, qrsDurationMs: 44 };
    expect(said({ ...clear, measured: narrow }).QRS).toMatch(/^44 ms\? outside 60 to 220 ms/);
  });

  it('are absent with the reason', () => {
    const gone: BeatWaves = {
      waves: { ...clear.waves, p: null },
      measured: { ...clear.measured, prMs: null, rrMs: null, qtcFridericiaMs: null, stJ60Mv: null },
    };
    expect(said(gone)).toMatchObject({
      PR: '? no P wave found',
      QTc: '? no beat before it',
      ST: '? samples missing, or next beat begun',
    });
  });

  it('tell each doubt once', () => {
    const waves = { ...clear.waves, p: null, qrs: wave(90, { ...sure, onset: 0.1 }) };
    const readings = intervalReadings({ waves, measured: { ...clear.measured, prMs: null } }, rr);
    expect(doubtsTold(readings)).toBe('QRS, QT, ST: QRS onset not clear; PR: no P wave found');
    expect(doubtsTold(intervalReadings(clear, rr))).toBe('');
  });
});
