import { LEARNED_MASK_PRESETS } from '@saliogram/explain';
import type { BeatLayout } from './beat-layout.ts';

/** Side of the blocks that occlusion hides in an image, in pixels; the paper's Figure 4. */
const BLOCK = 5;
/** Every second place: a quarter of the cost, and no pixel is left out. */
const STRIDE = 2;

/** Options of a method that differ from its defaults for the layout of an image; none for beats. */
export function methodOptions(
  { image }: Pick<BeatLayout, 'image'>,
  method: string,
): Readonly<Record<string, unknown>> {
  if (!image) return {};
  if (method === 'occlusion') {
    return { blocks: { rows: BLOCK, columns: BLOCK, rowLength: image.columns }, stride: STRIDE };
  }
  return method === 'learned-mask' ? LEARNED_MASK_PRESETS.mnist : {};
}

/** What these options mean, for a map of a method; empty where there are none. */
export function optionsText({ image }: Pick<BeatLayout, 'image'>, method: string): string {
  if (!image) return '';
  if (method === 'occlusion') return `Hidden: blocks of ${BLOCK} × ${BLOCK} pixels, every ${STRIDE} pixels.`;
  return method === 'learned-mask' ? 'With the paper’s weights for MNIST.' : '';
}
