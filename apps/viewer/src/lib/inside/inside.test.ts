import { describe, expect, it } from 'vitest';
import type { CellTraces, MemorySpan, UnitKnockOut } from '@saliogram/explain';
import { matrixColours, signedColour } from '../picture/matrix-colours.ts';
import { memoryPicture, memorySentence } from './memory-picture.ts';
import { busiestStep, layerWords, quantitiesOf, unitPicture, unitsOfHalf } from './unit-picture.ts';

/** Two units over four steps: the first peaks at step 2, below 0, the second at step 1. */
const hidden = Float32Array.of(0, 0.1, 0.1, 0.9, -0.8, 0.2, 0.1, 0.2);
const gate = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8);
const traces: CellTraces = {
  cell: 'gru',
  batch: 1,
  steps: 4,
  layers: [{ layer: 0, direction: 'forward', units: 2, quantities: { 'update-gate': gate, hidden } }],
  cost: { forward: 1, backward: 0 },
};
const unit = (number: number, fall: number) => ({
  layer: 0,
  direction: 'forward' as const,
  unit: number,
  falls: Float32Array.of(fall),
  meanFall: fall,
  meanMagnitude: Math.abs(fall),
});
const knockOut: UnitKnockOut = {
  units: [unit(0, -3), unit(1, 1)],
  targets: Int32Array.of(0),
  settings: {},
  cost: { forward: 1, backward: 0 },
};

describe('units over time', () => {
  it('stand a row each, by the time of their peak, by number or by their effect', () => {
    const byPeak = unitPicture(traces, 0, 'hidden', 'peak', null);
    expect(byPeak.units).toEqual([1, 0]);
    expect([...byPeak.values]).toEqual([...Float32Array.of(0.1, 0.9, 0.2, 0.2, 0, 0.1, -0.8, 0.1)]);
    expect(byPeak.scale.kind).toBe('signed');
    expect(unitPicture(traces, 0, 'hidden', 'number', null).units).toEqual([0, 1]);
    expect(unitPicture(traces, 0, 'hidden', 'effect', knockOut).units).toEqual([0, 1]);
    expect(unitPicture(traces, 0, 'update-gate', 'peak', null).scale).toEqual({
      kind: 'from-zero',
      largest: 1,
    });
  });

  it('tell when they change most, how many matter, and what there is to see', () => {
    // Changes of both units together: 0.9 at step 1, 1.6 at step 2, 0.9 at step 3.
    expect(busiestStep(unitPicture(traces, 0, 'hidden', 'number', null))).toBe(2);
    expect(unitsOfHalf(knockOut)).toBe(1);
    expect(quantitiesOf(traces.layers[0])).toEqual(['update-gate', 'hidden']);
    expect(layerWords(traces, 0)).toBe('layer 1');
  });

  it('are coloured from paper to full on both sides of 0, and left out where there is nothing', () => {
    const pixels = matrixColours(Float32Array.of(0, 2, -2, NaN), { kind: 'signed', largest: 2 }, 'light');
    expect([...pixels.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
    // The full end of the scale of heat, #e0650a.
    expect([...pixels.subarray(4, 8)]).toEqual([224, 101, 10, 255]);
    expect([...pixels.subarray(8, 12)]).toEqual([0, 88, 158, 255]);
    expect(pixels[15]).toBe(0);
    // One number alone has the colour that it has among others.
    const hex = (at: number): string =>
      `#${Array.from(pixels.slice(at, at + 3), (part) => part.toString(16).padStart(2, '0')).join('')}`;
    expect([0, 1, -1].map((share) => signedColour(share, 'light'))).toEqual([hex(0), hex(4), hex(8)]);
  });
});

describe('memory span', () => {
  const layout = {
    steps: 100,
    channels: 1,
    samplingFrequency: 100,
    originStep: 20,
    timeUnit: 'ms',
    unit: 'z',
  } as const;
  const span = (effectiveLength: readonly number[]): MemorySpan => ({
    targets: Int32Array.of(0),
    at: Int32Array.of(49, 99),
    magnitudes: new Float32Array(200),
    effectiveLength: Int32Array.from(effectiveLength),
    settings: {},
    cost: { forward: 0, backward: 0 },
  });

  it('is told at the end, and drawn over the steps that were asked for', () => {
    // Steps 60 to 99 of 100 at 10 ms: 400 ms, from 40 steps after R on.
    expect(memorySentence(layout, span([9, 39]))).toBe(
      'At the end 90 % of what the score reacts to lies in the last 400 ms, from +400 ms from R on: 40 % of what has been read.',
    );
    expect(memorySentence(layout, span([9, -1]))).toMatch(/saturated/);
    const list = memoryPicture(400, 170, layout, span([9, -1]), 'memory');
    const clip = list.items.find((item) => item.kind === 'clip');
    // The diagonal, the curve, and a mark for the one step that has a memory.
    expect(clip?.kind === 'clip' && clip.items.map(({ kind }) => kind)).toEqual([
      'line',
      'line',
      'rectangle',
    ]);
  });
});
