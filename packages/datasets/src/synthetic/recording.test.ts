import { describe, expect, it } from 'vitest';
import { cutBeats } from '../mit-bih/cut-beats.ts';
import { MIT_BIH_CLASSES } from '../mit-bih/classes.ts';
import { NO_NOISE } from './noise.ts';
import { readableRecording, synthesizeRecording } from './recording.ts';

describe('synthesizeRecording', () => {
  const recording = synthesizeRecording({ seed: 1, durationS: 120 });

  it('repeats for a seed and differs between seeds', () => {
    const make = (seed: number) => synthesizeRecording({ seed, durationS: 10 });
    expect(make(1)).toEqual(make(1));
    expect(make(2).samples).not.toEqual(make(1).samples);
  });

  it('holds every class, found by the detector and labelled by its annotations', async () => {
    const beats = await cutBeats(readableRecording(recording), recording.annotations);
    expect(new Set(beats.labels)).toEqual(new Set(MIT_BIH_CLASSES.keys()));
    expect(beats.missed).toBeLessThanOrEqual(1);
    expect(beats.labels.length).toBeGreaterThanOrEqual(recording.annotations.length - 4);
  });

  it('puts the R peak of a normal beat at its annotation', () => {
    const { samples, annotations } = synthesizeRecording({
      seed: 3,
      durationS: 30,
      beatClasses: { N: 1 },
      noise: NO_NOISE,
    });
    for (const { sample } of annotations.slice(1, -1)) {
      const near = samples.subarray(sample - 20, sample + 21);
      expect(Math.abs(near.indexOf(Math.max(...near)) - 20)).toBeLessThanOrEqual(2);
    }
  });

  it('marks as the class nothing in normal beats, and the QRS complex in premature ones', () => {
    const normal = synthesizeRecording({ seed: 4, durationS: 30, beatClasses: { N: 1 } });
    expect(normal.truth.mask.some((value) => value === 1)).toBe(false);
    const { truth, annotations } = recording;
    for (const { sample, symbol } of annotations) {
      if (symbol !== 'V' || sample + 40 > truth.mask.length) continue;
      expect(truth.mask.subarray(sample, sample + 40).filter((value) => value === 1).length).toBeGreaterThan(
        20,
      );
    }
  });

  it('changes nothing but the noise with the noise options', () => {
    const quiet = synthesizeRecording({ seed: 1, durationS: 10, noise: NO_NOISE });
    expect(quiet.truth).toEqual(synthesizeRecording({ seed: 1, durationS: 10 }).truth);
    expect(quiet.samples).toEqual(quiet.truth.clean);
  });

  it('tells options that make no recording', () => {
    expect(() => synthesizeRecording({ seed: 1, durationS: 0 })).toThrow('got a duration of 0 s');
    expect(() => synthesizeRecording({ seed: 1, durationS: 9, beatClasses: { X: 1 } })).toThrow(
      'got class X',
    );
    expect(() => synthesizeRecording({ seed: 1, durationS: 9, beatClasses: { N: 0 } })).toThrow(
      'got no class',
    );
  });
});
