import { useMemo } from 'preact/hooks';
import { rrAround } from '../../lib/beat-waves.ts';
import { doubtsTold, intervalReadings } from '../../lib/interval-readings.ts';
import type { IntervalReading } from '../../lib/interval-readings.ts';
import { qualityAt } from '../../lib/quality.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { wavesInView } from '../../services/beat-waves.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';

/** The intervals of the selected beat and its ST level; what is doubtful says why. */
export function BeatIntervals({ store, reader }: { store: Store; reader: RecordingReader }) {
  const shown = useMemo(() => wavesInView(store, reader), [store, reader]).value;
  const samplingFrequency = usePart(store, ({ recording }) => recording?.samplingFrequency ?? 1);
  const quality = usePart(store, (state) => state.quality);
  if (typeof shown === 'string') return <p class="beat-intervals">{shown}</p>;
  const found = shown?.found;
  if (!shown || !found) return <p class="beat-intervals" />;
  const { question } = shown;
  const signal = qualityAt(quality, question.lead, question.peak);
  const readings = intervalReadings(found, rrAround(question, samplingFrequency), signal);
  return (
    <div class="beat-intervals" role="group" aria-label="Measurements of the beat">
      {readings.map((reading) => (
        <Reading key={reading.name} {...reading} />
      ))}
      <small>{doubtsTold(readings)}</small>
    </div>
  );
}

function Reading({ name, text, meaning, doubt }: IntervalReading) {
  const state = text === '' ? 'is-absent' : doubt === '' ? undefined : 'is-uncertain';
  return (
    <span class={state} title={doubt === '' ? meaning : `${meaning}; ${doubt}`}>
      {name} <b>{text === '' ? '–' : doubt === '' ? text : `${text}?`}</b>
      {text !== '' && name === 'QTc' && ' (Fridericia)'}
      {text !== '' && name === 'ST' && <span class="wide"> (J + 60 ms)</span>}{' '}
    </span>
  );
}
