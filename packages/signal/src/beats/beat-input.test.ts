import { createRandom, mean, sequenceBatch, standardDeviation } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { augmentBeats } from './augment-beats.ts';
import { BEAT_CHANNELS, cutBeatInputs } from './beat-input.ts';
import type { BeatInput } from './beat-input.ts';
import { rhythmText } from './channel-text.ts';
import { dominantBeat } from './dominant-beat.ts';
import { rhythmOf } from './rhythm.ts';

/** A recording of spikes on a slope: beat i is `sizes[i]` mV high. */
function spikes(peaks: readonly number[], sizes: readonly number[], length: number): Float32Array {
  const signal = Float32Array.from({ length }, (_, t) => 0.5 + t * 1e-3);
  peaks.forEach((peak, i) => (signal[peak] += sizes[i]));
  return signal;
}

const regular = Array.from({ length: 101 }, (_, i) => 100 + 100 * i);

describe('the place of a beat in the rhythm', () => {
  it('is 0 where every interval is the same, and at the ends', () => {
    const { 'rr-irregularity': irregularity, ...against } = rhythmOf(regular);
    for (const values of Object.values(against)) expect(values.every((value) => value === 0)).toBe(true);
    expect([...irregularity].every((value) => value === 0)).toBe(true);
  });

  it('tells a premature beat and its pause by the logarithm of their intervals', () => {
    // By hand: beat 50 comes after 60 of the usual 100 samples, the next after 140.
    const peaks = regular.map((peak, i) => (i === 50 ? peak - 40 : peak));
    const rhythm = rhythmOf(peaks);
    expect(rhythm['rr-before'][50]).toBeCloseTo(3 * Math.log(0.6), 6);
    expect(rhythm['rr-after'][50]).toBeCloseTo(3 * Math.log(1.4), 6);
    expect(rhythm['rr-of-recording'][50]).toBeCloseTo(3 * Math.log(0.6), 6);
    expect(rhythm['rr-of-mean'][50]).toBeCloseTo(3 * Math.log(0.6), 6);
    expect(rhythm['rr-second-after'][49]).toBeCloseTo(3 * Math.log(1.4), 6);
    expect(rhythm['rr-second-before'][52]).toBeCloseTo(3 * Math.log(1.4), 6);
    expect(rhythm['rr-before'][49]).toBe(0);
  });

  it('keeps the median of the recording where that of the run around changes', () => {
    // 200 beats at 100 samples, then 100 at 50: in the run the beats are as usual there, early for the recording.
    const peaks = Array.from({ length: 301 }, (_, i) => (i <= 200 ? 100 * i : 20_000 + 50 * (i - 200)));
    const rhythm = rhythmOf(peaks);
    expect(rhythm['rr-before'][270]).toBe(0);
    expect(rhythm['rr-of-recording'][270]).toBeCloseTo(3 * Math.log(0.5), 6);
  });

  it('calls alternating intervals irregular, and a pause no more than 4.5', () => {
    // |RR_j+1 - RR_j| is 40 everywhere, m is 80 or 120 or between.
    const peaks = regular.map((peak, i) => peak + (i % 2) * 20);
    expect(rhythmOf(peaks)['rr-irregularity'][50]).toBeGreaterThan(0.9);
    expect(rhythmOf([...regular, 100_000])['rr-before'][101]).toBe(4.5);
  });

  it('is told as a share of the usual', () => {
    expect(rhythmText('rr-before', 3 * Math.log(0.72))).toBe('72 %');
    expect(rhythmText('rr-irregularity', 0.3)).toBe('10 %');
  });

  it.each([[[]], [[5]], [[5, 10]]])('is 0 for %j', (peaks) => {
    for (const values of Object.values(rhythmOf(peaks))) {
      expect([...values]).toEqual(peaks.map(() => 0));
    }
  });
});

describe('the dominant beat', () => {
  it('is the kind that most beats are of, in both leads', () => {
    const random = createRandom(4);
    const [count, steps] = [60, 16];
    const shape = (kind: number, t: number, lead: number): number =>
      (lead === 0 ? 1 : -2) * Math.exp(-((t - (kind === 0 ? 5 : 10)) ** 2) / 4);
    const beats = Float32Array.from({ length: count * steps * 2 }, (_, i) => {
      const [beat, t, lead] = [Math.floor(i / (steps * 2)), Math.floor(i / 2) % steps, i % 2];
      return shape(beat % 5 === 0 ? 1 : 0, t, lead) + 0.01 * random.normal();
    });
    const dominant = dominantBeat(beats, count, 2);
    // 60 beats of noise 0.01: the median strays by 0.002.
    dominant.forEach((value, i) =>
      expect(Math.abs(value - shape(0, Math.floor(i / 2), i % 2))).toBeLessThan(0.01),
    );
  });

  it('of no beats is empty', () => {
    expect(dominantBeat(new Float32Array(), 0, 1)).toHaveLength(0);
  });
});

