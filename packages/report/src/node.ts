export { svgToPng } from './png.ts';
export type { PngSize } from './png.ts';
