import type { PassCount, RecurrentCell, RecurrentCellsModel, SequenceBatch } from '@saliogram/core';
import { passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { eachSequence, openNetwork } from '../propagation/each-sequence.ts';
import type { CellTrace } from '../propagation/trace/cell-trace.ts';
import { traceNetwork } from '../propagation/trace/network-trace.ts';

/** What a cell holds over time: gates in (0, 1), candidate and output in (-1, 1), the cell without bounds. */
export type CellQuantity =
  | 'input-gate'
  | 'forget-gate'
  | 'output-gate'
  | 'reset-gate'
  | 'update-gate'
  | 'candidate'
  | 'cell'
  | 'hidden';

/** One direction of one layer over time. */
export interface LayerTraces {
  /** From 0, the lowest. */
  readonly layer: number;
  readonly direction: 'forward' | 'backward';
  /** H */
  readonly units: number;
  /** Each quantity in the order of time, whichever way the layer reads, [B, T, H]; NaN after the end of a sequence. */
  readonly quantities: Readonly<Partial<Record<CellQuantity, Float32Array>>>;
}

/** Gates, cells and outputs of every layer over time. */
export interface CellTraces {
  readonly cell: RecurrentCell;
  readonly batch: number;
  readonly steps: number;
  readonly layers: readonly LayerTraces[];
  readonly cost: PassCount;
}

/** Gates in the order of the weights. */
const GATES: Readonly<Record<RecurrentCell, readonly CellQuantity[]>> = {
  lstm: ['input-gate', 'forget-gate', 'candidate', 'output-gate'],
  gru: ['reset-gate', 'update-gate', 'candidate'],
  rnn: [],
};

/**
 * Gates, candidate, cell and hidden state of every unit over time.
 *
 * Cost: one forward pass in double precision; keeps T x H numbers per quantity and sequence.
 * Source: Karpathy et al. 2015 and Strobelt et al. 2018 look at cells this way.
 *
 * @throws `model-mismatch` when the model does not show its cells
 */
export async function cellTraces(
  model: RecurrentCellsModel,
  x: SequenceBatch,
  options: RunOptions = {},
): Promise<CellTraces> {
  const before = model.passes();
  const network = openNetwork('cell-traces', model, x);
  const { cell, layers } = network.cells;
  const names: CellQuantity[] = [...GATES[cell], ...(cell === 'lstm' ? (['cell'] as const) : []), 'hidden'];
  const traces = layers.flatMap(({ units, directions }, layer) =>
    directions.map((_, d) => ({
      layer,
      direction: d === 0 ? ('forward' as const) : ('backward' as const),
      units,
      quantities: Object.fromEntries(
        names.map((name) => [name, new Float32Array(x.batch * x.steps * units).fill(NaN)]),
      ) as Partial<Record<CellQuantity, Float32Array>>,
    })),
  );
  await eachSequence(x, 'cell traces', options, ({ index, input, steps }) => {
    const own = traceNetwork(network, input, steps).layers.flat();
    traces.forEach(({ quantities, units, direction }, i) => {
      for (const name of names) {
        for (let k = 0; k < steps; k++) {
          const t = direction === 'forward' ? k : steps - 1 - k;
          quantities[name]!.set(rowOf(own[i], GATES[cell], name, k), (index * x.steps + t) * units);
        }
      }
    });
  });
  const made = passesSince(model, before);
  const cost = { forward: made.forward + x.batch, backward: made.backward };
  return { cell, batch: x.batch, steps: x.steps, layers: traces, cost };
}

/** A quantity of all units at the k-th step that was read. */
function rowOf(
  { units, gates, cells, hidden }: CellTrace,
  order: readonly CellQuantity[],
  name: CellQuantity,
  k: number,
): Float64Array {
  if (name === 'hidden') return hidden.subarray((k + 1) * units, (k + 2) * units);
  if (name === 'cell') return cells.subarray((k + 1) * units, (k + 2) * units);
  const from = (k * order.length + order.indexOf(name)) * units;
  return gates.subarray(from, from + units);
}
