import type { LinearWeights } from '@saliogram/core';
import { checkWord } from '../attribution/check-argument.ts';
import type { NetworkTrace } from './trace/network-trace.ts';

/**
 * What is carried back: `score` s_c, or `contrast`, s_c less the largest of the other scores: what speaks for the class
 * and not for its rival as well.
 */
export type Readout = 'score' | 'contrast';

export const READOUTS: readonly Readout[] = ['score', 'contrast'];

/** Throws `argument-invalid` unless it is a readout. */
export function checkReadout(where: string, readout: Readout): void {
  checkWord(where, 'readout', readout, READOUTS);
}

/** The readout as one linear unit over what the last layer of the head reads. */
export function readoutOf(
  output: LinearWeights,
  { scores }: NetworkTrace,
  target: number,
  readout: Readout,
): { weight: Float64Array; bias: number; value: (scores: Float64Array) => number } {
  const row = (k: number): Float64Array => output.weight.subarray(k * output.inputs, (k + 1) * output.inputs);
  const rival = readout === 'contrast' ? rivalOf(scores, target) : -1;
  if (rival < 0) {
    return { weight: row(target), bias: output.bias[target], value: (s) => s[target] };
  }
  return {
    weight: row(target).map((w, i) => w - row(rival)[i]),
    bias: output.bias[target] - output.bias[rival],
    value: (s) => s[target] - s[rival],
  };
}

/** The other class with the highest score; -1 where there is none. */
function rivalOf(scores: Float64Array, target: number): number {
  let rival = -1;
  scores.forEach((score, k) => {
    if (k !== target && (rival < 0 || score > scores[rival])) rival = k;
  });
  return rival;
}
