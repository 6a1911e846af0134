import { SaliogramError } from '@saliogram/core';
import type { DigitalSignal } from './digital-signal.ts';
import { encodeFlac } from './flac/encode-flac.ts';
import { encodeDifferences } from './difference-file.ts';
import { lowest, type SignalFormat } from './formats/signal-format.ts';
import { frameLayout, type FrameLayout } from './frame-layout.ts';
import { INVALID_SAMPLE } from './sample-sink.ts';

/** Channels of a FLAC stream, at most. */
const MOST_CHANNELS = 8;

/**
 * The bytes of a signal file, and per signal its samples as stored.
 *
 * @param where the file, for messages
 * @throws `argument-invalid` for samples the format does not hold
 */
export function encodeSignalFile(
  format: Exclude<SignalFormat, { kind: 'null' }>,
  signals: readonly DigitalSignal[],
  where: string,
): { bytes: Uint8Array; stored: readonly Int32Array[] } {
  const stored = signals.map(({ samples }) =>
    format.invalidSample === undefined
      ? samples
      : samples.map((value) => (value === INVALID_SAMPLE ? format.invalidSample : value)),
  );
  signals.forEach((signal, i) => checkHeld(format, signal, stored[i], where));
  if (format.kind === 'flac') {
    checkChannels(signals, where);
    return { bytes: encodeFlac(stored, format.bits), stored };
  }
  const layout = frameLayout(signals.map(({ samplesPerFrame = 1 }) => samplesPerFrame));
  const frames = interleave(stored, layout);
  const bytes = format.kind === 'packed' ? format.encode(frames) : encodeDifferences(frames, layout);
  return { bytes, stored };
}

function interleave(signals: readonly Int32Array[], layout: FrameLayout): Int32Array {
  const { size, starts, samplesPerFrame } = layout;
  const frameCount = signals[0].length / samplesPerFrame[0];
  const frames = new Int32Array(frameCount * size);
  signals.forEach((samples, s) => {
    const each = samplesPerFrame[s];
    for (let k = 0; k < each; k++) {
      for (let i = k, at = starts[s] + k; i < samples.length; i += each, at += size) frames[at] = samples[i];
    }
  });
  return frames;
}

function checkHeld(
  format: Exclude<SignalFormat, { kind: 'null' }>,
  { lead }: DigitalSignal,
  stored: Int32Array,
  where: string,
): void {
  const isDifference = format.kind === 'differences';
  const low = lowest(isDifference ? 8 : format.bits);
  for (let i = isDifference ? 1 : 0; i < stored.length; i++) {
    const value = isDifference ? stored[i] - stored[i - 1] : stored[i];
    if (value >= low && value < -low) continue;
    const what = isDifference ? `${value} above the one before` : `${value}`;
    throw new SaliogramError(
      'argument-invalid',
      `${where}: lead ${lead}: sample ${i} is ${what}, more than format ${format.code} holds (${low} to ${-low - 1}); choose another format`,
      { details: { where, lead, sample: i, value, format: format.code } },
    );
  }
}

function checkChannels(signals: readonly DigitalSignal[], where: string): void {
  const rates = new Set(signals.map(({ samplesPerFrame = 1 }) => samplesPerFrame));
  if (signals.length <= MOST_CHANNELS && rates.size === 1) return;
  throw new SaliogramError(
    'argument-invalid',
    `${where}: got ${signals.length} signals of ${[...rates].join(' and ')} samples per frame, expected at most ${MOST_CHANNELS} of one number in a FLAC file; give them different file names`,
    { details: { where, signals: signals.length, samplesPerFrame: [...rates] } },
  );
}
