import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { useWidth } from '../../elements/use-width.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { bandSentence, checkWords, evidenceSentence, segmentSentence } from '../../lib/maps/map-words.ts';
import type { StepWaves } from '../../lib/maps/step-waves.ts';
import { optionsText } from '../../lib/saliency/image-methods.ts';
import { regionSentence } from '../../lib/saliency/region-shares.ts';
import { isOnTheWay, shownHeat } from '../../lib/saliency/shown-heat.ts';
import type { Explanations } from '../../services/explanations.ts';
import { CardState } from './card-state.tsx';
import { ControlStrips } from './control-strips.tsx';
import type { Control } from './control-strips.tsx';
import { Film } from './film.tsx';
import { MapPicture } from './map-picture.tsx';
import type { Shown } from './shown.ts';

/** What {@link MethodCard} takes. */
export interface MethodCardProps extends Shown {
  readonly beat: ExplainedBeat;
  /** Null where they are not known. */
  readonly waves: StepWaves | null;
  /** Laid beside the map. */
  readonly controls: readonly Control[];
  /** Whether its map lies under the large trace. */
  readonly isLeading: boolean;
  readonly onLead: () => void;
  readonly explanations: Explanations;
  /** What its verdict is. */
  readonly children?: ComponentChildren;
}

/** One method's map: the trace over its heat, what it says in words, how it came to be and what speaks for it. */
export function MethodCard(props: MethodCardProps) {
  const { task, explanation, hold, beat, waves, controls, isLeading, onLead, explanations, children } = props;
  const { ref, width } = useWidth<HTMLElement>(220);
  const [frame, setFrame] = useState<number | null>(null);
  const { attribution, frames, status, problem } = explanation;
  const { layout, input } = beat;
  const heat = useMemo(() => shownHeat(explanation, frame), [attribution, frames, frame]);
  const sentence = useMemo(() => {
    if (attribution) return evidenceSentence(attribution, layout, input.values, waves);
    return heat && status === 'stopped' ? regionSentence(heat, layout, input.values) : null;
  }, [attribution, heat, status, layout, waves]);
  const ofParts = attribution ? (segmentSentence(attribution) ?? bandSentence(attribution)) : null;
  const notes = attribution ? [optionsText(layout, task.method), ...(attribution.notes ?? [])] : [];
  return (
    <article class={`method-card${isLeading ? ' leading' : ''}`} ref={ref} aria-label={task.title}>
      <header>
        <h3>{task.title}</h3>
        <Button kind="quiet" pressed={isLeading} onClick={onLead} title="Show this map under the large trace">
          Large
        </Button>
      </header>
      <MapPicture
        {...{ beat, width, heat }}
        description={`${task.title}: ${sentence ?? 'not computed yet'}`}
      />
      {attribution && <ControlStrips {...{ beat, attribution, controls, width }} />}
      <CardState {...{ task, explanation, hold, explanations }} />
      {frames.length > 1 && !isOnTheWay(explanation) && (
        <Film frames={frames} frame={frame} onFrame={setFrame} />
      )}
      {children}
      {ofParts && <p>{ofParts}</p>}
      {sentence && <p>{sentence}</p>}
      {attribution &&
        [...checkWords(attribution), ...notes.filter((note) => note !== '')].map((note) => (
          <p key={note} class="note">
            {note.replaceAll(/(?<=^|\s)-(?=\d)/g, '−')}
          </p>
        ))}
      {problem && <p class="problem">{problem}</p>}
    </article>
  );
}
