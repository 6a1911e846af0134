import { useSignal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Picture } from '../../elements/picture.tsx';
import { useWidth } from '../../elements/use-width.ts';
import { modelWindow } from '../../lib/model-window.ts';
import { overviewColumns } from '../../lib/overview/columns.ts';
import { intervalsOf } from '../../lib/quality.ts';
import { OVERVIEW_MARGIN_PX, overviewPicture } from '../../lib/overview/overview-picture.ts';
import type { Envelope, RecordingFacts, RecordingReader } from '../../lib/recording.ts';
import { notifyError } from '../../services/notices.ts';
import { pyramidGrowth } from '../../services/pyramid-growth.ts';
import type { Store } from '../../services/store.ts';
import { useParts } from '../../services/use-parts.ts';
import { VisiblePart } from './visible-part.tsx';
import './overview.css';

/** What {@link OverviewPanel} takes. */
export interface OverviewPanelProps {
  readonly store: Store;
  readonly reader: RecordingReader;
}

/** The whole recording at a glance, and where in it the strip stands. */
export function OverviewPanel({ store, reader }: OverviewPanelProps) {
  const { ref, width } = useWidth<HTMLDivElement>(OVERVIEW_MARGIN_PX + 100);
  const state = useParts(store, 'recording', 'beats', 'references', 'model', 'settings', 'work', 'quality');
  const { recording, beats, references, model, settings, work, quality } = state;
  const columns = width - OVERVIEW_MARGIN_PX;
  const lead = modelWindow(state)?.lead ?? 0;
  const envelope = useEnvelope(store, reader, recording, lead, columns).value;
  const summed = useMemo(
    () => overviewColumns(state, columns),
    [recording, beats, references, model, settings.blind, work.blindReadings, columns],
  );
  const list = useMemo(
    () =>
      overviewPicture(
        state,
        summed,
        envelope,
        recording?.leads[lead]?.name ?? '',
        intervalsOf(quality, lead),
      ),
    [summed, envelope, lead, quality],
  );
  return (
    <section class="overview" ref={ref} aria-label="Overview of the recording">
      {recording !== null && (
        <>
          <Picture list={list} />
          <VisiblePart store={store} widthPx={columns} />
        </>
      )}
    </section>
  );
}

/** The extent of a lead over the whole recording; read again as the pyramid grows. */
function useEnvelope(
  store: Store,
  reader: RecordingReader,
  recording: RecordingFacts | null,
  lead: number,
  columns: number,
): ReadonlySignal<Envelope | null> {
  const envelope = useSignal<Envelope | null>(null);
  const growth = useMemo(() => pyramidGrowth(reader), [reader]).value;
  useEffect(() => {
    envelope.value = null;
  }, [recording, lead]);
  useEffect(() => {
    if (recording === null) return undefined;
    let isStale = false;
    reader.envelope(lead, 0, recording.sampleCount, columns).then(
      (next) => {
        if (!isStale) envelope.value = next;
      },
      (error: unknown) => {
        if (!isStale) notifyError(store, 'The overview was not drawn', error);
      },
    );
    return () => {
      isStale = true;
    };
  }, [reader, recording, lead, columns, growth]);
  return envelope;
}
