import type { AppState } from '../app-state.ts';
import type { DisplayList } from '../display-list.ts';
import { rectangleItem, textItem } from '../picture/items.ts';
import { gridItems } from './grid.ts';
import type { LeadRange } from './lanes.ts';
import { filterWords, scaleWords } from './scale.ts';
import { gutterItems, sheetItems, stripDescription, stripLayout } from './sheet.ts';
import type { Trace } from './trace.ts';

const WORDS_PX = 20;

/** What {@link stripPicture} draws besides the state. */
export interface StripPictureOptions {
  /** One per lead, over at least the stretch that is drawn; filtered already where a display filter is in force. */
  readonly traces: readonly (Trace | undefined)[];
  readonly ranges: readonly (LeadRange | undefined)[];
  /** Whether the traces are filtered as the view says. */
  readonly filterDrawn: boolean;
  /** Length of the strip; default what the screen shows. */
  readonly lengthS?: number;
}

/**
 * The strip as one picture, as on the screen: paper, margin, labels, traces, times, and below them the scale and the
 * filters in words. At `millimetresPerPx = 1 / pxPerMm` it is true to scale.
 */
export function stripPicture(state: AppState, options: StripPictureOptions): DisplayList {
  const { traces, ranges, filterDrawn, lengthS = state.stripS } = options;
  const { startS, filter } = state.view;
  const layout = stripLayout(state, ranges);
  const { gutter, paperTop, paperHeight, scale } = layout;
  const sheetPx = lengthS * scale.pxPerS;
  const width = gutter + sheetPx;
  // Drawn from the left edge of the margin on, so that x = gutter is `startS`; the clip takes the rest away.
  const items = sheetItems(state, layout, traces, startS - gutter / scale.pxPerS, width);
  const words = `${scaleWords(state.view)} · ${filterWords(filter, filterDrawn)}`;
  return {
    width,
    height: layout.height + WORDS_PX,
    description: stripDescription(state, startS, startS + lengthS),
    items: [
      rectangleItem(0, 0, width, layout.height + WORDS_PX, { fill: 'paper' }),
      ...gridItems({ x: 0, y: paperTop, width, height: paperHeight, pxPerMm: scale.pxPerMm }),
      { kind: 'clip', x: gutter, y: 0, width: sheetPx, height: layout.height, items },
      ...gutterItems(layout),
      textItem(4, layout.height + 13, words, { size: 11, ink: 'text-weak' }),
    ],
  };
}
