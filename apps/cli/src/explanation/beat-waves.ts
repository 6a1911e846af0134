import { SaliogramError, median } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { Preprocessing } from '@saliogram/datasets';
import type { Segment } from '@saliogram/explain';
import type { WaveSpan } from '@saliogram/figures';
import {
  BEAT_STRETCHES,
  RHYTHM_CHANNELS,
  channelText,
  delineateBeats,
  measureBeats,
  stretchesAt,
} from '@saliogram/signal';
import type { BeatChannel, BeatMeasurements, DelineatedBeat } from '@saliogram/signal';

/** The waves of one beat, and where they lie in the model's input. */
export interface BeatWaves {
  readonly beat: DelineatedBeat;
  readonly measurements: BeatMeasurements;
  /** Place of each step in samples of the record, [T]. */
  readonly samples: Float64Array;
  /** Stretch of each step, index into `BEAT_STRETCHES`, [T]. */
  readonly stretches: Int8Array;
  readonly channels: readonly BeatChannel[];
  /** Names of the leads that the model reads. */
  readonly leads: readonly string[];
}

/** A lead with all its R peaks, and how the model reads it. */
export interface DelineatedLead {
  readonly signalMv: Float32Array;
  readonly samplingFrequency: number;
  /** R peaks of the recording, samples. */
  readonly peaks: Int32Array;
  /** Which of them. */
  readonly beat: number;
  readonly preprocessing: Preprocessing;
  readonly leads: readonly string[];
}

/** Finds and measures the waves of one beat of a lead. */
export function wavesOfBeat(lead: DelineatedLead): BeatWaves {
  const { signalMv, samplingFrequency, peaks, beat, preprocessing, leads } = lead;
  const delineated = delineateBeats(signalMv, { samplingFrequency, peaks });
  const { channels = ['lead'] } = preprocessing;
  const samples = stepSamples(peaks[beat], preprocessing, samplingFrequency);
  return {
    beat: delineated[beat],
    measurements: measureBeats(signalMv, delineated, samplingFrequency)[beat],
    samples,
    stretches: stretchesAt(delineated[beat], samples),
    channels,
    leads,
  };
}

/** Place of each step of a beat's window in samples of the record, [T]. */
export function stepSamples(
  peak: number,
  { window, samplingFrequency: modelRate }: Preprocessing,
  samplingFrequency: number,
): Float64Array {
  return Float64Array.from(
    { length: window.before + window.after },
    (_, t) => peak + ((t - window.before) * samplingFrequency) / modelRate,
  );
}

/** P, QRS and T in steps of the model's input, as far as they were found in it. */
export function waveSpans({ stretches }: BeatWaves): WaveSpan[] {
  return (['P', 'QRS', 'T'] as const).flatMap((name) => {
    const wanted = BEAT_STRETCHES.indexOf(name);
    const from = stretches.indexOf(wanted);
    return from < 0 ? [] : [{ name, from, to: stretches.lastIndexOf(wanted) + 1 }];
  });
}

/** The stretches of each lead, and each interval of the rhythm, as segments; null for a beat whose waves were not found. */
export function waveSegments({ stretches, channels, leads }: BeatWaves): Segment[] | null {
  const steps = stretches.length;
  if (stretches[0] < 0) return null;
  return channels.flatMap((channel, c): Segment[] => {
    if ((RHYTHM_CHANNELS as readonly string[]).includes(channel)) {
      return [{ name: channelText(channel), from: 0, to: steps, channel: c }];
    }
    const lead = leads.length > 1 ? ` ${leads[channel === 'lead' ? 0 : 1]}` : '';
    return BEAT_STRETCHES.flatMap((name, s) => {
      const from = stretches.indexOf(s);
      if (from < 0) return [];
      return [{ name: name + lead, from, to: stretches.lastIndexOf(s) + 1, channel: c }];
    });
  });
}

/** The PR level is the median of this time before the QRS onset, ms. */
const PR_LEVEL_MS = 20;

/**
 * The level of the isoelectric line in the model's own unit: the median of the 20 ms before the QRS onset, lead by lead;
 * 0, as usual, for the rhythm.
 *
 * @returns [C]
 * @throws `argument-invalid` when no QRS onset was found in the window
 */
export function isoelectricLevels(
  { beat: { qrs }, samples, channels }: Pick<BeatWaves, 'beat' | 'samples' | 'channels'>,
  { values }: Pick<SequenceBatch, 'values'>,
  samplingFrequency: number,
  title: string,
): number[] {
  const first = qrs === null ? NaN : qrs.onset - (PR_LEVEL_MS * samplingFrequency) / 1000;
  const steps = [...samples.keys()].filter((t) => samples[t] >= first && samples[t] <= qrs!.onset);
  if (steps.length === 0) {
    throw new SaliogramError(
      'argument-invalid',
      `--baseline isoelectric: got ${title}, in whose window no QRS onset was found, expected a beat with one; choose another baseline, or other beats`,
    );
  }
  return channels.map((channel, c) =>
    (RHYTHM_CHANNELS as readonly string[]).includes(channel)
      ? 0
      : median(steps.map((t) => values[t * channels.length + c])),
  );
}
