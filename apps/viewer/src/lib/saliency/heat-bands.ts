import type { DisplayItem, Style } from '../display-list.ts';

/** Levels of heat that are told apart; finer can't be seen, and equal neighbours become one rectangle. */
const LEVELS = 50;

/**
 * Rectangles of heat [T], one for each run of equal level; nothing where there is none.
 *
 * @param x left edge of a step
 */
export function heatBands(
  heat: ArrayLike<number>,
  x: (step: number) => number,
  top: number,
  height: number,
  styleOf: (heat: number) => Style = (level) => ({ fill: { heat: level } }),
): DisplayItem[] {
  const level = (step: number): number => Math.round(Math.min(1, heat[step]) * LEVELS);
  const items: DisplayItem[] = [];
  for (let from = 0; from < heat.length;) {
    let to = from + 1;
    while (to < heat.length && level(to) === level(from)) to++;
    if (level(from) > 0) {
      // Whole pixels, so that no seam shows between neighbours.
      const [left, right] = [Math.round(x(from)), Math.round(x(to))];
      const style = styleOf(level(from) / LEVELS);
      if (right > left)
        items.push({ kind: 'rectangle', x: left, y: top, width: right - left, height, style });
    }
    from = to;
  }
  return items;
}

/** One channel of values [T, C]. */
export function channelOf(values: Float32Array, channel: number, channels: number): Float32Array {
  return channels === 1 ? values : values.filter((_, i) => i % channels === channel);
}
