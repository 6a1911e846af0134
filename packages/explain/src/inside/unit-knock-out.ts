import { SaliogramError } from '@saliogram/core';
import type { PassCount, RecurrentCells, RecurrentCellsModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { eachSequence, openNetwork } from '../propagation/each-sequence.ts';
import { checkReadout, readoutOf } from '../propagation/readout.ts';
import type { Readout } from '../propagation/readout.ts';
import { networkOf, traceNetwork } from '../propagation/trace/network-trace.ts';

/** Options of {@link unitKnockOut}. */
export interface UnitKnockOutOptions extends RunOptions {
  /** Layers whose units are silenced, from 0; default all. */
  readonly layers?: readonly number[];
  /** Whose fall is measured; default `score`. */
  readonly readout?: Readout;
}

/** The defaults of {@link unitKnockOut}. */
export const UNIT_KNOCK_OUT_DEFAULTS = { readout: 'score' } as const;

/** A unit, and how the score falls without it. */
export interface SilencedUnit {
  readonly layer: number;
  readonly direction: 'forward' | 'backward';
  readonly unit: number;
  /** s_c(x) - s_c(x without the unit), per sequence, [B]. */
  readonly falls: Float32Array;
  /** Mean of the falls, and of their magnitudes. */
  readonly meanFall: number;
  readonly meanMagnitude: number;
}

/** Every unit, the one with the largest mean magnitude first. */
export interface UnitKnockOut {
  readonly units: readonly SilencedUnit[];
  readonly targets: Int32Array;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cost: PassCount;
}

/**
 * Unit knock-out: s_c(x) - s_c(x with the output of one unit held at 0 throughout), for every unit of every layer.
 *
 * A unit whose fall is small may still matter together with another that stands in for it.
 * Cost: one forward pass in double precision, and one per unit from its layer upwards (minutes for wide networks and
 * many sequences). Source: ablation of single units, as in Morcos et al. 2018.
 *
 * @throws `model-mismatch` when the model does not show its cells, `argument-invalid` for a layer that it does not have
 */
export async function unitKnockOut(
  model: RecurrentCellsModel,
  x: SequenceBatch,
  targets: Targets,
  options: UnitKnockOutOptions = {},
): Promise<UnitKnockOut> {
  const where = 'unit-knock-out';
  const readout = options.readout ?? UNIT_KNOCK_OUT_DEFAULTS.readout;
  checkReadout(where, readout);
  const before = model.passes();
  const network = openNetwork(where, model, x);
  const { cells } = network;
  const chosen = layersAsked(where, cells, options.layers);
  const classOf = await resolveTargets(model, x, targets, options);
  const places = chosen.flatMap((layer) =>
    cells.layers[layer].directions.flatMap((_, d) =>
      Array.from({ length: cells.layers[layer].units }, (__, unit) => ({ layer, d, unit })),
    ),
  );
  const falls = places.map(() => new Float32Array(x.batch));
  const total = x.batch * places.length;
  let forward = 0;
  await eachSequence(x, where, { ...options, onEvent: () => {} }, async ({ index, input, steps }, turn) => {
    const whole = traceNetwork(network, input, steps);
    const { value } = readoutOf(network.head[network.head.length - 1], whole, classOf[index], readout);
    forward += 1;
    for (const [i, { layer, d, unit }] of places.entries()) {
      await turn();
      const put = silence(cells, layer, d, unit);
      // Batch normalisation is folded into the head's weights anew, since those may be the ones that changed.
      const without = traceNetwork(networkOf(cells), input, steps, { below: whole, from: layer });
      put();
      falls[i][index] = value(whole.scores) - value(without.scores);
      forward += (cells.layers.length - layer) / cells.layers.length;
      options.onEvent?.({ type: 'progress', stage: where, done: index * places.length + i + 1, total });
    }
  });
  const mean = (values: Float32Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const units = places.map(({ layer, d, unit }, i) => ({
    layer,
    direction: d === 0 ? ('forward' as const) : ('backward' as const),
    unit,
    falls: falls[i],
    meanFall: mean(falls[i]),
    meanMagnitude: mean(falls[i].map(Math.abs)),
  }));
  const made = passesSince(model, before);
  return {
    units: units.sort((a, b) => b.meanMagnitude - a.meanMagnitude),
    targets: classOf,
    settings: { readout, layers: chosen },
    cost: { forward: made.forward + forward, backward: made.backward },
  };
}

function layersAsked(
  where: string,
  { layers }: RecurrentCells,
  asked: readonly number[] = layers.map((_, l) => l),
): number[] {
  const wrong = asked.find((l) => !layers[l]);
  if (wrong === undefined) return [...new Set(asked)];
  throw new SaliogramError(
    'argument-invalid',
    `${where}: got layer ${wrong}, expected one from 0 to ${layers.length - 1}`,
    { details: { layer: wrong, layers: layers.length } },
  );
}

/** Sets to 0 every weight that reads the unit, in place; returns what puts them back. */
function silence({ layers, dense, output }: RecurrentCells, l: number, d: number, unit: number): () => void {
  const { units, directions } = layers[l];
  const joined = d * units + unit;
  const above = layers[l + 1]?.directions.map(({ weightInput }) => weightInput) ?? [
    (dense[0] ?? output).weight,
  ];
  const columns = [
    { weights: directions[d].weightHidden, width: units, column: unit },
    ...above.map((weights) => ({ weights, width: directions.length * units, column: joined })),
  ];
  const kept = columns.map(({ weights, width, column }) => {
    const values: number[] = [];
    for (let i = column; i < weights.length; i += width) {
      values.push(weights[i]);
      weights[i] = 0;
    }
    return values;
  });
  return () =>
    columns.forEach(({ weights, width, column }, i) => {
      kept[i].forEach((value, row) => (weights[row * width + column] = value));
    });
}
