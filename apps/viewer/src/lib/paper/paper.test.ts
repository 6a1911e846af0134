import { describe, expect, it } from 'vitest';
import { INITIAL_STATE } from '../app-state.ts';
import { calibrateByCard, calibrateByRuler } from './calibration.ts';
import { gridItems } from './grid.ts';
import { layLanes, leadRange, widenedRanges, yOf } from './lanes.ts';
import { filterWords, gutterPx, paperScale, scaleWords } from './scale.ts';
import { envelopeOfSamples, traceItem } from './trace.ts';

const settings = { ...INITIAL_STATE.settings, pxPerMm: 4 };
const view = INITIAL_STATE.view;
const scale = paperScale({ view, settings });
const points = (item: unknown): number[] => Array.from((item as { points: ArrayLike<number> }).points);

describe('scale', () => {
  it('puts 1 s on 25 mm and 1 mV on 10 mm of 4 px each', () => {
    expect(scale).toMatchObject({ pxPerS: 100, pxPerMv: 40, mmPerS: 25 });
    expect(paperScale({ view: { ...view, speedMmPerS: 50, zoom: 0.5 }, settings }).pxPerS).toBe(100);
  });

  it('leaves a margin of whole boxes for the pulse: 15 mm at 25 mm/s, 15 mm at 50 mm/s', () => {
    expect(gutterPx(scale)).toBe(60);
    expect(gutterPx(paperScale({ view: { ...view, speedMmPerS: 50 }, settings }))).toBe(60);
  });

  it('is said in words, the zoom as well', () => {
    expect(scaleWords(view)).toBe('25 mm/s · 10 mm/mV · 1 mm = 40 ms, 0.1 mV');
    expect(scaleWords({ ...view, speedMmPerS: 50, gainMmPerMv: 20 })).toBe(
      '50 mm/s · 20 mm/mV · 1 mm = 20 ms, 0.05 mV',
    );
    expect(scaleWords({ ...view, zoom: 0.01 })).toBe(
      '0.25 mm/s (25 mm/s zoomed out 100 times) · 10 mm/mV · 1 mm = 4 s, 0.1 mV',
    );
  });

  it('says that a filter is of the display only, and when it is not drawn', () => {
    expect(filterWords('none', true)).toBe('no filter: as recorded');
    expect(filterWords('monitor', true)).toContain('the model reads the signal as recorded');
    expect(filterWords('baseline', false)).toContain('not drawn');
  });
});

describe('calibration', () => {
  it('turns a 100 mm line of 400 px that measures 80 mm into 5 px/mm', () => {
    expect(calibrateByRuler(4, 80)).toBe(5);
    expect(calibrateByRuler(4, 0)).toBeUndefined();
    expect(calibrateByRuler(4, Number.NaN)).toBeUndefined();
  });

  it('turns a card of 428 px into 5 px/mm (85.6 mm)', () => {
    expect(calibrateByCard(428)).toBeCloseTo(5, 12);
    expect(calibrateByCard(10)).toBeUndefined();
  });
});

describe('grid', () => {
  it('has its coarse lines at 0, 20, 40 px and the fine ones between, for 10 mm of 4 px', () => {
    const [paper, fine, coarse] = gridItems({ x: 0, y: 0, width: 40, height: 4, pxPerMm: 4 });
    expect(paper).toMatchObject({ kind: 'rectangle', width: 40, height: 4 });
    const upright = (item: unknown): number[] =>
      points(item).flatMap((x, i, all) => (i % 6 === 0 && all[i + 2] === x ? [x] : []));
    expect(upright(coarse)).toEqual([0, 20, 40]);
    expect(upright(fine)).toEqual([4, 8, 12, 16, 24, 28, 32, 36]);
  });

  it('snaps to device pixels without adding up: line 100 of 3.78 px is within one pixel of 378', () => {
    const coarse = gridItems({ x: 0, y: 0, width: 400, height: 1, pxPerMm: 3.78, ratio: 2 })[2];
    const xs = points(coarse).filter((_, i) => i % 6 === 0);
    expect(Math.abs(xs[20] - 378)).toBeLessThanOrEqual(0.5);
    for (const x of xs.slice(0, 21)) expect((x * 2) % 1).toBeCloseTo(0.5, 9);
  });
});

