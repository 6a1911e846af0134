import { useEffect, useMemo } from 'preact/hooks';
import { nearestInHiddenSpace } from '@saliogram/explain';
import type { HiddenStates } from '@saliogram/explain';
import { Button } from '../../elements/button.tsx';
import { Progress } from '../../elements/progress.tsx';
import type { AppState, Beats } from '../../lib/app-state.ts';
import { caseWords } from '../../lib/case-words.ts';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { durationText } from '../../lib/maps/method-cost.ts';
import { isRevealed } from '../../lib/review.ts';
import { predictedClass } from '../../lib/worklist.ts';
import { passTimesOf } from '../../services/pass-times.ts';
import type { Store } from '../../services/store.ts';
import { useLook } from '../../services/use-look.ts';
import { NeighbourCard } from './neighbour-card.tsx';

/** What {@link HiddenNeighbours} takes. */
export interface HiddenNeighboursProps {
  readonly beat: ExplainedBeat;
  readonly beats: Beats;
  readonly store: Store;
  readonly explainer: Explainer;
  /** Whether the beats that are compared with are there. */
  readonly isSettled: boolean;
}

const SHOWN = 4;
/** As many vote. */
const VOTING = 20;
/** Images that are read; all of a large set would take longer than anyone waits. */
const MOST_IMAGES = 1000;

/** The beats that the model takes for most like it: the nearest in the space of its last hidden states. */
export function HiddenNeighbours({ beat, beats, store, explainer, isSettled }: HiddenNeighboursProps) {
  const { model, layout, input } = beat;
  const words = caseWords(layout.image ? { images: layout.image } : null);
  const count = layout.image ? Math.min(beats.count, MOST_IMAGES) : beats.count;
  const times = passTimesOf(store, explainer);
  useEffect(() => times.measure(model.digest, input), [times, model.digest, input.steps]);
  const speed = times.known.value.get(times.keyOf(model.digest, input));
  const { recording } = store.state.value;
  const look = useLook(store, explainer, {
    title: 'The space of hidden states',
    key: `hidden ${model.digest} ${recording?.digest ?? ''} ${count}`,
    isAutomatic: false,
    ask: (job, onEvent) => {
      const { steps, channels } = beats;
      const inputs = beats.inputs.slice(0, count * steps * channels);
      return explainer.hiddenStates(job, 'first', inputs, steps, channels, onEvent);
    },
  });
  const { result, progress, start, stop, isStopped } = look;
  if (!model.capabilities.includes('hiddenStates')) return null;
  return (
    <div class="compare-part">
      <h3>The {words.many} that the model takes for most like it</h3>
      {!isSettled && <p role="status">This waits until all beats are found and classified ...</p>}
      {isSettled && !result && !progress && (
        <p>
          <Button onClick={start}>
            {isStopped ? 'Read them again' : `Read all ${count} ${words.many} into its memory`}
          </Button>{' '}
          <span class="note">{speed ? durationText(count * speed.forwardMs) : ''}</span>
        </p>
      )}
      {progress && <Progress label="reading" {...progress} onCancel={stop} />}
      {result && <Nearest {...{ beat, beats, store, states: result }} />}
    </div>
  );
}

interface NearestProps extends Pick<HiddenNeighboursProps, 'beat' | 'beats' | 'store'> {
  readonly states: HiddenStates;
}

function Nearest({ beat, beats, store, states }: NearestProps) {
  const words = caseWords(beat.layout.image ? { images: beat.layout.image } : null);
  const isAmong = beat.index < states.batch;
  const nearest = useMemo(() => {
    const k = Math.min(VOTING, states.batch - 1);
    if (!isAmong || k < 1) return [];
    const { width } = states;
    const own = states.states.subarray(beat.index * width, (beat.index + 1) * width);
    const query = { states: own, batch: 1, width };
    const { indices, distances } = nearestInHiddenSpace(states, query, { k, own: [beat.index] });
    return Array.from(indices, (index, n) => ({ beat: index, distance: distances[n] }));
  }, [states, beat.index]);
  if (nearest.length === 0) return <p>It is not among those that were read.</p>;
  return (
    <>
      <p>
        {votesText(
          store.state.value,
          beats,
          beat,
          nearest.map(({ beat: index }) => index),
        )}
      </p>
      <div class="neighbours">
        {nearest.slice(0, SHOWN).map((neighbour) => (
          <NeighbourCard key={neighbour.beat} {...{ neighbour, beat, beats, store }} />
        ))}
      </div>
      <p class="note">
        By the distance of the network’s last hidden states, among the {words.many} of this{' '}
        {beat.layout.image ? 'set' : 'recording'}.
      </p>
    </>
  );
}

/** What the nearest are called, by the reference where it says anything of those that may be shown, and by the model. */
function votesText(
  state: AppState,
  beats: Beats,
  { model }: ExplainedBeat,
  nearest: readonly number[],
): string {
  const open = nearest.filter((index) => isRevealed(state, beats.peaks[index]));
  if (open.length === 0)
    return `The labels of the ${nearest.length} nearest are hidden until you have read them.`;
  const byModel = open.map(
    (index) => model.classes[predictedClass(beats, index, model.classes.length)]?.symbol ?? '?',
  );
  const byReference = open.flatMap((index) => {
    const symbol = state.references[beats.referenceOf[index]]?.symbol;
    return symbol === undefined ? [] : [symbol];
  });
  const parts = [`the model calls ${countText(byModel)}`];
  if (byReference.length > 0) parts.push(`the reference ${countText(byReference)}`);
  return `Of the ${open.length} nearest ${parts.join('; ')}.`;
}

/** As `18 V and 2 N`, the commonest first. */
function countText(symbols: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const symbol of symbols) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([symbol, count]) => `${count} ${symbol}`)
    .join(', ');
}
