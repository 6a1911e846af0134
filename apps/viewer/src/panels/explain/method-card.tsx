import { useMemo, useState } from 'preact/hooks';
import { heatOf } from '@saliogram/explain';
import { Button } from '../../elements/button.tsx';
import { Picture } from '../../elements/picture.tsx';
import { Progress } from '../../elements/progress.tsx';
import { useWidth } from '../../elements/use-width.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { isOnTheWay, shownHeat } from '../../lib/saliency/shown-heat.ts';
import { regionSentence } from '../../lib/saliency/region-shares.ts';
import { optionsText } from '../../lib/saliency/image-methods.ts';
import { pictureHeight } from '../../lib/saliency/image-frame.ts';
import { saliencyPicture } from '../../lib/saliency/saliency-picture.ts';
import { valueDomain } from '../../lib/saliency/trace-frame.ts';
import type { Explanations } from '../../services/explanations.ts';
import type { Shown } from './shown.ts';
import { Film } from './film.tsx';

/** What {@link MethodCard} takes. */
export interface MethodCardProps extends Shown {
  readonly beat: ExplainedBeat;
  /** Whether its map lies under the large trace. */
  readonly isLeading: boolean;
  readonly onLead: () => void;
  readonly explanations: Explanations;
}

/** One method's map: the trace over its heat, what it says in words, and how it came to be. */
export function MethodCard({ task, explanation, beat, isLeading, onLead, explanations }: MethodCardProps) {
  const { ref, width } = useWidth<HTMLElement>(220);
  const [frame, setFrame] = useState<number | null>(null);
  const { attribution, frames, status, problem } = explanation;
  const { layout, input } = beat;
  const heat = useMemo(() => shownHeat(explanation, frame), [attribution, frames, frame]);
  const sentence = useMemo(() => {
    if (attribution) return regionSentence(heatOf(attribution), layout, input.values);
    return heat && status === 'stopped' ? regionSentence(heat, layout, input.values) : null;
  }, [attribution, heat, status, layout]);
  const list = useMemo(
    () =>
      saliencyPicture({
        frame: {
          width,
          height: pictureHeight(layout, width, 150),
          layout,
          domain: valueDomain([input.values]),
          unit: layout.unit,
          small: true,
        },
        traces: [{ values: input.values, style: { stroke: 'trace', width: 1.3 } }],
        heat,
        description: `${task.title}: ${sentence ?? 'not computed yet'}`,
      }),
    [width, input.values, heat, sentence],
  );
  return (
    <article class={`method-card${isLeading ? ' leading' : ''}`} ref={ref} aria-label={task.title}>
      <header>
        <h3>{task.title}</h3>
        <Button kind="quiet" pressed={isLeading} onClick={onLead} title="Show this map under the large trace">
          Large
        </Button>
      </header>
      <Picture list={list} />
      <CardState {...{ task, explanation, explanations }} />
      {frames.length > 1 && !isOnTheWay(explanation) && (
        <Film frames={frames} frame={frame} onFrame={setFrame} />
      )}
      {sentence && <p>{sentence}</p>}
      {attribution && optionsText(layout, task.method) !== '' && (
        <p class="note">{optionsText(layout, task.method)}</p>
      )}
      {attribution?.notes?.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      {problem && <p class="problem">{problem}</p>}
    </article>
  );
}

function CardState({ task, explanation, explanations }: Shown & { explanations: Explanations }) {
  const { status, frames, done, total, attribution } = explanation;
  const iteration = frames.at(-1)?.iteration ?? 0;
  if (status === 'waiting') return <p role="status">waits its turn</p>;
  if (status === 'running') {
    const label = frames.length > 0 ? `converging, iteration ${iteration}` : 'at work';
    return <Progress label={label} done={done} total={total} onCancel={() => explanations.stop(task)} />;
  }
  if (status === 'done') {
    // A mask that was still moving says so in its notes.
    if (attribution?.convergence?.converged[0] !== true) return null;
    return <p class="note">Converged after {attribution.convergence.iterations[0]} iterations.</p>;
  }
  return (
    <p role="status">
      {status === 'stopped' &&
        (frames.length > 0 ? `Stopped at iteration ${iteration}, not converged. ` : 'Stopped. ')}
      <Button onClick={() => explanations.run(task)}>{status === 'failed' ? 'Try again' : 'Run'}</Button>
    </p>
  );
}
