import type { Random } from '@saliogram/core';
import { SaliogramError } from '@saliogram/core';
import type { Cell, ParameterInfo } from '@saliogram/kernels';
import { orthogonalMatrix } from './orthogonal.ts';

/** How parameters start. */
export interface Initialisation {
  /** Recurrent weights: `uniform` in +-1/sqrt(H) as PyTorch does (default), or `orthogonal` per gate. */
  readonly recurrent: 'uniform' | 'orthogonal';
  /**
   * Gate biases: `forget-one` is b_f = 1 in an LSTM (Jozefowicz et al. 2015; default). `chrono` is b_f = log(u) with u ~
   * U(1, Tmax - 1) and b_i = -b_f in an LSTM, and b_z = log(u) in a GRU, whose z keeps the state (Tallec and Ollivier
   * 2018), which spreads memory over all time scales up to Tmax. Other biases are 0; a plain RNN has no gates.
   * `uniform` draws every bias in +-1/sqrt(H) as PyTorch does.
   */
  readonly gateBias: 'forget-one' | 'chrono' | 'uniform';
  /** Tmax in steps, at least 3, which `chrono` needs: the length of the longest dependency, usually T. */
  readonly chronoSteps?: number;
  /**
   * Hidden layers of the head, of n inputs: `he` draws weights normally with variance 2/n and sets biases to 0 (He et al.
   * 2015; default), `uniform` draws both in +-1/sqrt(n) as PyTorch does.
   */
  readonly dense?: 'he' | 'uniform';
}

export const DEFAULT_INITIALISATION: Initialisation = { recurrent: 'uniform', gateBias: 'forget-one' };

/**
 * A flat vector of starting parameters; weights of recurrent layers and of the last linear layer are uniform in
 * +-1/sqrt(n), n the units of the layer or the inputs of the linear one, unless `initialisation` says otherwise. Batch
 * normalisation starts as the identity, its running mean at 0 and variance at 1.
 *
 * @param table names, shapes and places of the parameters; gates in the order i, f, g, o or r, z, n
 * @returns shape [sum of lengths]
 * @throws `argument-invalid` for `chrono` without `chronoSteps`
 */
export function initialParameters(
  table: readonly ParameterInfo[],
  random: Random,
  initialisation: Initialisation = DEFAULT_INITIALISATION,
): Float32Array {
  const parameters = new Float32Array(table.reduce((total, entry) => total + entry.length, 0));
  const means: Means = { table, random, initialisation };
  for (const entry of table) {
    const { name, offset, length } = entry;
    const values = parameters.subarray(offset, offset + length);
    if (name.startsWith('head.')) startHead(values, name, means);
    else if (name.includes('.norm.')) values.fill(/\.(weight|running_var)$/.test(name) ? 1 : 0);
    else if (name.startsWith('dense.')) startDense(values, name, means);
    else startRecurrent(values, name, means);
  }
  return parameters;
}

interface Means {
  readonly table: readonly ParameterInfo[];
  readonly random: Random;
  readonly initialisation: Initialisation;
}

function startRecurrent(values: Float32Array, name: string, means: Means): void {
  const { table, random, initialisation } = means;
  const units = columnsOf(name.replace(/weight_ih|bias/, 'weight_hh'), table);
  if (name.includes('.bias')) startGates(values, name.split('.')[0] as Cell, units, means);
  else if (name.includes('.weight_hh') && initialisation.recurrent === 'orthogonal') {
    for (let at = 0; at < values.length; at += units * units) values.set(orthogonalMatrix(units, random), at);
  } else uniform(values, 1 / Math.sqrt(units), random);
}

function startDense(values: Float32Array, name: string, { table, random, initialisation }: Means): void {
  const inputs = columnsOf(name.replace(/bias$/, 'weight'), table);
  if (initialisation.dense === 'uniform') uniform(values, 1 / Math.sqrt(inputs), random);
  else if (name.endsWith('.weight')) {
    for (let i = 0; i < values.length; i++) values[i] = random.normal() * Math.sqrt(2 / inputs);
  }
}

function startHead(values: Float32Array, name: string, { table, random, initialisation }: Means): void {
  if (name === 'head.bias' && initialisation.gateBias !== 'uniform') return;
  uniform(values, 1 / Math.sqrt(columnsOf('head.weight', table)), random);
}

/** Units of a recurrent layer or inputs of a linear one: the columns of its matrix. */
function columnsOf(matrix: string, table: readonly ParameterInfo[]): number {
  const owner = table.find((entry) => entry.name === matrix);
  if (!owner) throw new Error(`internal: no parameter ${matrix}`);
  return owner.shape[1];
}

function uniform(values: Float32Array, limit: number, random: Random): void {
  for (let i = 0; i < values.length; i++) values[i] = (2 * random.uniform() - 1) * limit;
}

function startGates(
  values: Float32Array,
  cell: Cell,
  units: number,
  { random, initialisation: { gateBias, chronoSteps } }: Means,
): void {
  if (gateBias === 'uniform') {
    uniform(values, 1 / Math.sqrt(units), random);
    return;
  }
  if (gateBias === 'forget-one') {
    if (cell === 'lstm') values.fill(1, units, 2 * units);
    return;
  }
  if (chronoSteps === undefined || !(chronoSteps >= 3)) {
    throw new SaliogramError(
      'argument-invalid',
      `initialisation: chronoSteps is ${chronoSteps}, expected at least 3 for chrono biases`,
      { details: { chronoSteps } },
    );
  }
  if (cell === 'rnn') return;
  // The gate that keeps the state, f or z, is the second of both cells.
  for (let j = 0; j < units; j++) {
    const kept = Math.log(1 + random.uniform() * (chronoSteps - 2));
    values[units + j] = kept;
    if (cell === 'lstm') values[j] = -kept;
  }
}
