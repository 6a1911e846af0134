import { SaliogramError } from '@saliogram/core';
import type { ParameterInfo } from '@saliogram/kernels';

/**
 * Lets a network that reads a signal remember it equally long when there are `factor` times as many steps, in place: a
 * unit that forgets the part 1 - f of its cell in one step is to forget (1 - f) / factor of it, and to take in i /
 * factor. For gates that are mostly open or shut, sigmoid(b) ~ e^b, that is b_f + log(factor) and b_i - log(factor) in
 * an LSTM and b_z + log(factor) in a GRU (time warping; Tallec and Ollivier 2018, section 2). A plain RNN has no gates
 * and stays as it is.
 *
 * @param parameters shape [P]
 * @param table names, shapes and places of the parameters; gates in the order i, f, g, o or r, z, n
 * @param factor finer steps per coarse one, > 0
 * @throws `argument-invalid` for a factor that is not above 0
 */
export function stretchMemory(
  parameters: Float32Array | Float64Array,
  table: readonly ParameterInfo[],
  factor: number,
): void {
  if (!(factor > 0 && Number.isFinite(factor))) {
    throw new SaliogramError(
      'argument-invalid',
      `stretch memory: got factor ${factor}, expected one above 0`,
      {
        details: { factor },
      },
    );
  }
  const shift = Math.log(factor);
  for (const { name, offset, length } of table) {
    const [cell, part] = name.split('.');
    if (!part?.startsWith('bias') || (cell !== 'lstm' && cell !== 'gru')) continue;
    const units = length / 4;
    for (let j = 0; j < units; j++) {
      parameters[offset + units + j] += shift;
      if (cell === 'lstm') parameters[offset + j] -= shift;
    }
  }
}
