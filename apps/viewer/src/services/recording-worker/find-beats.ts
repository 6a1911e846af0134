import { SaliogramError, throwIfAborted } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import type { Preprocessing } from '@saliogram/datasets';
import { BEAT_SYMBOLS } from '@saliogram/records';
import { cutBeatInputs, detectQrs, matchBeats, readsSecondLead, resample } from '@saliogram/signal';
import type { BeatInputs } from '@saliogram/signal';
import { leadFor } from '../../lib/beat-preprocessing.ts';
import type { BeatPiece, ReferenceMark } from '../../lib/recording.ts';
import { nextTask } from './next-task.ts';
import type { OpenRecording } from './open-recording.ts';
import { stretchesOf } from './stretches.ts';
import type { Stretch } from './stretches.ts';

/** How far an R peak may lie from the reference beat it is paired with (ANSI/AAMI EC57), s. */
const MATCH_WINDOW_S = 0.15;
/** Two finds this near to each other on both sides of a seam are one, s. */
const SAME_BEAT_S = 0.1;
/** Why a beat is not given: it lies in what a stretch reads beyond its core. */
const BESIDE = 'beside the core';
/** Beats of a piece. */
const PIECE = 512;

/** Options of {@link findBeats}. */
export interface FindOptions {
  readonly signal: AbortSignal;
  readonly onPiece: (piece: BeatPiece) => void;
  readonly onEvent: OnEvent;
  /** s; recordings up to this are searched as a whole, longer ones by stretches; default two hours. */
  readonly wholeS?: number;
}

/** A peak and the reference mark it is paired with. */
interface Found {
  /** At the preprocessing's rate, from the recording's start. */
  readonly position: number;
  readonly reference: number;
}

/**
 * Finds every beat of a recording and cuts what the model reads of it; the same beats as `cutBeats` of datasets finds
 * without annotations.
 *
 * @param references their beats are paired with those found, or are the beats where the model is centred on annotations
 * @throws `lead-missing`, `record-too-short`, `cancelled`; `argument-invalid` when centring on annotations not there
 */
export async function findBeats(
  recording: OpenRecording,
  preprocessing: Preprocessing,
  references: readonly ReferenceMark[] | null,
  options: FindOptions,
): Promise<{ lead: string; dropped: Readonly<Record<string, number>> }> {
  const { facts } = recording;
  const { samplingFrequency, window } = preprocessing;
  const { signal, onEvent } = options;
  const lead = chooseLead(recording, preprocessing);
  const rate = samplingFrequency / facts.samplingFrequency;
  const steps = window.before + window.after;
  const marks = beatMarks(recording, references, preprocessing, rate);
  const dropped: Record<string, number> = {};
  let last = -Infinity;
  for (const stretch of stretchesOf(facts.sampleCount, facts.samplingFrequency, options.wholeS)) {
    throwIfAborted(signal, 'finding beats');
    onEvent({ type: 'progress', stage: 'finding beats', done: stretch.coreFrom, total: facts.sampleCount });
    const signals = await signalsOf(recording, lead, stretch, preprocessing);
    if (stretch.isWhole) checkLength(facts.name, signals[0].length, steps, samplingFrequency);
    const origin = Math.round(stretch.from * rate);
    const near = SAME_BEAT_S * samplingFrequency;
    const from = stretch.isWhole ? -Infinity : Math.max(stretch.coreFrom * rate - near, last + near);
    const to = stretch.isWhole ? Infinity : stretch.coreTo * rate;
    const found = peaksIn(signals[0], origin, marks, preprocessing);
    const isCore = ({ position }: Found): boolean => position > from && position < to;
    // Beats beside the core are in the rhythm of its beats; they are another stretch's to give.
    const inputs = cutBeatInputs(
      signals,
      found.map(({ position }) => position - origin),
      preprocessing,
      (i) => (isCore(found[i]) ? undefined : BESIDE),
    );
    for (const [reason, count] of Object.entries(inputs.dropped)) {
      if (reason !== BESIDE) dropped[reason] = (dropped[reason] ?? 0) + count;
    }
    for (let i = 0; i < inputs.kept.length; i += PIECE) {
      await nextTask();
      throwIfAborted(signal, 'finding beats');
      options.onPiece(pieceOf(inputs, found, i, steps, rate));
    }
    last = found.findLast(isCore)?.position ?? last;
  }
  onEvent({ type: 'progress', stage: 'finding beats', done: facts.sampleCount, total: facts.sampleCount });
  return { lead: facts.leads[lead].name, dropped };
}

