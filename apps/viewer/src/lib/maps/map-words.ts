import { heatFromZero, heatOf } from '@saliogram/explain';
import type { Attribution } from '@saliogram/explain';
import { BEAT_STRETCHES, evidencePerWave, evidenceText } from '@saliogram/signal';
import type { BeatLayout } from '../saliency/beat-layout.ts';
import { timeText } from '../saliency/beat-layout.ts';
import { regionSentence } from '../saliency/region-shares.ts';
import { shortNumber } from '../saliency/value-meaning.ts';
import type { StepWaves } from './step-waves.ts';

/** Where the evidence of a map lies: wave by wave with ms and mV where the waves are known, else around R. */
export function evidenceSentence(
  attribution: Attribution,
  layout: BeatLayout,
  input: Float32Array,
  waves: StepWaves | null,
): string {
  const heat = heatFromZero(attribution);
  const evidence = waves ? evidencePerWave(heat, waves.stretches, waves.channels) : [];
  if (!waves || evidence.length === 0) return regionSentence(heatOf(attribution), layout, input);
  const hottest = heat.reduce((best, value, i) => (value > heat[best] ? i : best), 0);
  const peak = timeText(Math.floor(hottest / layout.channels) + 0.5, layout);
  const text = evidenceText(evidence, waves.measured, waves.leads);
  return `Shares of the heat: ${text}. It is hottest at ${peak} from R.`;
}

/** Parts named in one sentence; the rest is small. */
const MOST_NAMED = 4;
/** Changes of the class probability below this are told as one. */
const LEAST_CHANGE = 0.01;

/** How the class fares without each wave, for a map whose segments are waves; null for any other. */
export function segmentSentence({ method, segments }: Attribution): string | null {
  const own = segments?.[0] ?? [];
  const areWaves = own.some(({ name }) => BEAT_STRETCHES.some((stretch) => name.startsWith(stretch)));
  if (method !== 'segment-ablation' || !areWaves) return null;
  const told = own
    .filter(({ value }) => Math.abs(value) >= LEAST_CHANGE)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, MOST_NAMED);
  if (told.length === 0) return `No wave alone changes the class probability by ${LEAST_CHANGE} or more.`;
  const parts = told.map(
    ({ name, value }) =>
      `${value < 0 ? '+' : '−'}${Math.abs(value).toFixed(2)} without ${name.replace(/^(before|after)/, 'what comes $1')}`,
  );
  return `The class probability changes by ${parts.join(', ')}.`;
}

/** Bands that hold less are not named. */
const LEAST_KEPT = 0.1;

/** Which frequencies a mask over bands keeps of the first channel, the most kept first; null for any other map. */
export function bandSentence({ bands, shape: { channels } }: Attribution): string | null {
  if (!bands) return null;
  const { edges, unit, values } = bands;
  const kept = edges
    .slice(1)
    .map((to, i) => ({ from: edges[i], to, share: values[i * channels] }))
    .filter(({ share }) => share >= LEAST_KEPT)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_NAMED);
  if (kept.length === 0) return 'No band of frequencies is kept.';
  const parts = kept.map(
    ({ from, to, share }) =>
      `${Math.round(100 * share)} % of ${shortNumber(from)} to ${shortNumber(to)} ${unit}`,
  );
  return `Frequencies kept: ${parts.join(', ')}.`;
}

/** What an attribution's own checks found, a sentence each; empty for a method that has none. */
export function checkWords(attribution: Attribution): string[] {
  const { values, completenessGap, completenessError, fit, standardErrors, convergence } = attribution;
  const words: string[] = [];
  // One that did not converge says so in its notes.
  if (convergence?.converged[0] === true)
    words.push(`Converged after ${convergence.iterations[0]} iterations.`);
  if (completenessGap) words.push(gapWords(values, completenessGap[0], completenessError?.[0]));
  if (fit)
    words.push(`Its own model of the answers explains ${Math.round(100 * fit[0])} % of their variance.`);
  if (standardErrors) {
    const largest = largestOf(values);
    const share = largest > 0 ? Math.round((100 * largestOf(standardErrors)) / largest) : 0;
    words.push(`Standard errors are at most ${share} % of the largest value.`);
  }
  return words;
}

function gapWords(values: Float32Array, gap: number, error: number | undefined): string {
  const sum = values.reduce((total, value) => total + value, 0);
  const whole = sum - gap;
  const share = (100 * Math.abs(gap)) / Math.max(Math.abs(whole), 1e-12);
  const off = share < 0.05 ? 'exactly so' : `${shortNumber(Number(share.toPrecision(2)))} % off`;
  const within = error === undefined ? '' : `, with a standard error of ${shortNumber(error)}`;
  return `Its parts add up to ${shortNumber(sum)} of ${shortNumber(whole)}: ${off}${within}.`;
}

function largestOf(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
