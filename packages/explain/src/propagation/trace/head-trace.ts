import type { DenseWeights, LinearWeights, RecurrentCells } from '@saliogram/core';
import { addProduct } from './matrix.ts';

/** What one linear layer of the head read and gave, before its ReLU. */
export interface LinearTrace {
  readonly input: Float64Array;
  readonly sums: Float64Array;
}

/** The linear layers of the head, batch normalisation folded into those that have it; all but the last have a ReLU. */
export function headLayers({ dense, output }: RecurrentCells): LinearWeights[] {
  return [...dense.map(folded), output];
}

function folded({ norm, ...linear }: DenseWeights): LinearWeights {
  if (norm === undefined) return linear;
  const { inputs, weight, bias } = linear;
  const scale = norm.weight.map((w, unit) => w / Math.sqrt(norm.variance[unit] + norm.epsilon));
  return {
    ...linear,
    weight: weight.map((w, i) => scale[Math.floor(i / inputs)] * w),
    bias: bias.map((b, unit) => scale[unit] * (b - norm.mean[unit]) + norm.bias[unit]),
  };
}

/** From the last state to the scores, layer by layer. */
export function traceHead(layers: readonly LinearWeights[], state: Float64Array): LinearTrace[] {
  let input = state;
  return layers.map(({ inputs, outputs, weight, bias }) => {
    const sums = bias.slice();
    addProduct(sums, 0, weight, 0, outputs, inputs, input, 0);
    const trace = { input, sums };
    input = sums.map((v) => Math.max(0, v));
    return trace;
  });
}
