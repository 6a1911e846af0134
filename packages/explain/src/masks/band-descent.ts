import { Plateau } from '../attribution/convergence.ts';
import type { StoppingRule } from '../attribution/convergence.ts';
import { objectiveValue } from '../attribution/objective-value.ts';
import { ADAM_DEFAULTS, adamStep } from './adam.ts';
import { bandParts } from './band-parts.ts';
import type { InputFound, InputQuestions, SoughtSequence } from './input-searches.ts';

/** What a mask over bands is to do. */
export interface BandSettings extends StoppingRule {
  /** Mean of the mask that costs nothing. */
  readonly keep: number;
  readonly sizeWeight: number;
  readonly learningRate: number;
}

/** Value of the mask at the start. */
const START = 0.5;

/**
 * Moves a mask over the bands and channels of one sequence by Adam down -log p_c(b + sum of m times the band's part of
 * x - b) + sizeWeight max(0, mean m - keep), clipped to [0, 1]. The values of `found` are the size of what is kept, at
 * each step and channel.
 *
 * @param edges of the bands, in cycles per step
 * @param take receives the mask, [bands, C], whenever it is asked for
 */
export function* bandDescent(
  { x, fill, channels, target }: SoughtSequence,
  edges: readonly number[],
  settings: BandSettings,
  found: InputFound,
  take: (mask: Float32Array) => void,
): InputQuestions {
  const { keep, sizeWeight, learningRate, maxIterations } = settings;
  const parts = bandParts(
    x.map((value, j) => value - fill[j]),
    channels,
    edges,
  );
  const empty = parts.map((part) => part.every((value) => value === 0));
  const mask = Float32Array.from({ length: parts.length * channels }, (_, i) =>
    empty[Math.floor(i / channels)] ? 0 : START,
  );
  const moments = { first: new Float32Array(mask.length), second: new Float32Array(mask.length) };
  const plateau = new Plateau(1, settings);
  for (let iteration = 0; ; iteration++) {
    const kept = new Float32Array(x.length);
    parts.forEach((part, band) => {
      for (let j = 0; j < kept.length; j++) kept[j] += mask[band * channels + (j % channels)] * part[j];
    });
    const [{ scores, gradient }] = yield [kept.map((value, j) => fill[j] + value)];
    const excess = mask.reduce((sum, m) => sum + m, 0) / mask.length - keep;
    const objective =
      -objectiveValue(scores, 0, scores.length, target, 'log-probability') + sizeWeight * Math.max(0, excess);
    const converged = plateau.reached(0, iteration, objective);
    Object.assign(found, { values: kept.map(Math.abs), objective, converged });
    take(mask.slice());
    if (converged || iteration === maxIterations) return;
    const slope = new Float32Array(mask.length).fill(excess > 0 ? sizeWeight / mask.length : 0);
    parts.forEach((part, band) => {
      for (let j = 0; j < part.length; j++) slope[band * channels + (j % channels)] -= gradient[j] * part[j];
    });
    adamStep(mask, slope, moments, iteration + 1, { ...ADAM_DEFAULTS, learningRate });
    for (let i = 0; i < mask.length; i++) {
      mask[i] = empty[Math.floor(i / channels)] ? 0 : Math.min(1, Math.max(0, mask[i]));
    }
  }
}
