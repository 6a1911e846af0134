import { useMemo } from 'preact/hooks';
import { rrAround } from '../../lib/beat-waves.ts';
import type { DisplayItem, DisplayList } from '../../lib/display-list.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { intervalReadings } from '../../lib/interval-readings.ts';
import { qualityAt } from '../../lib/quality.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import type { TraceFrame } from '../../lib/saliency/trace-frame.ts';
import { WAVE_BAND_PX, waveBand, waveLines } from '../../lib/saliency/wave-marks.ts';
import { wavesInView } from '../../services/beat-waves.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';

/** What is drawn of a beat's waves. */
export interface WaveMarks {
  /** For below the picture; empty until the waves are found. */
  readonly band: DisplayList;
  /** For below the trace. */
  readonly lines: readonly DisplayItem[];
}

/** The waves of the beat in a frame; null where the reader does not want them, or where none can be found. */
export function useWaveMarks(
  store: Store,
  reader: RecordingReader,
  beat: ExplainedBeat,
  frame: TraceFrame,
): WaveMarks | null {
  const shown = useMemo(() => wavesInView(store, reader), [store, reader]).value;
  const isWanted = usePart(store, ({ settings }) => settings.intervals);
  const samplingFrequency = usePart(store, ({ recording }) => recording?.samplingFrequency ?? 1);
  const quality = usePart(store, (state) => state.quality);
  return useMemo(() => {
    if (!isWanted || shown === null || typeof shown === 'string' || frame.layout.timeUnit !== 'ms')
      return null;
    const { question, found } = shown;
    if (!found || question.peak !== beat.peak) {
      const empty = { width: frame.width, height: WAVE_BAND_PX, description: 'Waves of the beat', items: [] };
      return { band: empty, lines: [] };
    }
    const signal = qualityAt(quality, question.lead, question.peak);
    const readings = intervalReadings(found, rrAround(question, samplingFrequency), signal);
    return {
      band: waveBand(frame, found, readings, samplingFrequency),
      lines: waveLines(frame, found, samplingFrequency),
    };
  }, [shown, isWanted, samplingFrequency, quality, frame, beat.peak]);
}
