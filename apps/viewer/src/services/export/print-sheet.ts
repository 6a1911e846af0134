import type { DisplayList } from '../../lib/display-list.ts';
import { CSS_PX_PER_MM } from '../../lib/export/export-picture.ts';
import { listSvg } from '../../lib/export/list-svg.ts';

const SHEET = 'print-sheet';

/**
 * While it lasts, printing the page prints a sheet of paper in its place (style/print.css), which is composed when the
 * browser is about to print; undefined prints the page itself. Returns the way to end it.
 */
export function printInPlace(compose: () => DisplayList | undefined): () => void {
  const remove = (): void => document.getElementById(SHEET)?.remove();
  const insert = (): void => {
    remove();
    const list = compose();
    if (!list) return;
    const svg = listSvg(list, {
      theme: 'print',
      title: list.description,
      mmPerPx: 1 / CSS_PX_PER_MM,
      likeHelvetica: true,
    });
    const sheet = document.createElement('div');
    sheet.id = SHEET;
    const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    sheet.append(document.adoptNode(drawn));
    document.body.append(sheet);
  };
  addEventListener('beforeprint', insert);
  addEventListener('afterprint', remove);
  return () => {
    removeEventListener('beforeprint', insert);
    removeEventListener('afterprint', remove);
    remove();
  };
}
