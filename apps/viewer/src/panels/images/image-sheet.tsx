import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { useWidth } from '../../elements/use-width.ts';
import { movedOnSheet } from '../../lib/image-sheet.ts';
import type { SheetMove } from '../../lib/image-sheet.ts';
import type { ImageFacts } from '../../lib/recording.ts';
import { shortcutFor } from '../../lib/shortcuts.ts';
import { selectBeat } from '../../services/jumping.ts';
import type { Store } from '../../services/store.ts';
import { usePart, useParts } from '../../services/use-parts.ts';
import { ImageCell } from './image-cell.tsx';

/** Width of an image with its labels, and what lies between two, px. */
const CELL = 80;
const GAP = 6;
const ROW_HEIGHT = 94;
/** Of windows on which the sheet would push the explanation out of sight. */
const LOW = '(max-height: 940px)';

/** What {@link ImageSheet} takes. */
export interface ImageSheetProps {
  readonly store: Store;
  /** Numbers of the images to show. */
  readonly listed: readonly number[];
  readonly image: ImageFacts;
  /** What is said below it. */
  readonly children: ComponentChildren;
}

/** One sheet of images after the other; arrow keys move about on it. */
export function ImageSheet({ store, listed, image, children }: ImageSheetProps) {
  const rows = useRows();
  const { ref, width } = useWidth<HTMLDivElement>(CELL);
  const list = useRef<HTMLUListElement>(null);
  const current = usePart(store, ({ view }) => view.beat);
  const state = useParts(store, 'beats', 'references', 'model', 'settings', 'work');
  const columns = Math.max(1, Math.floor((width + GAP) / (CELL + GAP)));
  const size = columns * rows;
  const at = current === null ? -1 : listed.indexOf(current);
  const [first, setFirst] = useState(0);
  const start = Math.min(first, Math.max(0, listed.length - 1));
  const page = Math.floor(start / size);
  const pages = Math.max(1, Math.ceil(listed.length / size));
  const shown = listed.slice(page * size, (page + 1) * size);
  // The sheet follows the image that is chosen, wherever that was done.
  useEffect(() => {
    if (at >= 0) setFirst(at);
  }, [current, size]);
  useEffect(() => {
    store.change((now) => ({ ...now, sheet: { ...now.sheet, numbers: shown } }));
  }, [store, shown.join(' ')]);
  useEffect(() => {
    if (list.current?.contains(document.activeElement)) {
      list.current.querySelector<HTMLElement>('[aria-current]')?.focus();
    }
  }, [current, page]);
  const move = (kind: SheetMove): void => {
    const next = listed[movedOnSheet(kind, Math.max(0, at), { count: listed.length, columns, rows })];
    if (next !== undefined) selectBeat(store, next);
  };
  const turn = (by: number): void => setFirst(Math.max(0, Math.min(pages - 1, page + by)) * size);
  const stop = shown.includes(current ?? -1) ? current : shown[0];
  return (
    <div class="image-sheet" ref={ref}>
      <ul
        ref={list}
        aria-label="Sheet of images"
        style={{
          gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          minHeight: `${rows * ROW_HEIGHT - GAP}px`,
        }}
        onKeyDown={(event) => {
          const id = shortcutFor(event, 'sheet');
          if (!id) return;
          event.preventDefault();
          move(id as SheetMove);
        }}
      >
        {shown.map((number, place) => (
          <ImageCell
            // By its place: the focus stays on the sheet when it is turned.
            key={place}
            number={number}
            state={state}
            image={image}
            isCurrent={number === current}
            isStop={number === stop}
            onSelect={() => selectBeat(store, number)}
          />
        ))}
        {shown.length === 0 && <li class="none">No image to show{state.beats.count > 0 && ' yet'}.</li>}
      </ul>
      <div class="sheet-foot">
        {children}
        <div class="sheet-turn">
          <Button name="sheet before" disabled={page === 0} onClick={() => turn(-1)}>
            ‹
          </Button>
          <span>
            Sheet {(page + 1).toLocaleString('en-GB')} of {pages.toLocaleString('en-GB')}
          </span>
          <Button name="next sheet" disabled={page === pages - 1} onClick={() => turn(1)}>
            ›
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Rows of the sheet: fewer where the window is low. */
function useRows(): number {
  const [isLow, setLow] = useState(() => matchMedia(LOW).matches);
  useEffect(() => {
    const query = matchMedia(LOW);
    const follow = (): void => setLow(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return isLow ? 2 : 3;
}
