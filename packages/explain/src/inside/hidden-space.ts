import { SaliogramError } from '@saliogram/core';
import type { HiddenStatesModel, RecurrentCellsModel, ScoresModel, SequenceBatch } from '@saliogram/core';
import { callOptions, inBatches } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { hasCapability } from '../attribution/capability.ts';
import { checkInteger, checkWord } from '../attribution/check-argument.ts';
import { eachSequence, openNetwork } from '../propagation/each-sequence.ts';
import { lastStates, traceNetwork } from '../propagation/trace/network-trace.ts';

/** What a model remembers of whole sequences: a point of its hidden space each. */
export interface HiddenStates {
  /** Last hidden state of the last layer, both directions joined, [B, H]. */
  readonly states: Float32Array;
  readonly batch: number;
  /** H */
  readonly width: number;
}

/**
 * Last hidden states of sequences; one forward pass each, by the model's own kernels where it gives them, else traced
 * through its cells.
 *
 * @throws `model-mismatch` when the model does neither
 */
export async function hiddenStates(
  model: HiddenStatesModel | RecurrentCellsModel | ScoresModel,
  x: SequenceBatch,
  options: RunOptions = {},
): Promise<HiddenStates> {
  const stage = 'hidden states';
  const parts: Float32Array[] = [];
  if (hasCapability(model, 'hiddenStates')) {
    await inBatches(x, stage, options, async (part) => {
      parts.push(await model.hiddenStates(part, callOptions(options)));
    });
  } else {
    const network = openNetwork('hidden-states', model as RecurrentCellsModel, x);
    await eachSequence(x, stage, options, ({ input, steps }) => {
      const { layers } = traceNetwork(network, input, steps);
      parts.push(Float32Array.from(lastStates(layers[layers.length - 1])));
    });
  }
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const states = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    states.set(part, at);
    at += part.length;
  }
  return { states, batch: x.batch, width: x.batch === 0 ? 0 : length / x.batch };
}

/** Options of {@link nearestInHiddenSpace}. */
export interface NearestOptions {
  /** Default 5. */
  readonly k?: number;
  /** `euclidean` (default), or `cosine`: 1 less the cosine of the angle between the states. */
  readonly distance?: 'euclidean' | 'cosine';
  /** For queries that are among the others, the index of each, which is left out; -1 for one that is not, [Q]. */
  readonly own?: ArrayLike<number>;
}

/** The defaults of {@link nearestInHiddenSpace}. */
export const NEAREST_DEFAULTS = { k: 5, distance: 'euclidean' } as const;

/** For each query its nearest, the nearest first. */
export interface Nearest {
  readonly k: number;
  /** Index among the others, [Q, k]; of equals the lower first. */
  readonly indices: Int32Array;
  /** [Q, k] */
  readonly distances: Float32Array;
}

/**
 * The sequences that a model takes for most like a query: those whose last hidden states are nearest to its own.
 *
 * Source: Strobelt et al. 2018 (nearest states); a case shown for comparison, as in Caruana et al. 1999.
 *
 * @throws `argument-invalid` for states of different widths, or fewer others than k
 */
export function nearestInHiddenSpace(
  among: HiddenStates,
  queries: HiddenStates,
  options: NearestOptions = {},
): Nearest {
  const where = 'nearest-in-hidden-space';
  const { k, distance, own } = { ...NEAREST_DEFAULTS, ...options };
  checkInteger(where, 'k', k, 1);
  checkWord(where, 'distance', distance, ['euclidean', 'cosine']);
  if (among.width !== queries.width || among.batch < k + (own ? 1 : 0)) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got queries of ${queries.width} units and ${among.batch} others of ${among.width}, expected the same width and at least ${k + (own ? 1 : 0)} others`,
      { details: { queries: queries.width, others: among.width, count: among.batch, k } },
    );
  }
  const { width } = among;
  const [others, asked] = [among, queries].map(({ states }) =>
    distance === 'cosine' ? unitLength(states, width) : states,
  );
  const indices = new Int32Array(queries.batch * k);
  const distances = new Float32Array(queries.batch * k);
  const squares = new Float64Array(among.batch);
  for (let q = 0; q < queries.batch; q++) {
    for (let i = 0; i < among.batch; i++) {
      let sum = 0;
      for (let u = 0; u < width; u++) {
        const d = asked[q * width + u] - others[i * width + u];
        sum += d * d;
      }
      squares[i] = sum;
    }
    if (own && own[q] >= 0) squares[own[q]] = Infinity;
    const order = Array.from(squares.keys()).sort((a, b) => squares[a] - squares[b] || a - b);
    for (let n = 0; n < k; n++) {
      indices[q * k + n] = order[n];
      // Between points on the unit sphere, |a - b|^2 = 2 - 2 cos.
      distances[q * k + n] = distance === 'cosine' ? squares[order[n]] / 2 : Math.sqrt(squares[order[n]]);
    }
  }
  return { k, indices, distances };
}

function unitLength(states: Float32Array, width: number): Float32Array {
  const result = states.slice();
  for (let from = 0; from < states.length; from += width) {
    const row = result.subarray(from, from + width);
    const length = Math.hypot(...row);
    if (length > 0) row.forEach((v, u) => (row[u] = v / length));
  }
  return result;
}
