import { useEffect, useState } from 'preact/hooks';
import { checkPreprocessing } from '../../../lib/beat-preprocessing.ts';
import type { ExplainedBeat } from '../../../lib/explained-beat.ts';
import type { RecordingReader } from '../../../lib/recording.ts';
import { whatIfBeat, whatIfStretch } from '../../../lib/what-if/what-if-beat.ts';
import type { WhatIfBeat } from '../../../lib/what-if/what-if-beat.ts';
import { wavesInView } from '../../../services/beat-waves.ts';
import type { KnownWaves } from '../../../services/beat-waves.ts';
import { notifyError } from '../../../services/notices.ts';
import type { Store } from '../../../services/store.ts';

/** The beat in view with its waves, to be changed; null until they are found, a sentence where they can't be. */
export function useWhatIfBeat(
  store: Store,
  reader: RecordingReader,
  beat: ExplainedBeat,
): WhatIfBeat | string | null {
  const known = wavesInView(store, reader).value;
  const [read, setRead] = useState<{ readonly key: string; readonly whatIf: WhatIfBeat } | null>(null);
  const { key, model } = beat;
  const wanted = `${key} ${model.digest}`;
  const waves =
    known !== null && typeof known !== 'string' && known.question.peak === beat.peak ? known : null;
  const found = waves?.found ?? null;
  useEffect(() => {
    if (!waves || !found) return undefined;
    let isGone = false;
    readWhatIf(store, reader, beat, waves).then(
      (whatIf) => {
        if (!isGone && whatIf) setRead({ key: wanted, whatIf });
      },
      (error: unknown) => notifyError(store, 'The beat to be changed was not read', error),
    );
    return () => void (isGone = true);
    // What is found is the same while more beats are looked for around this one.
  }, [reader, wanted, JSON.stringify(found?.waves)]);
  if (typeof known === 'string') return known;
  return read?.key === wanted ? read.whatIf : null;
}

/** Beats on either side that say what is usual for the rhythm around. */
const AROUND = 42;

async function readWhatIf(
  store: Store,
  reader: RecordingReader,
  { model, index, peak, input }: ExplainedBeat,
  { question, found }: KnownWaves,
): Promise<WhatIfBeat | null> {
  const { recording, beats } = store.state.value;
  if (!recording || !found) return null;
  const preprocessing = checkPreprocessing(model.metadata.preprocessing);
  const { from, to } = whatIfStretch(peak, preprocessing, recording);
  const samples = await reader.samples(question.lead, from, to);
  const { samplingFrequency } = recording;
  const first = Math.max(0, index - AROUND);
  const source = {
    samplingFrequency,
    mvPerUnit: question.mvPerUnit,
    preprocessing,
    input: input.values,
    peaks: beats.peaks.slice(first, Math.min(beats.count, index + AROUND + 1)),
    peakIndex: index - first,
    spread: beats.spreads?.[index] ?? NaN,
  };
  return whatIfBeat(samples, from, found.waves, source);
}
