import { describe, expect, it } from 'vitest';
import type { BeatLayout } from './beat-layout.ts';
import { laneItems, lanesOf } from './lanes.ts';

const layout: BeatLayout = {
  steps: 10,
  channels: 4,
  channelNames: ['lead', 'second-lead', 'rr-before', 'rr-irregularity'],
  samplingFrequency: 100,
  originStep: 3,
  timeUnit: 'ms',
  unit: 'z-score',
};

describe('lanes', () => {
  it('give words a line each, and traces the rest', () => {
    const lanes = lanesOf(layout, { top: 10, bottom: 240 }, false);
    // By hand: 230 - 2 x 15 leaves 100 for each trace.
    expect(lanes.map(({ top, bottom }) => [top, bottom])).toEqual([
      [10, 110],
      [110, 210],
      [210, 225],
      [225, 240],
    ]);
    expect(lanes.map(({ isLevel }) => isLevel)).toEqual([false, false, true, true]);
  });

  it('of channels without names are traces, and a single one has no words', () => {
    const { channelNames: _names, ...unnamed } = layout;
    expect(lanesOf(unnamed, { top: 0, bottom: 40 }, true).map(({ bottom }) => bottom)).toEqual([
      10, 20, 30, 40,
    ]);
    expect(laneItems(lanesOf({ ...unnamed, channels: 1 }, { top: 0, bottom: 40 }, false), 0, 9, [1])).toEqual(
      [],
    );
  });

  it('tell the rhythm as a share of the usual', () => {
    const texts = laneItems(lanesOf(layout, { top: 0, bottom: 200 }, false), 0, 100, [1, 2, 0, 0.3]).flatMap(
      (item) => (item.kind === 'text' ? [item.text] : []),
    );
    expect(texts).toEqual([
      'lead',
      'second lead',
      'RR before, of those around',
      '100 %',
      'irregularity around',
      '10 %',
    ]);
  });
});
