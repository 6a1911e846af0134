import { useMemo } from 'preact/hooks';
import type { BaselineName, BaselineReference } from '@saliogram/explain';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { beatData } from '../../lib/maps/labelled-beats.ts';
import { othersReference } from '../../lib/maps/baseline-choice.ts';
import type { MapMaterial } from '../../lib/maps/map-task.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import type { Store } from '../../services/store.ts';
import { useParts } from '../../services/use-parts.ts';
import { useStepWaves } from '../../services/use-step-waves.ts';

/** What the maps of a beat are made of besides the beat itself. */
export function useMapMaterial(store: Store, reader: RecordingReader, beat: ExplainedBeat): MapMaterial {
  const { beats, references, model } = useParts(store, 'beats', 'references', 'model');
  const areImages = beat.layout.image !== undefined;
  const others = useMemo(() => beatData(beats, areImages), [beats.inputs, beats.complete, areImages]);
  // Made when a map first asks for it.
  const referenceOf = useMemo(() => {
    const made = new Map<BaselineName, BaselineReference | null>();
    return (name: BaselineName): BaselineReference | null => {
      if (!others) return null;
      const reference = made.has(name)
        ? made.get(name)!
        : othersReference(name, others, { beats, references, model });
      made.set(name, reference);
      return reference;
    };
  }, [others, references, model]);
  const waves = useStepWaves(store, reader, beat);
  return { others, referenceOf, waves };
}
