import { standardDeviation } from '@saliogram/core';
import { cutBeatWindows } from './beat-windows.ts';
import type { BeatWindows } from './beat-windows.ts';
import { dominantBeat } from './dominant-beat.ts';
import { RHYTHM_CHANNELS, rhythmOf } from './rhythm.ts';
import type { RhythmChannel } from './rhythm.ts';
import { scaleBeat } from './scaling.ts';
import type { Scaling } from './scaling.ts';
import type { BeatWindow } from './window.ts';

/**
 * What a model may read of a heartbeat: its lead, the record's other lead, and how the beat stands in the rhythm, which is
 * the same at every step.
 */
export const BEAT_CHANNELS = ['lead', 'second-lead', ...RHYTHM_CHANNELS] as const;
export type BeatChannel = (typeof BEAT_CHANNELS)[number];

/** How the input of a model is made of the leads around an R peak. */
export interface BeatInput {
  readonly window: BeatWindow;
  /**
   * Of each lead: as {@link Scaling} says for each beat by itself; or `dominant-beat`: less its mean, less the patient's
   * dominant beat, divided by the standard deviation of that. A beat like the others is then 0, whoever the patient is.
   */
  readonly scaling: Scaling | 'dominant-beat';
  /** C of them, in the model's order; default the lead alone. */
  readonly channels?: readonly BeatChannel[];
}

/** Inputs of the beats of a recording. */
export interface BeatInputs {
  /** Shape [n, T, C]. */
  readonly values: Float32Array;
  /** Index of the peak of each input, [n]. */
  readonly kept: Int32Array;
  /** What the lead was divided by, in its own unit: the spread of the dominant beat; null for other scalings. */
  readonly spread: number | null;
  /** Beats left out, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** A dominant beat that spreads less than this is no beat, and is not made larger, mV. */
const LEAST_SPREAD_MV = 0.02;

/** Whether a model reads a second lead. */
export function readsSecondLead({ channels }: Pick<BeatInput, 'channels'>): boolean {
  return channels?.includes('second-lead') ?? false;
}

/**
 * The model's input for each R peak of a recording. Beats are left out whose window runs off the recording or holds an
 * invalid sample, and those that are not wanted.
 *
 * @param leads one or two in step, mV; channels of a second lead are 0 where there is none
 * @param peaks all of the recording, in samples: the rhythm and the dominant beat are also of beats that are not wanted
 * @param unwanted why the beat of a peak is not wanted, by the peak's index
 */
export function cutBeatInputs(
  leads: readonly Float32Array[],
  peaks: ArrayLike<number>,
  input: BeatInput,
  unwanted: (peak: number) => string | undefined = () => undefined,
): BeatInputs {
  const { channels = ['lead'], window } = input;
  const used = leads.slice(0, readsSecondLead(input) ? 2 : 1);
  const cut = cutBeatWindows(used, peaks, window);
  const dropped: Record<string, number> = {};
  for (let i = 0; i < peaks.length; i++) {
    const reason = unwanted(i) ?? cut.reasons.get(i);
    if (reason !== undefined) dropped[reason] = (dropped[reason] ?? 0) + 1;
  }
  const kept = Int32Array.from(cut.kept.filter((peak) => unwanted(peak) === undefined));
  const spread = scaleWindows(cut, used.length, input.scaling);
  const rhythm = channels.some(isRhythm) ? rhythmOf(peaks) : undefined;
  const steps = window.before + window.after;
  const values = new Float32Array(kept.length * steps * channels.length);
  const places = new Map(cut.kept.map((peak, place) => [peak, place]));
  channels.forEach((channel, c) => {
    const lead = channel === 'second-lead' ? 1 : 0;
    if (lead >= used.length) return;
    kept.forEach((peak, i) => {
      const from = places.get(peak)! * steps;
      for (let t = 0; t < steps; t++) {
        values[(i * steps + t) * channels.length + c] = isRhythm(channel)
          ? rhythm![channel][peak]
          : cut.values[(from + t) * used.length + lead];
      }
    });
  });
  return { values, kept, spread, dropped };
}

/** Scales all windows in place; what the first lead was divided by, if by one number for all. */
function scaleWindows(
  { values, kept }: BeatWindows,
  leads: number,
  scaling: BeatInput['scaling'],
): number | null {
  const size = values.length / kept.length;
  const isRelative = scaling === 'dominant-beat';
  for (let i = 0; i < kept.length; i++) {
    const beat = values.subarray(i * size, (i + 1) * size);
    if (isRelative) centreBeat(beat, leads);
    else scaleBeat(beat, scaling, leads);
  }
  if (!isRelative) return null;
  const dominant = dominantBeat(values, kept.length, leads);
  const spreads = Array.from({ length: leads }, (_, lead) =>
    Math.max(LEAST_SPREAD_MV, standardDeviation(dominant.filter((__, i) => i % leads === lead))),
  );
  for (let i = 0; i < values.length; i++) {
    values[i] = (values[i] - dominant[i % size]) / spreads[i % leads];
  }
  return spreads[0];
}

/** Takes the mean of each lead away. */
function centreBeat(beat: Float32Array, leads: number): void {
  for (let lead = 0; lead < leads; lead++) {
    let sum = 0;
    for (let i = lead; i < beat.length; i += leads) sum += beat[i];
    const mean = (sum * leads) / beat.length;
    for (let i = lead; i < beat.length; i += leads) beat[i] -= mean;
  }
}

function isRhythm(channel: BeatChannel): channel is RhythmChannel {
  return (RHYTHM_CHANNELS as readonly string[]).includes(channel);
}
