import { median } from '@saliogram/core';
import type { Segment } from '@saliogram/explain';
import { BEAT_STRETCHES, RHYTHM_CHANNELS, stretchesAt } from '@saliogram/signal';
import type { BeatChannel, BeatMeasurements } from '@saliogram/signal';
import type { ExplainedBeat } from '../explained-beat.ts';
import type { BeatWaves, RecordingFacts } from '../recording.ts';

/** Where each step of a beat lies in its waves, and what was measured of them. */
export interface StepWaves {
  /** Names the beat. */
  readonly key: string;
  /** Index into `BEAT_STRETCHES`, [T]; -1 throughout for a beat without a QRS complex. */
  readonly stretches: Int8Array;
  /** Steps of the 20 ms before the QRS complex, where the isoelectric line is read; empty where there are none. */
  readonly isoelectricSteps: readonly number[];
  /** [C] */
  readonly channels: readonly BeatChannel[];
  readonly measured: BeatMeasurements;
  /** Names of the leads that the model reads. */
  readonly leads: readonly string[];
}

/** The PR level is the median of this time before the QRS onset, ms. */
const PR_LEVEL_MS = 20;

/** The waves of a beat in steps of the model's input. @param lead index of the lead that they were found in */
export function stepWaves(
  { key, peak, layout }: ExplainedBeat,
  { waves, measured }: BeatWaves,
  recording: RecordingFacts,
  lead: number,
): StepWaves {
  const perStep = recording.samplingFrequency / layout.samplingFrequency;
  const samples = Float64Array.from(
    { length: layout.steps },
    (_, t) => peak + (t - layout.originStep) * perStep,
  );
  const onset = waves.qrs?.onset ?? NaN;
  const first = onset - (PR_LEVEL_MS * recording.samplingFrequency) / 1000;
  const channels = layout.channelNames ?? Array.from({ length: layout.channels }, () => 'lead' as const);
  const names = recording.leads.map(({ name }) => name);
  const second = names.find((_, i) => i !== lead);
  return {
    key,
    stretches: stretchesAt(waves, samples),
    isoelectricSteps: [...samples.keys()].filter((t) => samples[t] >= first && samples[t] <= onset),
    channels,
    measured,
    leads: channels.includes('second-lead') && second !== undefined ? [names[lead], second] : [names[lead]],
  };
}

const isRhythm = (channel: BeatChannel): boolean => (RHYTHM_CHANNELS as readonly string[]).includes(channel);

/** The level of the isoelectric line in the input's unit, 0 for the rhythm, [C]; null where no QRS onset was found. */
export function isoelectricLevels(
  { isoelectricSteps, channels }: StepWaves,
  values: Float32Array,
): number[] | null {
  if (isoelectricSteps.length === 0) return null;
  return channels.map((channel, c) =>
    isRhythm(channel) ? 0 : median(isoelectricSteps.map((t) => values[t * channels.length + c])),
  );
}

/** The waves of each lead and the rhythm as segments to be hidden one at a time; empty where no wave was found. */
export function waveSegments({ stretches, channels, leads }: StepWaves): Segment[] {
  if (stretches.every((stretch) => stretch < 0)) return [];
  return channels.flatMap((channel, c): Segment[] => {
    if (isRhythm(channel)) return [{ name: 'rhythm', from: 0, to: stretches.length, channel: c }];
    const of = leads.length > 1 ? ` of ${leads[channel === 'second-lead' ? 1 : 0]}` : '';
    return BEAT_STRETCHES.flatMap((name, stretch) => {
      const from = stretches.indexOf(stretch);
      return from < 0
        ? []
        : [{ name: `${name}${of}`, from, to: stretches.lastIndexOf(stretch) + 1, channel: c }];
    });
  });
}
