import { describe, expect, it } from 'vitest';
import type { DisplayItem } from '../display-list.ts';
import type { ModelFacts } from '../explanation.ts';
import { beatLayout, timeText } from './beat-layout.ts';
import { decisionOf, decisionSentence } from './decision.ts';
import { imageBoxes, pixelAt } from './image-frame.ts';
import { outlineItems } from './image-items.ts';
import { methodOptions } from './image-methods.ts';
import { imagePairPicture, pairBoxes } from './image-picture.ts';
import { regionSentence } from './region-shares.ts';
import { saliencyPicture } from './saliency-picture.ts';
import type { TraceFrame } from './trace-frame.ts';

const model = {
  metadata: { preprocessing: { order: 'scan-line', rows: 2, columns: 3 }, units: 'grey level' },
} as unknown as ModelFacts;
const layout = beatLayout(model, 6, 1);
const frame: TraceFrame = { width: 68, height: 48, layout, domain: [0, 1], unit: 'grey level' };
/** A stroke in the upper middle and the lower right. */
const values = Float32Array.of(0, 1, 0, 0, 0.25, 0.75);

const rectangles = (items: readonly DisplayItem[]) => items.filter((item) => item.kind === 'rectangle');
const box = { x: 4, y: 4, pixel: 20 };

describe('images in scan-line order', () => {
  it('have the lines that the model’s file tells, and places from 1', () => {
    expect(layout).toMatchObject({ image: { rows: 2, columns: 3 }, timeUnit: 'steps', steps: 6 });
    expect([0, 2, 3, 5].map((step) => timeText(step + 0.5, layout))).toEqual([
      'row 1, column 1',
      'row 1, column 3',
      'row 2, column 1',
      'row 2, column 3',
    ]);
    expect(beatLayout(model, 7, 1).image).toBeUndefined();
  });

  it('stand in whole pixels in the middle, and places lead back to pixels', () => {
    expect(imageBoxes(frame, 1)).toEqual([box]);
    const wide = { ...frame, width: 200, height: 68 };
    const boxes = pairBoxes(wide);
    expect(boxes).toEqual([
      { x: 28, y: 24, pixel: 20 },
      { x: 112, y: 24, pixel: 20 },
    ]);
    expect(pixelAt(boxes, { rows: 2, columns: 3 }, 28, 24)).toEqual({ row: 0, column: 0, box: 0 });
    expect(pixelAt(boxes, { rows: 2, columns: 3 }, 171, 63)).toEqual({ row: 1, column: 2, box: 1 });
    expect(pixelAt(boxes, { rows: 2, columns: 3 }, 100, 30)).toBeNull();
  });

  it('are ink on paper, dark where the value is high', () => {
    const { items } = saliencyPicture({ frame, traces: [{ values }], heat: null, description: '' });
    expect(rectangles(items)).toMatchObject([
      { x: 4, y: 4, width: 60, height: 40, style: { fill: 'paper' } },
      { x: 24, y: 4, width: 20, height: 20, style: { fill: 'trace', opacity: 1 } },
      { x: 24, y: 24, width: 20, style: { fill: 'trace', opacity: 0.25 } },
      { x: 44, y: 24, width: 20, style: { fill: 'trace', opacity: 0.75 } },
      { x: 4, y: 4, width: 60, style: { stroke: 'text-weak' } },
    ]);
  });

  it('have heat below and the outline of the strokes over it', () => {
    const heat = Float32Array.of(0, 0, 0, 1, 1, 0.5);
    const { items } = saliencyPicture({ frame, traces: [{ values }], heat, description: '' });
    const hot = rectangles(items).filter(({ style }) => typeof style.fill === 'object');
    expect(hot).toMatchObject([
      { x: 4, y: 24, width: 40, style: { fill: { heat: 1 } } },
      { x: 44, y: 24, width: 20, style: { fill: { heat: 0.5 } } },
    ]);
    const outline = items.at(-2)!;
    expect(outline).toMatchObject({ kind: 'line', style: { stroke: 'trace' } });
    expect(items.indexOf(hot.at(-1)!)).toBeLessThan(items.indexOf(outline));
    // Four edges for each of two pixels that touch at a corner alone.
    const [, line] = outlineItems({ rows: 2, columns: 3 }, box, values);
    expect(line?.kind === 'line' && line.points.length / 6).toBe(8);
  });

  it('are drawn twice on the large picture, what is hidden hatched on both', () => {
    const { items } = imagePairPicture({
      frame: { ...frame, width: 200, height: 68 },
      values,
      heat: null,
      hidden: [{ row: 0, column: 1, rows: 2, columns: 1 }],
      heads: ['image', 'map'],
      description: '',
    });
    const hatched = items.filter((item) => item.kind === 'clip');
    expect(hatched).toMatchObject([
      { x: 48, y: 24, width: 20, height: 40 },
      { x: 132, y: 24, width: 20, height: 40 },
    ]);
    expect(items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))).toEqual(['image', 'map']);
  });

  it('are told in rows and columns, heat by the strokes it lies on', () => {
    const heat = Float32Array.of(0, 0.6, 0, 0.4, 0, 1);
    expect(regionSentence(heat, layout, values)).toBe(
      '80 % of the heat lies on the strokes (33 % of the pixels). It is hottest at row 2, column 3.',
    );
    const probabilities = {
      values: Float32Array.of(1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1),
      steps: 6,
      classes: 2,
    };
    const classes = [{ symbol: '3' }, { symbol: '8' }];
    expect(decisionSentence(decisionOf(probabilities), layout, classes)).toBe(
      'Settled at row 2, column 1, with 50 % of the image read: from there the most likely class stays 8 (before it was 3); it changed once in all.',
    );
  });

  it('are hidden by blocks, with the paper’s weights for a mask', () => {
    expect(methodOptions(layout, 'occlusion')).toEqual({
      blocks: { rows: 5, columns: 5, rowLength: 3 },
      stride: 2,
    });
    expect(methodOptions(layout, 'learned-mask')).toEqual({ lambda1: 1e-4, lambda2: 1e-4 });
    expect(methodOptions({}, 'occlusion')).toEqual({});
  });
});
