import { mean, standardDeviation } from '@saliogram/core';
import type { Preprocessing } from '@saliogram/datasets';
import { shortNumber } from './value-meaning.ts';

/**
 * How what the model reads differs from what was recorded, in sentences.
 *
 * @param recorded the beat's samples as recorded; missing ones NaN
 */
export function inputDifference(
  { scaling, samplingFrequency, channels = ['lead'] }: Preprocessing,
  recorded: { readonly values: Float32Array; readonly samplingFrequency: number; readonly unit: string },
): string {
  const { unit } = recorded;
  const parts: string[] = [];
  if (recorded.samplingFrequency !== samplingFrequency) {
    parts.push(`resampled from ${recorded.samplingFrequency} to ${samplingFrequency} Hz`);
  }
  if (scaling === 'z-score') {
    const valid = recorded.values.filter((value) => !Number.isNaN(value));
    const [centre, spread] = [shortNumber(mean(valid)), shortNumber(standardDeviation(valid))];
    parts.push(`less its mean (${centre} ${unit}) and divided by its standard deviation (${spread} ${unit})`);
  }
  if (scaling === 'dominant-beat') {
    const centre = shortNumber(mean(recorded.values.filter((value) => !Number.isNaN(value))));
    parts.push(
      `less its mean (${centre} ${unit}) and less the patient’s dominant beat, in standard deviations of that`,
    );
  }
  if (channels.length > 1) {
    const isLeadToo = channels.includes('second-lead') ? ['the other lead'] : [];
    const isRhythm = channels.some((name) => name.startsWith('rr-')) ? ['its place in the rhythm'] : [];
    parts.push(`with ${[...isLeadToo, ...isRhythm].join(' and ')}`);
  }
  if (parts.length === 0) return 'The model reads exactly what was recorded.';
  const loss = scaling === 'z-score' ? ` It cannot see how large the beat is in ${unit}.` : '';
  return `The model reads the beat ${parts.join(', ')}.${loss}`;
}
