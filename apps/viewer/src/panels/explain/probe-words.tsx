import { argmax } from '@saliogram/core';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { classText } from '../../lib/labels.ts';
import { Probabilities } from './probabilities.tsx';
import type { Probe } from './use-probe.ts';

/** What {@link ProbeWords} takes. */
export interface ProbeWordsProps {
  readonly beat: ExplainedBeat;
  readonly probe: Probe;
  /** Probabilities of the unchanged beat, [K]. */
  readonly before: Float32Array | null;
}

/** What the change made of the probabilities. */
export function ProbeWords({ beat, probe, before }: ProbeWordsProps) {
  const { reading, answerMs } = probe;
  const { classes, metadata } = beat.model;
  const isImage = beat.layout.image !== undefined;
  const what = isImage ? 'image' : 'beat';
  if (!reading) return <p role="status">The changed {what} is being read ...</p>;
  const now = argmax(reading.probabilities);
  const hasTurned = before !== null && now !== argmax(before);
  return (
    <div class="probe-words">
      <Probabilities classes={classes} now={reading.probabilities} before={before} />
      <p role="status">
        {hasTurned ? 'The model now says ' : 'The model still says '}
        <strong>{classText(classes[now])}</strong>. Hidden {isImage ? 'blocks' : 'stretches'} hold 0, the{' '}
        {metadata.zero}. The colour is the input derivative of the changed {what}
        {answerMs !== null && <span class="note">, answered in {Math.round(answerMs)} ms</span>}.
      </p>
    </div>
  );
}
