import { useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { Picture } from '../../elements/picture.tsx';
import { screenRatio } from '../../elements/screen.ts';
import { nearestBeat } from '../../lib/beat-verdict.ts';
import { gridItems } from '../../lib/paper/grid.ts';
import { paperScale } from '../../lib/paper/scale.ts';
import { gutterItems } from '../../lib/paper/sheet.ts';
import type { StripLayout } from '../../lib/paper/sheet.ts';
import { withStart, withStretch, withWidth } from '../../lib/paper/window.ts';
import { selectBeat } from '../../services/jumping.ts';
import { movePaperByKey } from '../../services/paper-keys.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';
import { listenForGestures } from './gestures.ts';
import type { SheetController } from './sheet-controller.ts';

/** What {@link Strip} takes. */
export interface StripProps {
  readonly store: Store;
  readonly sheet: SheetController;
  /** Laid over the paper, moving with it; its x = 0 is the start of the frame. */
  readonly children?: ComponentChildren;
}

/** The recording on ECG paper: a still margin, and a window behind which grid and sheet are moved. */
export function Strip({ store, sheet, children }: StripProps) {
  const view = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const moving = useRef<HTMLDivElement>(null);
  const layout = sheet.layout.value;
  useGestures(store, sheet, view);
  useWidth(store, view);
  useSignalEffect(() => {
    const { startS } = store.state.value.view;
    const { scale } = sheet.layout.value;
    const { startS: frameS } = sheet.frame.value;
    const box = 5 * scale.pxPerMm;
    place(grid.current, -((startS * scale.pxPerS) % box));
    place(moving.current, (frameS - startS) * scale.pxPerS);
  });
  return (
    <div
      class="strip"
      tabIndex={0}
      role="group"
      aria-roledescription="ECG strip"
      aria-label="Recording; Page Up and Page Down turn the paper, Home and End go to its ends"
      onKeyDown={(event) => {
        if (movePaperByKey(store, event, 'strip')) event.preventDefault();
      }}
    >
      <Gutter layout={layout} />
      <div class="view" ref={view} style={{ height: `${layout.height}px` }}>
        <div class="grid" ref={grid} style={{ top: `${layout.paperTop}px` }}>
          <Grid store={store} layout={layout} />
        </div>
        <div class="moving" ref={moving}>
          <Picture list={sheet.sheet.value} class="sheet" />
          {children}
        </div>
      </div>
    </div>
  );
}

/** Whole device pixels, so that lines stay sharp. */
function place(element: HTMLElement | null, x: number): void {
  const ratio = screenRatio.peek();
  if (element) element.style.transform = `translateX(${Math.round(x * ratio) / ratio}px)`;
}

function Gutter({ layout }: { layout: StripLayout }) {
  const ratio = screenRatio.value;
  const { gutter: width, height, paperTop, paperHeight, scale } = layout;
  const list = useMemo(
    () => ({
      width,
      height,
      description: '',
      items: [
        ...gridItems({ x: 0, y: paperTop, width, height: paperHeight, pxPerMm: scale.pxPerMm, ratio }),
        ...gutterItems(layout),
      ],
    }),
    [layout, ratio],
  );
  return <Picture list={list} class="gutter" decorative />;
}

/** Drawn once, one box wider than the window, and moved by less than a box. */
function Grid({ store, layout }: { store: Store; layout: StripLayout }) {
  const stripS = usePart(store, (state) => state.stripS);
  const ratio = screenRatio.value;
  const { pxPerMm, pxPerS } = layout.scale;
  const width = Math.ceil(stripS * pxPerS + 5 * pxPerMm);
  const height = layout.paperHeight;
  const list = useMemo(
    () => ({
      width,
      height,
      description: '',
      items: gridItems({ x: 0, y: 0, width, height, pxPerMm, ratio }),
    }),
    [width, height, pxPerMm, ratio],
  );
  return <Picture list={list} decorative />;
}

type View = { readonly current: HTMLDivElement | null };

function useGestures(store: Store, sheet: SheetController, view: View): void {
  useLayoutEffect(() => {
    if (!view.current) return undefined;
    const timeAt = (x: number): number => {
      return store.state.peek().view.startS + x / sheet.layout.peek().scale.pxPerS;
    };
    return listenForGestures(view.current, {
      pull: (dx) =>
        store.change((state) => withStart(state, state.view.startS - dx / sheet.layout.peek().scale.pxPerS)),
      click: (x) => {
        const { beats, recording } = store.state.peek();
        const beat = recording ? nearestBeat(beats, timeAt(x) * recording.samplingFrequency) : null;
        if (beat !== null) selectBeat(store, beat);
      },
      zoom: (factor, x) =>
        store.change((state) => withStretch(state, { zoom: state.view.zoom * factor }, timeAt(x))),
    });
  }, [store, sheet]);
}

/** Keeps the length of the strip in step with its width and scale. */
function useWidth(store: Store, view: View): void {
  const pxPerS = usePart(store, (state) => paperScale(state).pxPerS);
  useLayoutEffect(() => {
    const element = view.current;
    if (!element) return undefined;
    const update = (): void => {
      if (element.clientWidth > 0) store.change((state) => withWidth(state, element.clientWidth));
    };
    update();
    const observer = new ResizeObserver(update);
    observer.observe(element);
    return () => observer.disconnect();
  }, [store, pxPerS]);
}
