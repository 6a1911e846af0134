import { useEffect, useState } from 'preact/hooks';
import { checkPreprocessing, readsDigits } from '../../lib/beat-preprocessing.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { notifyError } from '../../services/notices.ts';
import type { Store } from '../../services/store.ts';

/** A beat as it was recorded, over the stretch that the model reads. */
export interface RecordedBeat {
  readonly key: string;
  readonly values: Float32Array;
  readonly samplingFrequency: number;
  readonly lead: string;
  readonly unit: string;
  /** Sample, as a fraction, at the left edge of the model's first step. */
  readonly firstSample: number;
}

/** The beat as it was recorded; null until it is read, and for models that read no heartbeats. */
export function useRecordedBeat(
  store: Store,
  reader: RecordingReader,
  beat: ExplainedBeat,
): RecordedBeat | null {
  const [recorded, setRecorded] = useState<RecordedBeat | null>(null);
  const { key, model, peak } = beat;
  useEffect(() => {
    let isGone = false;
    readBeat(store, reader, beat).then(
      (found) => {
        if (!isGone) setRecorded(found);
      },
      (error: unknown) => notifyError(store, 'The recorded beat was not read', error),
    );
    return () => void (isGone = true);
  }, [reader, key, model.digest, peak]);
  return recorded?.key === key ? recorded : null;
}

async function readBeat(
  store: Store,
  reader: RecordingReader,
  beat: ExplainedBeat,
): Promise<RecordedBeat | null> {
  const { recording } = store.state.value;
  const { preprocessing } = beat.model.metadata;
  if (!recording || readsDigits(preprocessing)) return null;
  const { lead, fallbackLead, samplingFrequency, window } = checkPreprocessing(preprocessing);
  const names = recording.leads.map(({ name }) => name);
  const index = Math.max(0, names.includes(lead) ? names.indexOf(lead) : names.indexOf(fallbackLead));
  const perStep = recording.samplingFrequency / samplingFrequency;
  const from = Math.max(0, beat.peak - Math.ceil((window.before + 1) * perStep));
  const to = Math.min(recording.sampleCount, beat.peak + Math.ceil((window.after + 1) * perStep));
  return {
    key: beat.key,
    values: await reader.samples(index, from, to),
    samplingFrequency: recording.samplingFrequency,
    lead: names[index],
    unit: recording.leads[index].units,
    // The R peak stands in the middle of its step.
    firstSample: beat.peak - from - (window.before + 0.5) * perStep,
  };
}
