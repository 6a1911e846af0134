import type { DisplayList } from '../display-list.ts';
import { heatBands } from '../saliency/heat-bands.ts';
import { frameEdges, frameScales } from '../saliency/trace-frame.ts';
import type { TraceFrame } from '../saliency/trace-frame.ts';
import { rectangleItem } from '../picture/items.ts';

const ROW = 16;

/** Heat over time as a strip, to lie below a map of the same frame. @param heat in [0, 1], [T] */
export function stripOfHeat(frame: TraceFrame, heat: Float32Array, description: string): DisplayList {
  const { left, right } = frameEdges(frame);
  const { x } = frameScales(frame);
  const largest = heat.reduce((most, value) => Math.max(most, value), 0);
  const scaled = largest > 0 ? heat.map((value) => value / largest) : heat;
  return {
    width: frame.width,
    height: ROW,
    description,
    items: [
      rectangleItem(left, 1, right - left, ROW - 2, { fill: 'paper' }),
      ...heatBands(scaled, x, 1, ROW - 2),
      rectangleItem(left, 1, right - left, ROW - 2, { stroke: 'text-weak', width: 0.75 }),
    ],
  };
}
