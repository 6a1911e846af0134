import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Explainer, ModelInput, ProbeReading } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { editedInput } from '../../lib/probe.ts';
import type { ProbeEdit } from '../../lib/probe.ts';
import { nextJob } from '../../services/job-number.ts';
import { latestWins } from '../../services/latest-wins.ts';
import { notifyError } from '../../services/notices.ts';
import type { Store } from '../../services/store.ts';

/** The reader's changes to a beat and what the model makes of them. */
export interface Probe {
  /** The input with all changes, the one under way included. */
  readonly input: ModelInput;
  readonly edits: readonly ProbeEdit[];
  /** The latest answer; null without changes. */
  readonly reading: ProbeReading | null;
  /** How long the latest answer took. */
  readonly answerMs: number | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Shows a change while it is made; null for none. */
  readonly preview: (edit: ProbeEdit | null) => void;
  readonly add: (edit: ProbeEdit) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly reset: () => void;
}

interface Edits {
  readonly done: readonly ProbeEdit[];
  readonly undone: readonly ProbeEdit[];
  readonly preview: ProbeEdit | null;
}

const NONE: Edits = { done: [], undone: [], preview: null };

/** A probe of the beat, begun anew with every beat and target. */
export function useProbe(store: Store, explainer: Explainer, beat: ExplainedBeat): Probe {
  const [edits, setEdits] = useState<Edits>(NONE);
  const [answer, setAnswer] = useState<{ reading: ProbeReading; ms: number } | null>(null);
  const { key, target, model } = beat;
  const wanted = useRef('');
  const subject = `${key} ${target} ${model.digest}`;
  wanted.current = subject;
  const ask = useMemo(
    () =>
      latestWins(async ({ input, of }: { input: ModelInput; of: string }) => {
        const start = performance.now();
        try {
          const reading = await explainer.probe(nextJob(), 'first', input, target);
          if (wanted.current === of) setAnswer({ reading, ms: performance.now() - start });
        } catch (error) {
          notifyError(store, 'The changed beat was not read', error);
        }
      }),
    [explainer, subject],
  );
  useEffect(() => {
    setEdits(NONE);
    setAnswer(null);
  }, [subject]);
  const all = edits.preview ? [...edits.done, edits.preview] : edits.done;
  const input = useMemo(() => editedInput(beat.input, all), [key, edits]);
  useEffect(() => {
    if (all.length > 0 && target >= 0) ask({ input, of: subject });
  }, [input, ask]);
  const change = (update: (edits: Edits) => Edits): void => setEdits(update);
  return {
    input,
    edits: all,
    reading: all.length > 0 ? (answer?.reading ?? null) : null,
    answerMs: answer?.ms ?? null,
    canUndo: edits.done.length > 0,
    canRedo: edits.undone.length > 0,
    preview: (preview) => change((now) => ({ ...now, preview })),
    add: (edit) => change((now) => ({ done: [...now.done, edit], undone: [], preview: null })),
    undo: () =>
      change(({ done, undone }) => ({
        done: done.slice(0, -1),
        undone: [...undone, ...done.slice(-1)],
        preview: null,
      })),
    redo: () =>
      change(({ done, undone }) => ({
        done: [...done, ...undone.slice(-1)],
        undone: undone.slice(0, -1),
        preview: null,
      })),
    reset: () => change(() => NONE),
  };
}
