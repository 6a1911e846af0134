import { describe, expect, it } from 'vitest';
import { INITIAL_STATE, NO_BEATS } from '../app-state.ts';
import type { AppState } from '../app-state.ts';
import type { DisplayItem } from '../display-list.ts';
import { modelWindow } from '../model-window.ts';
import { sheetItems, stripDescription, stripLayout } from './sheet.ts';
import { stripPicture } from './strip-picture.ts';
import { clockTime, timeStep } from './time-marks.ts';

// 4 px/mm at 25 mm/s: 100 px/s. Beats at 1, 2 and 3 s: agreed, wrong, uncertain.
const state = {
  ...INITIAL_STATE,
  recording: {
    name: '100',
    kind: 'wfdb',
    samplingFrequency: 100,
    sampleCount: 1000,
    leads: [
      { name: 'MLII', units: 'mV' },
      { name: 'V1', units: 'mV' },
    ],
    comments: [],
    annotators: [],
    digest: '',
  },
  model: {
    classes: [
      { symbol: 'N', name: 'normal' },
      { symbol: 'V', name: 'ventricular' },
    ],
    metadata: {
      preprocessing: {
        window: { before: 72, after: 144 },
        samplingFrequency: 360,
        lead: 'V5',
        fallbackLead: 'V1',
      },
    },
  },
  references: ['N', 'N', 'N'].map((symbol, i) => ({ sample: 100 * i, symbol, note: '' })),
  beats: {
    ...NO_BEATS,
    count: 3,
    lead: 'V1',
    classified: 3,
    peaks: Int32Array.of(100, 200, 300),
    referenceOf: Int32Array.of(0, 1, 2),
    probabilities: Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.6, 0.4),
  },
  settings: { ...INITIAL_STATE.settings, pxPerMm: 4 },
  stripS: 5,
} as unknown as AppState;

const layout = stripLayout(state, []);
const texts = (items: readonly DisplayItem[]) =>
  items.flatMap((item) => (item.kind === 'text' ? [item] : []));

describe('sheet', () => {
  it('puts labels over R peaks and shows trouble by sign and shape', () => {
    const items = sheetItems(state, layout, [], 0, 500);
    const models = texts(items).filter(({ y }) => y === layout.rows.model);
    expect(models.map(({ x, text, ink }) => [x, text, ink])).toEqual([
      [100, 'N', 'text'],
      [200, '≠V', 'warning'],
      [300, 'N', 'warning'],
    ]);
    const probabilities = texts(items).filter(({ y }) => y === layout.rows.probability);
    expect(probabilities.map(({ text }) => text)).toEqual(['0.90', '0.80', '0.60?']);
    const boxes = items.flatMap((item) =>
      item.kind === 'rectangle' && item.style.stroke === 'warning' ? [item] : [],
    );
    expect(boxes.map(({ x, style }) => [x, style.dash !== undefined])).toEqual([
      [182, false],
      [282, true],
    ]);
  });

  it('writes less where beats are close: no probabilities at 20 px, ticks and flags at 10 px, also beside an empty margin', () => {
    const written = (zoom: number): string[] => {
      const view = { ...state.view, zoom };
      const narrow = stripLayout({ ...state, view }, []);
      const items = sheetItems({ ...state, view }, narrow, [], -5, 2000);
      const marks = texts(items).filter(({ y }) => y < narrow.rows.height);
      return marks.map(({ text }) => text);
    };
    expect(written(0.2)).toEqual(['N', 'N', 'N', '≠V', 'N', 'N']);
    expect(written(0.1)).toEqual([]);
  });

  it('gives nothing away in blind mode', () => {
    const blind = { ...state, settings: { ...state.settings, blind: true } };
    const items = sheetItems(blind, layout, [], 0, 500);
    expect(
      texts(items)
        .filter(({ y }) => y < layout.rows.height)
        .map(({ text }) => text),
    ).toEqual(['?', '?', '?']);
    expect(JSON.stringify(items)).not.toContain('warning');
    expect(stripDescription(blind, 0, 5)).toContain('3 beats: ? ? ?');
  });

  it('marks what the model reads: 0.2 s before and 0.4 s behind R, on the lead that the beats are cut from', () => {
    expect(modelWindow(state)).toEqual({ beforeS: 0.2, afterS: 0.4, lead: 1 });
    expect(modelWindow({ ...state, beats: { ...state.beats, lead: 'MLII' } })?.lead).toBe(0);
    expect(modelWindow({ ...state, beats: NO_BEATS })?.lead).toBeNull();
    const selected = { ...state, view: { ...state.view, beat: 1 } };
    const filled = sheetItems(selected, layout, [], 0, 500).find(
      (item) => item.kind === 'rectangle' && item.style.fill === 'accent',
    );
    const { top, height } = layout.lanes[1];
    expect(filled).toMatchObject({ x: 180, width: expect.closeTo(60, 9), y: top, height });
  });

  it('says what it shows', () => {
    expect(stripDescription(state, 0, 5)).toBe(
      'ECG of 100, leads MLII, V1, 0:00.0 to 0:05.0 at 25 mm/s and 10 mm/mV; 3 beats: N V (reference N) N.',
    );
  });

  it('is one picture with its margin of 60 px before the first second, and its scale in words', () => {
    const list = stripPicture(state, { traces: [], ranges: [], filterDrawn: true });
    expect(list.width).toBe(560);
    const clip = list.items.find((item) => item.kind === 'clip');
    expect(clip).toMatchObject({ x: 60, width: 500 });
    expect(
      texts((clip as Extract<DisplayItem, { kind: 'clip' }>).items).find(({ text }) => text === '≠V')?.x,
    ).toBe(260);
    expect(texts(list.items).at(-1)?.text).toBe(
      '25 mm/s · 10 mm/mV · 1 mm = 40 ms, 0.1 mV · no filter: as recorded',
    );
  });
});

describe('times', () => {
  it('are written as clocks are', () => {
    expect([clockTime(0), clockTime(59.9999, 2), clockTime(3723), clockTime(61.5, 1)]).toEqual([
      '0:00',
      '1:00.00',
      '1:02:03',
      '1:01.5',
    ]);
  });

  it('stand at least 64 px apart', () => {
    expect([timeStep(100), timeStep(400), timeStep(1), timeStep(1e-4)]).toEqual([1, 0.2, 120, 43_200]);
  });
});