function chooseLead({ facts }: OpenRecording, { lead, fallbackLead }: Preprocessing): number {
  const index = leadFor(facts.leads, { lead, fallbackLead });
  if (index >= 0) return index;
  const names = facts.leads.map(({ name }) => name);
  throw new SaliogramError(
    'lead-missing',
    `${facts.name}: got leads ${names.join(', ')}, expected ${lead} or ${fallbackLead}, which the model was trained on`,
    { details: { recording: facts.name, leads: names, expected: [lead, fallbackLead] } },
  );
}

/** The lead, and with it the first other one where the model reads two and the recording has two. */
async function signalsOf(
  recording: OpenRecording,
  lead: number,
  { from, to }: Stretch,
  preprocessing: Preprocessing,
): Promise<Float32Array[]> {
  const { leads, samplingFrequency: recordedAt } = recording.facts;
  const other = readsSecondLead(preprocessing) ? leads.findIndex((_, index) => index !== lead) : -1;
  const recorded = await recording.read(other < 0 ? [lead] : [lead, other], from, to);
  const { samplingFrequency } = preprocessing;
  return recordedAt === samplingFrequency
    ? recorded
    : recorded.map((each) => resample(each, recordedAt, samplingFrequency));
}

/** The reference marks that are beats, in order of time. */
function beatMarks(
  { facts }: OpenRecording,
  references: readonly ReferenceMark[] | null,
  { centring }: Preprocessing,
  rate: number,
): readonly Found[] {
  if (references === null && centring === 'annotated') {
    throw new SaliogramError(
      'argument-invalid',
      `${facts.name}: got no annotations, expected them for a model of beats centred on annotations; open the recording with its annotation file`,
      { details: { recording: facts.name } },
    );
  }
  return (references ?? [])
    .flatMap(({ sample, symbol }, reference) =>
      BEAT_SYMBOLS.has(symbol) ? [{ position: Math.round(sample * rate), reference }] : [],
    )
    .sort((a, b) => a.position - b.position);
}

function peaksIn(
  values: Float32Array,
  origin: number,
  marks: readonly Found[],
  { centring, samplingFrequency }: Preprocessing,
): Found[] {
  const near = marks.filter(({ position }) => position >= origin && position < origin + values.length);
  if (centring === 'annotated') return near;
  const { peaks } = detectQrs(values, { samplingFrequency });
  const positions = Int32Array.from(near, ({ position }) => position - origin);
  const matched = matchBeats(peaks, positions, Math.round(MATCH_WINDOW_S * samplingFrequency));
  return Array.from(peaks, (peak, i) => ({
    position: origin + peak,
    reference: matched[i] < 0 ? -1 : near[matched[i]].reference,
  }));
}

/** The piece that begins with input `start`. */
function pieceOf(
  { values, kept, spread }: BeatInputs,
  found: readonly Found[],
  start: number,
  steps: number,
  rate: number,
): BeatPiece {
  const size = values.length / kept.length;
  const beats = Array.from(kept.subarray(start, start + PIECE), (i) => found[i]);
  return {
    peaks: Int32Array.from(beats, ({ position }) => Math.round(position / rate)),
    referenceOf: Int32Array.from(beats, ({ reference }) => reference),
    inputs: values.slice(start * size, (start + beats.length) * size),
    steps,
    channels: size / steps,
    ...(spread !== null && { spread }),
  };
}

function checkLength(name: string, samples: number, steps: number, samplingFrequency: number): void {
  if (samples >= steps) return;
  throw new SaliogramError(
    'record-too-short',
    `${name}: got ${samples} samples at ${samplingFrequency} Hz, expected at least ${steps} for one beat`,
    { details: { recording: name, samples, expected: steps } },
  );
}
