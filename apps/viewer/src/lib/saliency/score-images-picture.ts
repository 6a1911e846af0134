import { classColour } from '@saliogram/figures';
import type { DisplayItem, DisplayList } from '../display-list.ts';
import type { StepProbabilities } from '../explanation.ts';
import type { ImageLayout } from './beat-layout.ts';
import { heldClasses } from './decision.ts';
import type { ImageBox } from './image-frame.ts';
import { heatItems, inkItems, outlineItems, pixelItems } from './image-items.ts';
import { imagesPicture } from './image-picture.ts';
import type { TraceFrame } from './trace-frame.ts';

/** What {@link scoreImagesPicture} draws. */
export interface ScoreImages {
  readonly frame: TraceFrame;
  /** The image itself, [T]. */
  readonly input: Float32Array;
  readonly probabilities: StepProbabilities;
  readonly symbols: readonly string[];
  /** Class whose probability is shown. */
  readonly target: number;
  readonly description: string;
}

/** An image, the probability of a class when reading had come to each pixel, and the class held most likely there. */
export function scoreImagesPicture(images: ScoreImages): DisplayList {
  const { frame, input, probabilities, symbols, target, description } = images;
  const { values, classes, steps } = probabilities;
  const ofTarget = Float32Array.from({ length: steps }, (_, t) => values[t * classes + target]);
  const held = heldClasses(probabilities);
  return imagesPicture(
    frame,
    [
      { head: 'the image', items: (image, box) => inkItems(image, box, input, frame.domain) },
      {
        head: `probability of ${symbols[target]}`,
        items: (image, box) => [...heatItems(image, box, ofTarget), ...outlineItems(image, box, input)],
      },
      {
        head: 'most likely class',
        items: (image, box) => [
          ...pixelItems(
            image,
            box,
            (step) => held[step],
            (k) => ({ fill: { colour: classColour(k) } }),
          ),
          ...outlineItems(image, box, input),
          ...symbolItems(image, box, held, symbols),
        ],
      },
    ],
    description,
  );
}

/** Lines that a class must be held for to be named. */
const NAMED_FROM_ROWS = 2;

/** The symbol of a class in the middle of each run of lines that it is held for. */
function symbolItems(
  { columns }: ImageLayout,
  { x, y, pixel }: ImageBox,
  held: readonly number[],
  symbols: readonly string[],
): DisplayItem[] {
  const items: DisplayItem[] = [];
  for (let from = 0; from < held.length;) {
    let to = from + 1;
    while (to < held.length && held[to] === held[from]) to++;
    const middle = y + ((from + to) / 2 / columns) * pixel;
    if ((to - from) / columns >= NAMED_FROM_ROWS) {
      items.push(
        {
          kind: 'rectangle',
          x: x + 3,
          y: middle - 8,
          width: 16,
          height: 16,
          style: { fill: 'paper', stroke: 'text-weak', width: 0.75 },
        },
        {
          kind: 'text',
          x: x + 11,
          y: middle + 4.5,
          text: symbols[held[from]],
          size: 12,
          align: 'middle',
          bold: true,
          ink: 'text',
        },
      );
    }
    from = to;
  }
  return items;
}
