import type { Objective } from '@saliogram/core';
import { Plateau } from '../attribution/convergence.ts';
import type { StoppingRule } from '../attribution/convergence.ts';
import { objectiveValue } from '../attribution/objective-value.ts';
import { ADAM_DEFAULTS, adamStep } from './adam.ts';
import type { InputFound, InputQuestions, SoughtSequence } from './input-searches.ts';

/** What a mask and its infill are to do. */
export interface InfillSettings extends StoppingRule {
  readonly variant: 'preserve' | 'delete';
  readonly objective: Objective;
  readonly lambda1: number;
  readonly lambda2: number;
  readonly learningRate: number;
}

/** Value of the mask at the start. */
const START = 0.5;

/**
 * Moves mask and infill of one sequence together by Adam, the mask clipped to [0, 1] and the infill to the range of its
 * channel; `found` is the last mask asked for. |n - b| takes slope 0 at b.
 */
export function* infillDescent(
  { x, fill, channels, target }: SoughtSequence,
  settings: InfillSettings,
  found: InputFound,
): InputQuestions {
  const { objective, lambda1, lambda2, maxIterations } = settings;
  const size = x.length;
  const keeps = settings.variant === 'preserve';
  const { least, greatest } = ranges(x, fill, channels);
  const mask = new Float32Array(size).fill(START);
  const infill = fill.slice();
  const still = () => ({ first: new Float32Array(size), second: new Float32Array(size) });
  const [ofMask, ofInfill] = [still(), still()];
  const plateau = new Plateau(1, settings);
  const valueOf = (scores: Float32Array): number =>
    objectiveValue(scores, 0, scores.length, target, objective);
  let aim = 0;
  for (let iteration = 0; ; iteration++) {
    const shown = (j: number): number => (keeps ? mask[j] : 1 - mask[j]);
    const input = x.map((value, j) => infill[j] + shown(j) * (value - infill[j]));
    // What is to be matched is asked along with the first input.
    const answers = yield iteration > 0 ? [input] : [input, keeps ? x : fill];
    if (iteration === 0) aim = valueOf(answers[1].scores);
    const difference = valueOf(answers[0].scores) - aim;
    let penalty = 0;
    for (let j = 0; j < size; j++) {
      penalty += (lambda1 * mask[j] + lambda2 * Math.abs(infill[j] - fill[j])) / size;
    }
    const lowered = difference ** 2 + penalty;
    const converged = plateau.reached(0, iteration, lowered);
    Object.assign(found, { values: mask.slice(), objective: lowered, converged });
    if (converged || iteration === maxIterations) return;
    const { gradient } = answers[0];
    const maskSlope = mask.map(
      (_, j) => 2 * difference * gradient[j] * (x[j] - infill[j]) * (keeps ? 1 : -1) + lambda1 / size,
    );
    const infillSlope = infill.map(
      (n, j) => 2 * difference * gradient[j] * (1 - shown(j)) + (lambda2 / size) * Math.sign(n - fill[j]),
    );
    const options = { ...ADAM_DEFAULTS, learningRate: settings.learningRate };
    adamStep(mask, maskSlope, ofMask, iteration + 1, options);
    adamStep(infill, infillSlope, ofInfill, iteration + 1, options);
    for (let j = 0; j < size; j++) {
      mask[j] = Math.min(1, Math.max(0, mask[j]));
      infill[j] = Math.min(greatest[j % channels], Math.max(least[j % channels], infill[j]));
    }
  }
}

/** Least and greatest value of sequence and baseline per channel, [C]. */
function ranges(x: Float32Array, fill: Float32Array, channels: number) {
  const least = new Float32Array(channels).fill(Infinity);
  const greatest = new Float32Array(channels).fill(-Infinity);
  for (const values of [x, fill]) {
    values.forEach((value, j) => {
      least[j % channels] = Math.min(least[j % channels], value);
      greatest[j % channels] = Math.max(greatest[j % channels], value);
    });
  }
  return { least, greatest };
}
