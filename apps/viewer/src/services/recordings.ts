import { proxy, wrap } from 'comlink';
import type { OnEvent } from '@saliogram/core';
import type { RecordingReader, RecordingSource } from '../lib/recording.ts';
import { unlessBroken } from './unless-broken.ts';
import { keepErrors } from './worker-errors.ts';

/** A {@link RecordingReader} that can be ended. */
export type RunningReader = RecordingReader & { terminate(): void };

/**
 * Starts the workers that read recordings: one draws, and one finds beats, so that neither waits for the other. Every call
 * rejects with `host-unsupported` when its worker fails as a whole.
 */
export function startRecordings(): RunningReader {
  keepErrors();
  const drawing = startReader();
  const finding = startReader();
  let source: RecordingSource | undefined;
  let openInFinding: { readonly source: RecordingSource; readonly done: Promise<unknown> } | undefined;
  const openFinding = async (onEvent: OnEvent): Promise<void> => {
    // Another recording may be opened while this one is.
    const wanted = source;
    if (!wanted) return;
    if (openInFinding?.source !== wanted) {
      const next = { source: wanted, done: finding.open(wanted, onEvent) };
      openInFinding = next;
      // The next call tries again.
      next.done.catch(() => void (openInFinding === next && (openInFinding = undefined)));
    }
    await openInFinding.done;
  };
  return {
    ...drawing,
    async open(next, onEvent) {
      const facts = await drawing.open(next, onEvent);
      source = next;
      await finding.cancel();
      return facts;
    },
    async beats(preprocessing, annotator, onPiece, onEvent) {
      await openFinding(onEvent);
      return finding.beats(preprocessing, annotator, onPiece, onEvent);
    },
    async quality(from, to) {
      await openFinding(() => undefined);
      return finding.quality(from, to);
    },
    cancel: () => finding.cancel(),
    terminate() {
      drawing.terminate();
      finding.terminate();
    },
  };
}

/** One worker, with its functions as functions of this page. */
function startReader(): RunningReader {
  const worker = new Worker(new URL('./recording-worker/recording-worker.ts', import.meta.url), {
    type: 'module',
    name: 'recording',
  });
  const remote = wrap<RecordingReader>(worker);
  const whole = unlessBroken(worker, 'reads recordings');
  return {
    open: (source, onEvent) => whole(() => remote.open(source, proxy(onEvent))),
    envelope: (lead, from, to, columns) => whole(() => remote.envelope(lead, from, to, columns)),
    onPyramid: (listener) => whole(() => remote.onPyramid(proxy(listener))),
    samples: (lead, from, to) => whole(() => remote.samples(lead, from, to)),
    waves: (question) => whole(() => remote.waves(question)),
    quality: (from, to) => whole(() => remote.quality(from, to)),
    references: (annotator) => whole(() => remote.references(annotator)),
    beats: (preprocessing, annotator, onPiece, onEvent) =>
      whole(() => remote.beats(preprocessing, annotator, proxy(onPiece), proxy(onEvent))),
    cancel: () => whole(() => remote.cancel()),
    terminate: () => worker.terminate(),
  };
}
