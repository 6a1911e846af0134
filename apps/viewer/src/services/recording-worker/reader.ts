import { SaliogramError } from '@saliogram/core';
import { checkPreprocessing } from '../../lib/beat-preprocessing.ts';
import { envelopeOf } from '../../lib/pyramid.ts';
import type { BeatPreprocessing, PyramidProgress, RecordingReader } from '../../lib/recording.ts';
import { assessLeads } from './assess-leads.ts';
import { findBeats } from './find-beats.ts';
import type { FindOptions } from './find-beats.ts';
import { findWaves } from './find-waves.ts';
import { giveImages } from './give-images.ts';
import type { OpenRecording } from './open-recording.ts';
import { openRecording } from './open-source.ts';
import { createPyramidBuilder } from './pyramid-builder.ts';
import type { PyramidBuilder } from './pyramid-builder.ts';
import { createSampleCache } from './sample-cache.ts';
import type { SampleCache } from './sample-cache.ts';

/** An envelope of up to so many values of all leads is read from the samples while there is no pyramid. */
const DIRECT_VALUES = 1 << 21;

interface Opened {
  readonly recording: OpenRecording;
  readonly cache: SampleCache;
  readonly builder: PyramidBuilder;
}

/** What the worker does, without the worker: reads one recording at a time. */
export function createRecordingReader(): RecordingReader {
  let opened: Opened | undefined;
  let opening = 0; // the latest call counts, whichever is read first
  let listener: (progress: PyramidProgress) => void = () => undefined;
  let search = new AbortController();
  let searching: Promise<unknown> = Promise.resolve();
  const current = (): Opened => {
    if (opened) return opened;
    throw new SaliogramError('argument-invalid', 'no recording is open; open one first');
  };
  const inside = (sample: number): number =>
    Math.min(current().recording.facts.sampleCount, Math.max(0, sample));

  return {
    async open(source, onEvent) {
      const turn = ++opening;
      const recording = await openRecording(source, onEvent);
      if (turn !== opening) throw elsewhere(recording);
      search.abort();
      opened?.builder.stop();
      opened = {
        recording,
        cache: createSampleCache(recording),
        builder: createPyramidBuilder(recording, (progress) => listener(progress)),
      };
      return recording.facts;
    },
    async envelope(lead, from, to, columns) {
      const { recording, cache, builder } = current();
      checkLead(recording, lead);
      const [first, last] = [inside(Math.floor(from)), inside(Math.ceil(to))];
      const isBuilt = builder.progress().builtTo >= last;
      const isLong = (last - first) * recording.facts.leads.length > DIRECT_VALUES;
      if (isLong && builder.failure() !== undefined) throw builder.failure();
      const coarse = isBuilt || isLong ? builder.pyramids[lead].envelope(from, to, columns) : undefined;
      const envelope = coarse ?? envelopeOf(await cache.read(lead, first, last), first, from, to, columns);
      builder.build(); // behind what is looked at
      return envelope;
    },
    async onPyramid(next) {
      listener = next;
      if (opened) listener(opened.builder.progress());
    },
    async samples(lead, from, to) {
      const { recording, cache } = current();
      checkLead(recording, lead);
      return cache.read(lead, inside(from), inside(to));
    },
    async waves(question) {
      const { recording, cache } = current();
      checkLead(recording, question.lead);
      return findWaves(recording.facts, cache, question);
    },
    async quality(from, to) {
      const { recording } = current();
      const [first, last] = [inside(from), inside(to)];
      // The search of a day would keep the reader waiting.
      if (last - first === recording.facts.sampleCount) await searching;
      return assessLeads(recording, first, last, () => {
        if (opened?.recording !== recording) throw elsewhere(recording);
      });
    },
    references: async (annotator) => current().recording.references(annotator),
    async beats(preprocessing, annotator, onPiece, onEvent) {
      const { recording } = current();
      search.abort();
      search = new AbortController();
      const hooks = { signal: search.signal, onPiece, onEvent };
      if (recording.images) return giveImages(recording.images, hooks);
      const found = searchBeats(recording, preprocessing, annotator, hooks);
      searching = found.catch(() => undefined);
      return found;
    },
    async cancel() {
      search.abort();
    },
  };
}

async function searchBeats(
  recording: OpenRecording,
  preprocessing: BeatPreprocessing,
  annotator: string | null,
  options: FindOptions,
): ReturnType<RecordingReader['beats']> {
  const { sampleCount } = recording.facts;
  options.onEvent({ type: 'progress', stage: 'checking the recording', done: 0, total: sampleCount });
  await recording.verify();
  const references = annotator === null ? null : await recording.references(annotator);
  return findBeats(recording, checkPreprocessing(preprocessing), references, options);
}

function elsewhere({ facts }: OpenRecording): SaliogramError {
  return new SaliogramError('cancelled', `${facts.name}: another recording was asked for since`);
}

function checkLead({ facts }: OpenRecording, lead: number): void {
  if (facts.leads[lead]) return;
  throw new SaliogramError(
    'lead-missing',
    `${facts.name}: got lead ${lead}, expected 0 to ${facts.leads.length - 1}`,
    { details: { lead, leads: facts.leads.map(({ name }) => name) } },
  );
}
