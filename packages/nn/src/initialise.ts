import type { Random } from '@saliogram/core';
import { SaliogramError } from '@saliogram/core';
import type { ParameterInfo } from '@saliogram/kernels';
import { orthogonalMatrix } from './orthogonal.ts';

/** How parameters start. */
export interface Initialisation {
  /** Recurrent weights: `uniform` in +-1/sqrt(H) as PyTorch does (default), or `orthogonal` per gate. */
  readonly recurrent: 'uniform' | 'orthogonal';
  /**
   * Gate biases: `forget-one` is b_f = 1 (Jozefowicz et al. 2015; default), `chrono` is b_f = log(u) with
   * u ~ U(1, Tmax - 1) and b_i = -b_f (Tallec and Ollivier 2018), which spreads memory over all time scales up to
   * Tmax; other biases are 0. `uniform` draws every bias in +-1/sqrt(H) as PyTorch does.
   */
  readonly gateBias: 'forget-one' | 'chrono' | 'uniform';
  /** Tmax in steps, at least 3, which `chrono` needs: the length of the longest dependency, usually T. */
  readonly chronoSteps?: number;
}

export const DEFAULT_INITIALISATION: Initialisation = { recurrent: 'uniform', gateBias: 'forget-one' };

/**
 * A flat vector of starting parameters; all weights are uniform in +-1/sqrt(H), H the units of their layer (of the last
 * LSTM layer for the head), unless `initialisation` says otherwise.
 *
 * @param table names, shapes and places of the parameters; LSTM gates in the order i, f, g, o
 * @returns shape [sum of lengths]
 * @throws `argument-invalid` for `chrono` without `chronoSteps`
 */
export function initialParameters(
  table: readonly ParameterInfo[],
  random: Random,
  initialisation: Initialisation = DEFAULT_INITIALISATION,
): Float32Array {
  const parameters = new Float32Array(table.reduce((total, entry) => total + entry.length, 0));
  for (const { name, shape, offset, length } of table) {
    const values = parameters.subarray(offset, offset + length);
    if (name.startsWith('lstm.bias')) gateBiases(values, random, initialisation);
    else if (name.startsWith('lstm.weight_hh') && initialisation.recurrent === 'orthogonal') {
      const units = shape[1];
      for (let gate = 0; gate < 4; gate++) {
        values.set(orthogonalMatrix(units, random), gate * units * units);
      }
    } else if (name === 'head.bias' && initialisation.gateBias !== 'uniform') values.fill(0);
    else uniform(values, 1 / Math.sqrt(unitsOf(name, table)), random);
  }
  return parameters;
}

/** H of the layer a parameter belongs to; for the head, of the layer before it. */
function unitsOf(name: string, table: readonly ParameterInfo[]): number {
  const isHead = name.startsWith('head.');
  const owner = table.find((entry) => entry.name === (isHead ? 'head.weight' : name));
  if (!owner) throw new Error(`internal: no parameter ${name}`);
  return isHead ? owner.shape[1] : owner.shape[0] / 4;
}

function uniform(values: Float32Array, limit: number, random: Random): void {
  for (let i = 0; i < values.length; i++) values[i] = (2 * random.uniform() - 1) * limit;
}

function gateBiases(values: Float32Array, random: Random, { gateBias, chronoSteps }: Initialisation): void {
  const units = values.length / 4;
  if (gateBias === 'uniform') {
    uniform(values, 1 / Math.sqrt(units), random);
    return;
  }
  values.fill(0);
  if (gateBias === 'forget-one') {
    values.fill(1, units, 2 * units);
    return;
  }
  if (chronoSteps === undefined || !(chronoSteps >= 3)) {
    throw new SaliogramError(
      'argument-invalid',
      `initialisation: chronoSteps is ${chronoSteps}, expected at least 3 for chrono biases`,
      { details: { chronoSteps } },
    );
  }
  for (let j = 0; j < units; j++) {
    const forget = Math.log(1 + random.uniform() * (chronoSteps - 2));
    values[units + j] = forget;
    values[j] = -forget;
  }
}
