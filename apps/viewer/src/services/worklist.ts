import { computed, signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';
import {
  filterWorklist,
  readPeaks,
  reviewsByPeak,
  sortWorklist,
  worklistRows,
  worklistSource,
} from '../lib/worklist.ts';
import type { WorklistFilter, WorklistOrder, WorklistRow } from '../lib/worklist.ts';
import { summariseWorklist } from '../lib/worklist-summary.ts';
import type { WorklistSummary } from '../lib/worklist-summary.ts';
import { selectBeat } from './jumping.ts';
import type { Store } from './store.ts';

/** The beats of the recording as the reader wants them listed; computed only while someone looks. */
export interface Worklist {
  readonly order: Signal<WorklistOrder>;
  readonly filter: Signal<WorklistFilter>;
  /** All beats in order of time. */
  readonly rows: ReadonlySignal<readonly WorklistRow[]>;
  readonly listed: ReadonlySignal<readonly WorklistRow[]>;
  readonly summary: ReadonlySignal<WorklistSummary>;
  /** Makes the next listed beat the current one, from the top after the last. */
  next(): void;
}

export function createWorklist(store: Store): Worklist {
  const order = signal<WorklistOrder>('doubt');
  const filter = signal<WorklistFilter>({ symbol: '', unreadOnly: false });
  const beats = store.select((state) => state.beats);
  const references = store.select((state) => state.references);
  const model = store.select((state) => state.model);
  const recording = store.select((state) => state.recording);
  const work = store.select((state) => state.work);
  const blind = store.select((state) => state.settings.blind);
  const rows = computed(() =>
    worklistRows(
      worklistSource({
        beats: beats.value,
        references: references.value,
        model: model.value,
        recording: recording.value,
      }),
    ),
  );
  const reviews = computed(() => reviewsByPeak(work.value));
  const listed = computed(() => {
    // Any other order or a filter by class would tell what the model and the reference say.
    const shown = blind.value ? 'time' : order.value;
    const kept = { ...filter.value, ...(blind.value && { symbol: '' }) };
    return sortWorklist(filterWorklist(rows.value, kept, readPeaks(work.value)), shown);
  });
  return {
    order,
    filter,
    rows,
    listed,
    summary: computed(() => summariseWorklist(rows.value, reviews.value)),
    next() {
      const list = listed.value;
      const at = list.findIndex(({ beat }) => beat === store.state.value.view.beat);
      const next = list[(at + 1) % list.length];
      if (next) selectBeat(store, next.beat);
    },
  };
}