describe('the input of a beat', () => {
  const window = { before: 10, after: 20 };
  const sizes = regular.map((_, i) => (i === 40 ? 3 : 1));
  const lead = spikes(regular, sizes, 10_300);
  const second = lead.map((value) => -2 * value);
  const C = BEAT_CHANNELS.length;
  const input: BeatInput = { window, scaling: 'dominant-beat', channels: BEAT_CHANNELS };

  it('is 0 of the dominant beat, and of another what is beyond that, whatever the gain of the leads', () => {
    const { values, kept, spread } = cutBeatInputs([lead, second], regular, input);
    expect([...kept]).toEqual(regular.map((_, i) => i));
    const channel = (beat: number, c: number): number[] =>
      Array.from({ length: 30 }, (_, t) => values[(beat * 30 + t) * C + c]);
    expect(Math.max(...channel(7, 0).map(Math.abs), ...channel(7, 1).map(Math.abs))).toBeLessThan(1e-3);
    // A spike of 1 mV on a slope of 1 uV per step; the other beat is 2 mV higher, less the mean of that.
    const dominant = Array.from({ length: 30 }, (_, t) => t * 1e-3 + (t === 10 ? 1 : 0));
    expect(spread).toBeCloseTo(standardDeviation(dominant), 5);
    expect(channel(40, 0)[10]).toBeCloseTo((2 - 2 / 30) / spread!, 3);
    expect(channel(40, 0)[20]).toBeCloseTo(-2 / 30 / spread!, 3);
    channel(40, 0).forEach((value, t) => expect(channel(40, 1)[t]).toBeCloseTo(-value, 4));
  });

  it('has zeros for a lead that is not there', () => {
    const { values } = cutBeatInputs([lead], regular, input);
    expect(values.filter((_, i) => i % C === 1).every((value) => value === 0)).toBe(true);
  });

  it('leaves beats out that are cut off, invalid or unwanted, whose intervals still count', () => {
    const broken = lead.slice();
    broken[regular[3] + 5] = NaN;
    const peaks = [4, ...regular.map((peak, i) => (i === 50 ? peak - 40 : peak))];
    const { kept, dropped, values } = cutBeatInputs([broken, second], peaks, input, (i) =>
      i === 50 ? 'symbol +' : undefined,
    );
    expect(dropped).toEqual({
      'window off the record': 1,
      'invalid sample in the window': 1,
      'symbol +': 1,
    });
    expect([...kept].slice(0, 4)).toEqual([1, 2, 3, 5]);
    // Peak 51 is the premature one; 50, before it, is left out.
    const at = [...kept].indexOf(51);
    expect(values[at * 30 * C + BEAT_CHANNELS.indexOf('rr-before')]).toBeCloseTo(3 * Math.log(0.6), 5);
  });
});

describe('varied beats', () => {
  const channels = ['lead', 'second-lead', 'rr-before'] as const;
  const layout = { channels, samplingFrequency: 100, originStep: 10 };
  const beats = sequenceBatch(
    Float32Array.from({ length: 400 * 30 * 3 }, (_, i) =>
      i % 3 === 2 ? 0.5 : 8 * Math.exp(-(((Math.floor(i / 3) % 30) - 10) ** 2) / 4),
    ),
    400,
    30,
    3,
  );

  it('differ, and keep their peak within the shift, their size within the gain, and their interval', () => {
    const before = beats.values.slice();
    const { values } = augmentBeats(beats, layout, createRandom(1));
    expect(beats.values).toEqual(before);
    const missing: number[] = [];
    const sizes: number[] = [];
    for (let b = 0; b < 400; b++) {
      const channel = (c: number): number[] =>
        Array.from({ length: 30 }, (_, t) => values[(b * 30 + t) * 3 + c]);
      const intervals = channel(2);
      expect(new Set(intervals).size).toBe(1);
      expect(Math.abs(intervals[0] - 0.5)).toBeLessThan(0.25);
      const trace = channel(0);
      // Two steps of shift, and one that noise and a straight line between steps may move the top of 8 by.
      expect(Math.abs(trace.indexOf(Math.max(...trace)) - 10)).toBeLessThanOrEqual(3);
      sizes.push(Math.max(...trace) - Math.min(...trace));
      if (channel(1).every((value) => value === 0)) missing.push(b);
    }
    expect(standardDeviation(sizes) / mean(sizes)).toBeGreaterThan(0.1);
    // A tenth of 400, within 3 standard deviations (6 each).
    expect(missing.length).toBeGreaterThan(21);
    expect(missing.length).toBeLessThan(59);
    expect(augmentBeats(beats, layout, createRandom(1)).values).toEqual(values);
  });
});
