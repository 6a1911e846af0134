import { basename, dirname } from 'node:path';
import { SaliogramError, gatherBatch, isSaliogramError, sequenceBatch } from '@saliogram/core';
import type { OnEvent, SequenceBatch } from '@saliogram/core';
import { cutBeats } from '@saliogram/datasets';
import type { BaselineName, BaselineReference } from '@saliogram/explain';
import type { LaneLayout } from '@saliogram/figures';
import type { RecurrentModel } from '@saliogram/nn';
import { openRecord, readAnnotations } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { channelText, dominantBeat, readsSecondLead, rhythmText } from '@saliogram/signal';
import type { BeatChannel } from '@saliogram/signal';
import { beatPreprocessingOf } from '../preprocessing.ts';
import { isoelectricLevels, waveSegments, wavesOfBeat } from './beat-waves.ts';
import type { BeatWaves } from './beat-waves.ts';
import type { ExplainedInput } from './explained-input.ts';
import { loadModelData, trainingSequences } from './training-sequences.ts';
import type { LabelledBatch } from './training-sequences.ts';

/** Which beat, and where the model's training beats are, if they are to be drawn from. */
export interface BeatRequest {
  /** Path of a header without .hea. */
  readonly record: string;
  readonly beat: number;
  readonly data: string | undefined;
}

/** One beat of a recording as the model reads it. */
export async function readBeatInput(
  model: RecurrentModel,
  { record: path, beat, data: folder }: BeatRequest,
  work: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
): Promise<ExplainedInput> {
  const preprocessing = beatPreprocessingOf(model.metadata);
  const store = directoryStore(dirname(path));
  const name = basename(path);
  const record = await openRecord(store, name);
  await record.verify();
  const annotations = await readAnnotations(store, name).catch((error: unknown) => {
    if (isSaliogramError(error, 'file-missing')) return undefined;
    throw error;
  });
  const { samplingFrequency } = record;
  const beats = await cutBeats(record, preprocessing.centring === 'annotated' ? annotations : undefined, {
    preprocessing,
  });
  const { peaks, lead } = beats;
  const peak = peakOf(peaks, beat, name);
  const steps = preprocessing.window.before + preprocessing.window.after;
  const channels = preprocessing.channels ?? ['lead'];
  const all = sequenceBatch(beats.values, peaks.length, steps, channels.length);
  const x = gatherBatch(all, [beat]);
  const timeS = peak / samplingFrequency;
  const symbols = Array.from(peaks, (each) => referenceSymbol(annotations, each, samplingFrequency));
  const reference = symbols[beat];
  const place = `record ${name}, ${lead}, ${timeS.toFixed(1)}\u00a0s`;
  const training =
    folder === undefined ? undefined : trainingSequences(model, await loadModelData(model, folder, work));
  let waves: Promise<BeatWaves> | undefined;
  const wavesOnce = (): Promise<BeatWaves> => (waves ??= findWaves());
  const findWaves = async (): Promise<BeatWaves> => {
    const second = readsSecondLead(preprocessing) ? record.leads.find((each) => each !== lead) : undefined;
    const [signalMv] = await record.read([lead]);
    const leads = second === undefined ? [lead] : [lead, second];
    return wavesOfBeat({ signalMv, samplingFrequency, peaks, beat, preprocessing, leads });
  };
  return {
    x,
    facts: { record: name, lead, beat, sample: peak, timeS, reference },
    title: `record ${name}, lead ${lead}, beat ${beat} at ${timeS.toFixed(2)} s; reference annotation ${reference ?? 'none'}`,
    place,
    drawing: {
      kind: 'series',
      layout: {
        steps,
        channels: channels.length,
        ...(preprocessing.channels && { lanes: channels.map(laneOf) }),
        samplingFrequency: preprocessing.samplingFrequency,
        originStep: preprocessing.window.before,
        unit: model.metadata.units,
      },
    },
    presets: {},
    others: training?.data ?? all,
    waves: wavesOnce,
    segments: async () => waveSegments(await wavesOnce()),
    async baselineReference(baseline) {
      if (baseline !== 'isoelectric') {
        return recordReference(baseline, all, training ?? labelledBeats(model, all, symbols), name);
      }
      const found = await wavesOnce();
      return { isoelectric: isoelectricLevels(found, x, samplingFrequency, `beat ${beat}`) };
    },
  };
}

/** What baselines are made of from the beats around, or from those of the training. */
function recordReference(
  baseline: BaselineName,
  all: SequenceBatch,
  { data, labels }: LabelledBatch,
  record: string,
): BaselineReference {
  if (baseline === 'dominant-beat') {
    const values = dominantBeat(all.values, all.batch, all.channels);
    return { dominantBeats: { ...all, values, batch: 1 } };
  }
  if (baseline !== 'class-median') return { data };
  if (labels.length > 0) return { data, labels };
  throw new SaliogramError(
    'argument-invalid',
    `--baseline class-median: got record ${record} without annotated beats of the model's classes, expected some; name the model's training data with --data`,
    { details: { record } },
  );
}

/** The beats whose reference annotation is of one of the model's classes. */
function labelledBeats(
  { classes }: RecurrentModel,
  all: SequenceBatch,
  symbols: readonly (string | null)[],
): LabelledBatch {
  const classOf = symbols.map((symbol) => classes.findIndex((info) => info.symbol === symbol));
  const known = [...classOf.keys()].filter((i) => classOf[i] >= 0);
  return {
    data: known.length === 0 ? all : gatherBatch(all, known),
    labels: Uint8Array.from(known, (i) => classOf[i]),
  };
}

/** How a channel is drawn: a trace, or words for what is the same at every step. */
function laneOf(channel: BeatChannel): LaneLayout {
  const name = channelText(channel);
  if (channel === 'lead' || channel === 'second-lead') return { name };
  return { name, levelText: (value) => rhythmText(channel, value) };
}

function peakOf(peaks: Int32Array, beat: number, record: string): number {
  if (peaks.length === 0) {
    throw new SaliogramError(
      'record-too-short',
      `${record}: no beat was found; choose a longer or cleaner recording`,
      { details: { record } },
    );
  }
  if (beat < peaks.length) return peaks[beat];
  throw new SaliogramError(
    'argument-invalid',
    `--beat: got ${beat}, expected 0 to ${peaks.length - 1} (record ${record} has ${peaks.length} whole beats)`,
    { details: { beat, beats: peaks.length } },
  );
}

/** The symbol of the annotation nearest to an R peak, within 150 ms. */
function referenceSymbol(
  annotations: readonly Annotation[] | undefined,
  peak: number,
  samplingFrequency: number,
): string | null {
  let nearest: Annotation | undefined;
  for (const annotation of annotations ?? []) {
    if (Math.abs(annotation.sample - peak) > 0.15 * samplingFrequency) continue;
    if (!nearest || Math.abs(annotation.sample - peak) < Math.abs(nearest.sample - peak))
      nearest = annotation;
  }
  return nearest?.symbol ?? null;
}
