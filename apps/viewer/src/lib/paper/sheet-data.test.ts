import { describe, expect, it } from 'vitest';
import { INITIAL_STATE } from '../app-state.ts';
import type { AppState, View } from '../app-state.ts';
import { readSheet, sheetServes } from './sheet-data.ts';

// 1000 s at 400 Hz: 100 px/s at 25 mm/s and 4 px/mm are 4 samples per pixel.
const state: AppState = {
  ...INITIAL_STATE,
  recording: {
    digest: 'd',
    samplingFrequency: 400,
    sampleCount: 400_000,
    leads: [{ name: 'MLII', units: 'mV' }],
  } as unknown as AppState['recording'],
  settings: { ...INITIAL_STATE.settings, pxPerMm: 4 },
};
const viewed = (view: Partial<View>): AppState => ({ ...state, view: { ...state.view, ...view } });

function fakeReader() {
  const calls: string[] = [];
  return {
    calls,
    samples: async (_lead: number, from: number, to: number) => {
      calls.push(`samples ${from} ${to}`);
      return new Float32Array(to - from).fill(2);
    },
    envelope: async (_lead: number, from: number, to: number, columns: number) => {
      calls.push(`envelope ${from} ${to} ${columns}`);
      return { from, to, low: new Float32Array(columns), high: new Float32Array(columns) };
    },
  };
}

describe('sheet data', () => {
  it('reads samples at 4 per pixel, within the recording', async () => {
    const reader = fakeReader();
    const { traces, ranges } = await readSheet(reader, state, -5, 10, 1);
    expect(reader.calls).toEqual(['samples 0 4001']);
    expect(traces[0]).toMatchObject({ kind: 'samples', from: 0 });
    expect(ranges[0]).toEqual({ median: 2, spread: 0, low: 2, high: 2 });
  });

  it('reads one extent per device pixel where more share a pixel: 20 s at 50 px/s and 2 are 2000', async () => {
    const reader = fakeReader();
    await readSheet(reader, viewed({ speedMmPerS: 12.5 }), 20, 40 - 1 / 400, 2);
    expect(reader.calls).toEqual(['envelope 8000 16000 2000']);
  });

  it('filters with 3 s of run-in on each side, and not what is longer than 3 minutes', async () => {
    const reader = fakeReader();
    const near = await readSheet(reader, viewed({ filter: 'baseline' }), 10, 20, 1);
    expect(reader.calls).toEqual(['samples 2800 9201']);
    expect(near.filterDrawn).toBe(true);
    const trace = near.traces[0];
    expect(
      trace.kind === 'samples' && [trace.values.length, Math.max(...trace.values.map(Math.abs)) < 1e-6],
    ).toEqual([4001, true]);
    const far = await readSheet(reader, viewed({ filter: 'baseline', zoom: 0.1 }), 0, 200, 1);
    expect(far.filterDrawn).toBe(false);
    expect(reader.calls[1]).toBe('envelope 0 80001 2001');
  });

  it('serves until a quarter of a strip is left, and at the ends of the recording to the last', async () => {
    const data = await readSheet(fakeReader(), state, 94, 116, 1);
    const at = (startS: number, view: Partial<View> = {}): boolean =>
      sheetServes(data, { ...viewed({ startS, ...view }), stripS: 10 });
    expect([at(96.5), at(96.4), at(103.5), at(103.6)]).toEqual([true, false, true, false]);
    expect([at(100, { filter: 'monitor' }), at(100, { zoom: 2 }), at(100, { gainMmPerMv: 20 })]).toEqual([
      false,
      false,
      true,
    ]);
    const first = await readSheet(fakeReader(), state, -6, 16, 1);
    expect(sheetServes(first, { ...state, stripS: 10 })).toBe(true);
  });
});
