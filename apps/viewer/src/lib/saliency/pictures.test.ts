import { describe, expect, it } from 'vitest';
import { NO_BEATS } from '../app-state.ts';
import { classMedian } from './class-median.ts';
import { heatBands } from './heat-bands.ts';
import { nearestBeats } from './nearest-beats.ts';
import { saliencyPicture } from './saliency-picture.ts';
import { frameScales, niceStep, valueDomain } from './trace-frame.ts';
import type { TraceFrame } from './trace-frame.ts';

const frame: TraceFrame = {
  width: 458,
  height: 136,
  layout: { steps: 40, channels: 1, samplingFrequency: 100, originStep: 10, timeUnit: 'ms', unit: 'mV' },
  domain: [-1, 1],
  unit: 'mV',
};

describe('pictures of a beat', () => {
  it('joins equal neighbours of heat into one band and leaves out what is cold', () => {
    const bands = heatBands([0, 0.5, 0.5, 1, 0], (step) => 10 * step, 3, 7);
    expect(bands).toEqual([
      { kind: 'rectangle', x: 10, y: 3, width: 20, height: 7, style: { fill: { heat: 0.5 } } },
      { kind: 'rectangle', x: 30, y: 3, width: 10, height: 7, style: { fill: { heat: 1 } } },
    ]);
  });

  it('places steps and values, and finds them again', () => {
    const { x, y, stepAt, valueAt } = frameScales(frame);
    // Lanes from 48 to 448 px are 10 px a step; from 10 to 110 px with 5 px of room are 45 px a unit.
    expect([x(0), x(40), y(1), y(-1)]).toEqual([48, 448, 15, 105]);
    expect(stepAt(x(12.5))).toBeCloseTo(12.5, 9);
    expect(valueAt(y(0.3))).toBeCloseTo(0.3, 9);
  });

  it('draws the trace last, over the heat', () => {
    const heat = new Float32Array(40);
    heat[10] = 1;
    const { items } = saliencyPicture({
      frame,
      traces: [{ values: new Float32Array(40) }],
      heat,
      description: '',
    });
    const last = items.at(-1);
    expect(last?.kind).toBe('clip');
    const hot = items.findIndex((item) => item.kind === 'rectangle' && typeof item.style.fill === 'object');
    expect(items[hot]).toMatchObject({ x: 148, width: 10 });
    expect(hot).toBeLessThan(items.length - 1);
  });

  it('puts recorded samples at their own rate where the model has its steps', () => {
    // 200 Hz under steps of 100 Hz; sample 21 is R, in the middle of step 10.
    const values = new Float32Array(80);
    const trace = { values, samplesPerStep: 2, firstSample: 21 - 10.5 * 2 };
    const { items } = saliencyPicture({ frame, traces: [trace], heat: null, description: '' });
    const clip = items.at(-1);
    const line = clip?.kind === 'clip' ? clip.items[0] : undefined;
    expect(line?.kind === 'line' ? line.points[2 * 21] : NaN).toBe(48 + 105);
  });

  it('chooses round ticks and opens a flat domain', () => {
    expect([niceStep(1, 5), niceStep(600, 4), niceStep(0.9, 3)]).toEqual([0.2, 200, 0.5]);
    expect(valueDomain([[2, 2]])).toEqual([1.5, 2.5]);
    expect(valueDomain([[NaN]])).toEqual([0, 1]);
  });
});

describe('beats of one kind', () => {
  const beats = {
    ...NO_BEATS,
    count: 4,
    steps: 2,
    channels: 1,
    inputs: Float32Array.of(0, 0, 3, 4, 1, 0, 0, 2),
  };

  it('are found nearest first, the beat itself left out', () => {
    expect(nearestBeats(beats, 0, 2)).toEqual([
      { beat: 2, distance: Math.sqrt(0.5) },
      { beat: 3, distance: Math.sqrt(2) },
    ]);
    expect(nearestBeats(beats, 0, 9).map(({ beat }) => beat)).toEqual([2, 3, 1]);
  });

  it('have a median and quartiles at each step', () => {
    expect(classMedian(beats, [])).toBeNull();
    const median = classMedian(beats, [0, 1, 2]);
    expect([...(median?.median ?? [])]).toEqual([1, 0]);
    expect([...(median?.low ?? []), ...(median?.high ?? [])]).toEqual([0.5, 0, 2, 2]);
    expect(median).toMatchObject({ beats: 3, total: 3 });
  });
});
