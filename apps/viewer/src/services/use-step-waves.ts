import { useMemo } from 'preact/hooks';
import type { ExplainedBeat } from '../lib/explained-beat.ts';
import { stepWaves } from '../lib/maps/step-waves.ts';
import type { StepWaves } from '../lib/maps/step-waves.ts';
import type { RecordingReader } from '../lib/recording.ts';
import { wavesInView } from './beat-waves.ts';
import type { Store } from './store.ts';
import { usePart } from './use-parts.ts';

/** The waves of a beat in steps of its input; null until they are found and for images, a sentence where they can't be. */
export function useStepWaves(
  store: Store,
  reader: RecordingReader,
  beat: ExplainedBeat,
): StepWaves | string | null {
  const shown = useMemo(() => wavesInView(store, reader), [store, reader]).value;
  const recording = usePart(store, (state) => state.recording);
  const { key, peak, layout, model } = beat;
  return useMemo(() => {
    if (shown === null || typeof shown === 'string') return shown;
    const { question, found } = shown;
    if (!found || !recording || question.peak !== peak || layout.timeUnit !== 'ms') return null;
    return stepWaves(beat, found, recording, question.lead);
  }, [shown, recording, key, model.digest, layout.steps]);
}
