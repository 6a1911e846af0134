import { computed, effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { screenRatio } from '../../elements/screen.ts';
import type { AppState } from '../../lib/app-state.ts';
import type { DisplayList } from '../../lib/display-list.ts';
import { widenedRanges } from '../../lib/paper/lanes.ts';
import type { LeadRange } from '../../lib/paper/lanes.ts';
import { SHEET_MARGIN, readSheet, sheetServes } from '../../lib/paper/sheet-data.ts';
import type { SheetData } from '../../lib/paper/sheet-data.ts';
import { sheetItems, stripDescription, stripLayout } from '../../lib/paper/sheet.ts';
import type { StripLayout } from '../../lib/paper/sheet.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { notifyError } from '../../services/notices.ts';
import { pyramidGrowth } from '../../services/pyramid-growth.ts';
import type { Store } from '../../services/store.ts';
import { selectShallow } from './select-shallow.ts';

/** The stretch that is drawn: the strip and a margin on both sides, so that panning only moves a picture. */
export interface SheetFrame {
  readonly startS: number;
  readonly lengthS: number;
}

/** What the strip draws, kept up with the state. */
export interface SheetController {
  readonly layout: ReadonlySignal<StripLayout>;
  readonly frame: ReadonlySignal<SheetFrame>;
  readonly sheet: ReadonlySignal<DisplayList>;
  readonly filterDrawn: ReadonlySignal<boolean>;
  dispose(): void;
}

/** Reads sheets as the strip moves, one at a time, and draws the last one until the next is there. */
export function createSheetController(store: Store, reader: RecordingReader): SheetController {
  const data = signal<SheetData | null>(null);
  const ranges = signal<readonly (LeadRange | undefined)[]>([]);
  const frame = signal<SheetFrame>(frameOf(store.state.peek()));
  const still = selectStill(store);
  const layout = computed(() => stripLayout(still.value, ranges.value));
  const growth = pyramidGrowth(reader);
  let isPartial = false;
  let isReading = false;
  let isDisposed = false;

  const read = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    try {
      // What is wanted may have changed while a sheet was read; the last one wanted is read in the end.
      for (
        let state = store.state.peek();
        !isDisposed && (isPartial || !sheetServes(data.peek(), state));
        state = store.state.peek()
      ) {
        const { startS, lengthS } = frameOf(state);
        isPartial = false;
        const next = await readSheet(reader, state, startS, startS + lengthS, screenRatio.peek());
        if (next.recording !== store.state.peek().recording?.digest) continue;
        const isOther = next.recording !== data.peek()?.recording || next.filter !== data.peek()?.filter;
        // Lanes are kept while the recording is, but for beats that need more room than any before.
        ranges.value = isOther ? next.ranges : widenedRanges(ranges.peek(), next.ranges);
        data.value = next;
        frame.value = frameOf(store.state.peek());
      }
    } catch (error) {
      notifyError(store, 'The signal was not read', error);
    } finally {
      isReading = false;
    }
  };
  const stopReading = effect(() => {
    const state = store.state.value;
    if (state.recording === null) data.value = null;
    else if (!sheetServes(data.peek(), state)) void read();
  });
  // Extents of a stretch whose pyramid was not built yet are read again each time it has grown.
  const stopGrowing = effect(() => {
    const { builtTo } = growth.value;
    const now = data.peek();
    if (now === null || !now.traces.some(({ kind }) => kind === 'envelope') || builtTo === 0) return;
    isPartial = true;
    void read();
  });
  const stopFraming = effect(() => {
    if (!isWithin(frame.peek(), store.state.value)) frame.value = frameOf(store.state.peek());
  });

  return {
    layout,
    frame,
    filterDrawn: computed(() => data.value?.filterDrawn ?? true),
    sheet: computed(() => {
      const { startS, lengthS } = frame.value;
      const state = still.value;
      const { scale, height } = layout.value;
      const width = lengthS * scale.pxPerS;
      const shown = data.value?.recording === state.recording?.digest ? data.value : null;
      return {
        width,
        height,
        description: stripDescription(state, startS, startS + lengthS),
        items: sheetItems(state, layout.value, shown?.traces ?? [], startS, width),
      };
    }),
    dispose() {
      isDisposed = true;
      stopReading();
      stopGrowing();
      stopFraming();
    },
  };
}

function frameOf({ view, stripS }: AppState): SheetFrame {
  return { startS: view.startS - SHEET_MARGIN * stripS, lengthS: (1 + 2 * SHEET_MARGIN) * stripS };
}

/** Whether the strip is inside the frame, and the frame not drawn for a strip of another length. */
function isWithin({ startS, lengthS }: SheetFrame, { view, stripS }: AppState): boolean {
  return (
    Math.abs(lengthS / stripS - (1 + 2 * SHEET_MARGIN)) < 1e-9 &&
    startS <= view.startS &&
    startS + lengthS >= view.startS + stripS
  );
}

/** The state without what changes at every step of a pan, so that a pan draws nothing anew. */
function selectStill(store: Store): ReadonlySignal<AppState> {
  const view = selectShallow(store, (state) => ({ ...state.view, startS: 0 }));
  const parts = selectShallow(store, (state) => ({
    recording: state.recording,
    beats: state.beats,
    references: state.references,
    quality: state.quality,
    other: state.other,
    model: state.model,
    work: state.work,
    settings: state.settings,
  }));
  return computed(() => ({ ...store.state.peek(), ...parts.value, view: view.value }));
}
