// The gap of learned masks to the best of long runs, by passes, as SVG.

const BOX = { x: 62, y: 40, width: 560, height: 230 };
const FLOOR = 1e-4;
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#7f7f7f', '#cc79a7'];

/**
 * Median (whole) and 90 % quantile (dashed) of the gap, both axes logarithmic; the line is the 1 % asked for.
 *
 * @param curves each with `name` and `points` of {passes, median, high}
 * @param beats which beats, in words
 */
export function maskConvergenceFigure(curves, beats) {
  const most = Math.max(...curves.flatMap(({ points }) => points.map(({ passes }) => passes)));
  const x = (passes) => BOX.x + (BOX.width * Math.log(passes)) / Math.log(most);
  const depth = (gap) => Math.log10(Math.max(FLOOR, Math.min(1, gap))) / Math.log10(FLOOR);
  const y = (gap) => BOX.y + BOX.height * depth(gap);
  const path = (points, key) =>
    points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.passes).toFixed(1)} ${y(p[key]).toFixed(1)}`).join('');
  const text = (tx, ty, content, rest = '') => `<text x="${tx}" y="${ty}" ${rest}>${content}</text>`;
  const ticksX = [1, 10, 100, 1000].filter((passes) => passes <= most);
  const ticksY = [1, 1e-1, 1e-2, 1e-3, 1e-4];
  const bottom = BOX.y + BOX.height;
  const lines = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 330" font-family="sans-serif" font-size="10" fill="#222" role="img">',
    '<title>Learned masks: gap to the best of long runs, by passes</title>',
    '<rect width="640" height="330" fill="#fff"/>',
    text(
      BOX.x,
      20,
      `Gap to the best of the runs of Adam, as a share of the fall from the mask of ones (${beats})`,
      'font-weight="bold"',
    ),
    ...ticksX.map(
      (passes) =>
        `<path d="M${x(passes).toFixed(1)} ${BOX.y}V${bottom}" stroke="#ddd"/>${text(x(passes).toFixed(1), bottom + 14, passes, 'text-anchor="middle"')}`,
    ),
    ...ticksY.map(
      (gap) =>
        `<path d="M${BOX.x} ${y(gap)}h${BOX.width}" stroke="${gap === 1e-2 ? '#222' : '#ddd'}"/>${text(BOX.x - 6, y(gap) + 3, gap === FLOOR ? '≤ 0.01 %' : `${gap * 100} %`, 'text-anchor="end"')}`,
    ),
    text(BOX.x + BOX.width / 2, bottom + 28, 'forward and backward passes per beat', 'text-anchor="middle"'),
    ...curves.flatMap(({ points }, i) => {
      const style = `fill="none" stroke="${COLOURS[i % COLOURS.length]}"`;
      return [
        `<path d="${path(points, 'median')}" ${style} stroke-width="1.8"/>`,
        `<path d="${path(points, 'high')}" ${style} stroke-dasharray="5 3" stroke-width="1.2"/>`,
      ];
    }),
    ...curves.map(({ name }, i) => {
      const at = BOX.x + i * 130;
      return `<path d="M${at} 318h22" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="2"/>${text(at + 27, 321, name)}`;
    }),
    text(BOX.x + BOX.width, 32, 'whole: median; dashed: 90 % quantile', 'text-anchor="end" fill="#666"'),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}