describe('lanes', () => {
  const mv = { name: 'MLII', units: 'mV' };

  it('stacks leads 40 mm apart at 10 mm/mV, zero on a 5 mm line, 1 mV 40 px above it', () => {
    const [first, second] = layLanes([mv, mv], [], scale, 100);
    expect(first).toMatchObject({ top: 100, height: 160, zeroY: 200, zero: 0, note: '' });
    expect(second.top).toBe(260);
    expect(yOf(first, 1)).toBe(160);
  });

  it('gives each lead the room of its values: 1.6 mV and 1 mm up in boxes are 20 mm, 0.3 mV down 5 mm', () => {
    const range = { median: 0, spread: 0.5, low: -0.3, high: 1.6 };
    const [low, flat] = layLanes([mv, mv], [range, { ...range, low: 0, high: 0 }], scale, 0);
    expect(low).toMatchObject({ height: 100, zeroY: 80 });
    // Room for the pulse of 1 mV.
    expect(flat).toMatchObject({ top: 100, height: 60, zeroY: 140 });
    const artefact = { ...range, low: -9, high: 30 };
    expect(layLanes([mv], [artefact], scale, 0)[0].height).toBe(160);
    const [double] = layLanes([mv], [range], { ...scale, mmPerMv: 20 }, 0);
    expect(double).toMatchObject({ height: 45 * 4, zeroY: 35 * 4 });
  });

  it('grows for a taller beat, and is the same for any other', () => {
    const before = [{ median: 0, spread: 1, low: -1, high: 1 }, undefined];
    const lower = [{ median: 5, spread: 5, low: 0, high: 0.5 }, undefined];
    expect(widenedRanges(before, lower)).toBe(before);
    const taller = [
      { median: 5, spread: 5, low: 0, high: 2 },
      { median: 1, spread: 1, low: 1, high: 1 },
    ];
    expect(widenedRanges(before, taller)).toEqual([{ median: 0, spread: 1, low: -1, high: 2 }, taller[1]]);
  });

  it('knows microvolts, moves a lead that stays at 3.1 mV by 3 mV, and says so', () => {
    const [micro] = layLanes([{ name: 'I', units: 'uV' }], [], scale, 0);
    expect(yOf(micro, 1000)).toBe(micro.zeroY - 40);
    const [moved] = layLanes([mv], [{ median: 3.1, spread: 1, low: 2, high: 4 }], scale, 0);
    expect(yOf(moved, 3)).toBe(moved.zeroY);
    expect(moved.note).toBe('middle line at 3 mV');
  });

  it('fits a pressure of 60 to 140 mmHg: 20 mm / 80 is 0.25, the next of 1, 2, 5 below is 0.2 mm per mmHg', () => {
    const [lane] = layLanes(
      [{ name: 'ABP', units: 'mmHg' }],
      [{ median: 90, spread: 80, low: 50, high: 150 }],
      scale,
      0,
    );
    expect(lane.isVoltage).toBe(false);
    expect(lane.note).toBe('0.2 mm per mmHg, middle line at 90');
    expect(yOf(lane, 100)).toBeCloseTo(lane.zeroY - 8, 9);
  });

  it('takes the range without gaps', () => {
    expect(leadRange([NaN, 1, 3, 2])).toEqual({ median: 2, spread: 2, low: 1, high: 3 });
    expect(leadRange([1, 1], [NaN, 0, 5])).toMatchObject({ median: 1, low: 0, high: 5 });
    expect(leadRange([NaN])).toBeUndefined();
  });
});

describe('trace', () => {
  const [lane] = layLanes([{ name: 'MLII', units: 'mV' }], [], scale, 0); // zero at y = 100
  const axis = { startS: 1, pxPerS: 100, samplingFrequency: 100 };

  it('draws sample 101 one pixel right of 1 s, and lifts the pen at a gap', () => {
    const item = traceItem({ kind: 'samples', from: 101, values: Float32Array.of(0, NaN, 0.5) }, lane, axis);
    expect(points(item)).toEqual([1, 100, 2, NaN, 3, 80]);
  });

  it('draws columns from the end nearer to the column before', () => {
    const envelope = { from: 100, to: 104, low: Float32Array.of(0, 0.5), high: Float32Array.of(1, 1) };
    expect(points(traceItem({ kind: 'envelope', ...envelope }, lane, axis))).toEqual([
      1, 100, 1, 60, 3, 60, 3, 80,
    ]);
  });

  it('reduces samples to columns', () => {
    const values = Float32Array.of(1, -1, NaN, NaN, 2, 3);
    expect(envelopeOfSamples({ kind: 'samples', from: 10, values }, 3)).toEqual({
      kind: 'envelope',
      from: 10,
      to: 16,
      low: Float32Array.of(-1, NaN, 2),
      high: Float32Array.of(1, NaN, 3),
    });
  });
});
