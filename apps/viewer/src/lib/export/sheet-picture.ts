import { CSS_PX_PER_MM, mmPerPx } from './export-picture.ts';
import type { ExportPicture } from './export-picture.ts';
import { placeItems } from './place-items.ts';
import { below, paragraph } from './sheet-block.ts';
import type { SheetBlock } from './sheet-block.ts';

const CAPTION = { size: 9, ink: 'text-weak' } as const;
const GAP = 4;

/**
 * A picture true to its scale on a sheet, with its title and caption: a millimetre of it is a millimetre of paper; what the
 * paper has no room for is cut off around `focusX`, and said.
 */
export function trueScalePicture(picture: ExportPicture, width: number, mostHeight: number): SheetBlock {
  const { list, focusX = list.width / 2, title, caption = '' } = picture;
  const scale = mmPerPx(picture) * CSS_PX_PER_MM;
  const [fullWidth, fullHeight] = [list.width * scale, list.height * scale];
  const shownWidth = Math.min(width, fullWidth);
  const shownHeight = Math.min(mostHeight, fullHeight);
  const left = Math.min(Math.max(0, focusX * scale - shownWidth / 2), fullWidth - shownWidth);
  const cut = fullWidth > width + 0.5 || fullHeight > mostHeight + 0.5;
  const note = cut ? ' Cut to the paper; the whole is in the picture files.' : '';
  return below(
    [
      paragraph(title, width, { size: 11, bold: true }),
      {
        height: shownHeight,
        items: [
          {
            kind: 'clip',
            x: 0,
            y: 0,
            width: shownWidth,
            height: shownHeight,
            items: placeItems(list.items, -left, 0, scale),
          },
        ],
      },
      paragraph(`True to scale: ${caption}${note}`, width, CAPTION),
    ],
    GAP,
  );
}

/** A picture on a sheet with its title and caption, made smaller where it must be, never larger. */
export function fittedPicture(picture: ExportPicture, width: number, mostHeight: number): SheetBlock {
  const { list, title, caption = '' } = picture;
  const heading = paragraph(title, width, { size: 11, bold: true });
  const words = caption === '' ? [] : [paragraph(caption, width, CAPTION)];
  const room = mostHeight - heading.height - GAP - words.reduce((sum, block) => sum + block.height + GAP, 0);
  const scale = Math.max(0.05, Math.min(1, width / list.width, room / list.height));
  const drawn = { height: list.height * scale, items: placeItems(list.items, 0, 0, scale) };
  return below([heading, drawn, ...words], GAP);
}
