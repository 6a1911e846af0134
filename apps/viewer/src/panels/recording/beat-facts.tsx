import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ClassSymbol } from '../../elements/legend.tsx';
import { UNCERTAIN_BELOW, verdictOf } from '../../lib/beat-verdict.ts';
import type { BeatVerdict } from '../../lib/beat-verdict.ts';
import { labelOf, labelText } from '../../lib/labels.ts';
import { AMPLITUDE_MARGIN_S, peakAmplitude, rhythmOf } from '../../lib/measurements.ts';
import { modelWindow } from '../../lib/model-window.ts';
import { clockTime } from '../../lib/paper/time-marks.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { notifyError } from '../../services/notices.ts';
import type { Store } from '../../services/store.ts';
import { usePart, useParts } from '../../services/use-parts.ts';
import { BeatIntervals } from './beat-intervals.tsx';

/** The selected beat in words: labels, rhythm before and after, height of its R peak. */
export function BeatFacts({ store, reader }: { store: Store; reader: RecordingReader }) {
  const beat = usePart(store, ({ view }) => view.beat);
  const state = useParts(store, 'beats', 'references', 'model', 'settings', 'work', 'recording');
  const { beats, recording } = state;
  if (recording === null) return null;
  if (beat === null || beat >= beats.count) {
    return <p class="beat-facts">Click a beat to see what the model sees in it.</p>;
  }
  const fs = recording.samplingFrequency;
  const { rrBeforeMs, rrAfterMs, ratePerMin } = rhythmOf(beats, beat, fs);
  const lead = modelWindow(state)?.lead ?? 0;
  return (
    <div class="beat-said">
      <div class="beat-facts" aria-live="polite">
        <b>Beat {beat + 1}</b>
        <span>at {clockTime(beats.peaks[beat] / fs, 2)}</span>
        <Labels verdict={verdictOf(state, beat)} />
        <span>
          RR before {interval(rrBeforeMs)}
          {ratePerMin !== null && ` (${ratePerMin.toFixed(0)}/min)`}, after {interval(rrAfterMs)}
        </span>
        <Amplitude store={store} reader={reader} lead={lead} peak={beats.peaks[beat]} />
      </div>
      <BeatIntervals store={store} reader={reader} />
    </div>
  );
}

function interval(ms: number | null): string {
  return ms === null ? '–' : `${ms.toFixed(0)} ms`;
}

function Labels({ verdict }: { verdict: BeatVerdict }) {
  const { reference, model, classIndex, probability, agreement, isUncertain, isHidden } = verdict;
  if (isHidden) return <span>labels hidden until you have given yours</span>;
  const isWrong = agreement === 'differs' || agreement === 'outside';
  return (
    <>
      <span title={reference === '' ? undefined : labelText(reference)}>
        reference: {reference === '' ? 'none' : isWrong ? labelText(reference) : reference}
      </span>
      {model !== '' && (
        <span class={isWrong ? 'is-wrong' : undefined}>
          model: <ClassSymbol symbol={model} index={classIndex} /> {labelOf(model).name}, probability{' '}
          {probability.toFixed(2)}
          {isWrong && ' ≠ reference'}
          {agreement === 'outside' && ' (a class it does not know)'}
        </span>
      )}
      {isUncertain && <span class="is-uncertain">? uncertain: below {UNCERTAIN_BELOW}</span>}
    </>
  );
}

function Amplitude(props: { store: Store; reader: RecordingReader; lead: number; peak: number }) {
  const { store, reader, lead, peak } = props;
  const amplitude = useSignal<number | null>(null);
  const recording = usePart(store, (state) => state.recording);
  useEffect(() => {
    amplitude.value = null;
    if (recording === null) return undefined;
    let isStale = false;
    const fs = recording.samplingFrequency;
    const margin = Math.round(AMPLITUDE_MARGIN_S * fs);
    const from = Math.max(0, peak - margin);
    reader.samples(lead, from, Math.min(recording.sampleCount, peak + margin + 1)).then(
      (samples) => {
        if (!isStale) amplitude.value = peakAmplitude(samples, peak - from, fs);
      },
      (error: unknown) => notifyError(store, 'The beat was not measured', error),
    );
    return () => {
      isStale = true;
    };
  }, [recording, lead, peak]);
  const facts = recording?.leads[lead];
  const text =
    amplitude.value === null ? '–' : `${amplitude.value.toFixed(2).replace('-', '−')} ${facts?.units}`;
  return (
    <span title="Against the median of the second around it, as recorded">
      R amplitude {text} in {facts?.name}
    </span>
  );
}
