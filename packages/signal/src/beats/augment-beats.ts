import type { Random, SequenceBatch } from '@saliogram/core';
import type { BeatChannel } from './beat-input.ts';

/** Largest shift in time, s, and change of the time scale around the R peak. */
const [MOST_SHIFT_S, MOST_STRETCH] = [0.02, 0.06];
/** Standard deviation of the logarithm of the gain of a lead. */
const GAIN = 0.15;
/** Standard deviation of what a lead takes in of the other, as when electrodes are placed otherwise. */
const MIXING = 0.2;
/** How often the second lead is missing. */
const MISSING = 0.1;
/** Standard deviation of the amplitude of a slow sine, in units of the input, and its frequencies, Hz. */
const [WANDER, SLOWEST_HZ, FASTEST_HZ] = [0.3, 0.2, 1];
/** How often there is noise, and the standard deviation of its own standard deviation. */
const [NOISY, NOISE] = [0.5, 0.1];
/** Standard deviation of what is added to a channel of the rhythm. */
const RHYTHM_NOISE = 0.05;

/** What the channels of a heartbeat's input are, and their time. */
export interface AugmentedInput {
  readonly channels: readonly BeatChannel[];
  readonly samplingFrequency: number;
  /** Step of the R peak, which a change of the time scale leaves where it is. */
  readonly originStep: number;
}

/**
 * Heartbeats as another patient, electrode or day might have given them: shifted and stretched in time, of other gain,
 * with leads mixed or the second one missing, with baseline wander and noise, and intervals a little other. Amplitudes
 * are for inputs of standard deviation near 1.
 *
 * @param beats shape [B, T, C]; stays as it is
 */
export function augmentBeats(beats: SequenceBatch, input: AugmentedInput, random: Random): SequenceBatch {
  const values = new Float32Array(beats.values.length);
  const size = beats.steps * beats.channels;
  for (let b = 0; b < beats.batch; b++) {
    const [from, to] = [b * size, (b + 1) * size];
    augmentBeat(beats.values.subarray(from, to), values.subarray(from, to), input, random);
  }
  return { ...beats, values };
}

/** @param beat shape [T, C]; @param out the same */
function augmentBeat(beat: Float32Array, out: Float32Array, input: AugmentedInput, random: Random): void {
  const { channels, samplingFrequency, originStep } = input;
  const C = channels.length;
  const steps = beat.length / C;
  const shift = (2 * random.uniform() - 1) * MOST_SHIFT_S * samplingFrequency;
  const stretch = 1 + (2 * random.uniform() - 1) * MOST_STRETCH;
  const wander = random.normal() * WANDER;
  const omega =
    (2 * Math.PI * (SLOWEST_HZ + random.uniform() * (FASTEST_HZ - SLOWEST_HZ))) / samplingFrequency;
  const phase = 2 * Math.PI * random.uniform();
  const noise = random.uniform() < NOISY ? Math.abs(random.normal()) * NOISE : 0;
  const isSecondMissing = random.uniform() < MISSING;
  const leads = channels.flatMap((name, c) => (name === 'lead' || name === 'second-lead' ? [c] : []));
  channels.forEach((name, c) => {
    if (!leads.includes(c)) {
      const change = random.normal() * RHYTHM_NOISE;
      for (let t = 0; t < steps; t++) out[t * C + c] = beat[t * C + c] + change;
      return;
    }
    if (name === 'second-lead' && isSecondMissing) return;
    const gain = Math.exp(random.normal() * GAIN);
    const other = leads.find((lead) => lead !== c);
    const share = other === undefined ? 0 : random.normal() * MIXING;
    for (let t = 0; t < steps; t++) {
      const at = originStep + (t - originStep) * stretch + shift;
      const own = sampleAt(beat, at, c, C, steps);
      const mixed = share === 0 ? own : own + share * sampleAt(beat, at, other!, C, steps);
      const disturbed = wander * Math.sin(omega * t + phase) + (noise > 0 ? noise * random.normal() : 0);
      out[t * C + c] = gain * mixed + disturbed;
    }
  });
}

/** By straight lines between steps; the ends last on. */
function sampleAt(beat: Float32Array, at: number, c: number, channels: number, steps: number): number {
  const place = Math.max(0, Math.min(steps - 1, at));
  const before = Math.min(Math.floor(place), steps - 2);
  const share = place - before;
  return beat[before * channels + c] * (1 - share) + beat[(before + 1) * channels + c] * share;
}
