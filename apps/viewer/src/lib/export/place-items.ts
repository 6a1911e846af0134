import type { DisplayItem, Style } from '../display-list.ts';

/** Items moved to `x`, `y` and scaled there; lines and letters grow and shrink with them. */
export function placeItems(
  items: readonly DisplayItem[],
  x: number,
  y: number,
  scale: number,
): readonly DisplayItem[] {
  const box = (item: { x: number; y: number; width: number; height: number }) => ({
    x: x + item.x * scale,
    y: y + item.y * scale,
    width: item.width * scale,
    height: item.height * scale,
  });
  return items.map((item): DisplayItem => {
    switch (item.kind) {
      case 'line':
        return {
          ...item,
          points: Array.from(item.points, (value, i) => (i % 2 === 0 ? x : y) + value * scale),
          style: scaled(item.style, scale),
        };
      case 'rectangle':
        return { ...item, ...box(item), style: scaled(item.style, scale) };
      case 'text':
        return { ...item, x: x + item.x * scale, y: y + item.y * scale, size: item.size * scale };
      case 'clip':
        return { ...item, ...box(item), items: placeItems(item.items, x, y, scale) };
      default:
        return item satisfies never;
    }
  });
}

function scaled(style: Style, scale: number): Style {
  return {
    ...style,
    width: (style.width ?? 1) * scale,
    ...(style.dash && { dash: style.dash.map((length) => length * scale) }),
  };
}
