import type { Network } from './network-shape.ts';
import { roundUp, stateSize } from './parameter-layout.ts';
import type { ParameterLayout } from './parameter-layout.ts';

/** A row length of whole cache lines that is no multiple of 512 bytes, so that successive rows fall into different cache sets. */
function stride(columns: number): number {
  const rounded = roundUp(columns, 16);
  return rounded % 128 === 0 ? rounded + 16 : rounded;
}

/** Rows that a product over several steps takes at once: enough to use each packed weight often, few enough to stay near. */
export const ROWS_PER_PRODUCT = 256;

/** How much a layout must hold at once; it only ever grows. */
export interface Capacity {
  /** Changes with every change of the others. */
  readonly version: number;
  /** Sequences per lane. */
  readonly rows: number;
  /** Steps per sequence. */
  readonly steps: number;
  /** Rows (steps x sequences) per lane whose gates and inputs are held at a time. */
  readonly gateRows: number;
  /** The same of hidden states, of cells, of gradients to a layer's input, and of outputs after dropout. */
  readonly hiddenRows: number;
  readonly cellRows: number;
  readonly gradientRows: number;
  readonly droppedRows: number;
  /** Numbers of scores per sequence. */
  readonly scores: number;
  /** Other inputs of single steps per lane, and states traced before steps. */
  readonly others: number;
  readonly traced: number;
}

/** Offsets of one direction of a layer: what its steps write, and the gradients to its latest state. */
export interface DirectionMemory {
  /** [gate rows, stored gates x U] */
  readonly gates: number;
  /** [cell rows, U] */
  readonly cells: number;
  /** [rows, U] */
  readonly dHidden: number;
  readonly dCell: number;
}

/** One layer's activations in a lane. */
export interface LayerMemory {
  readonly directions: readonly DirectionMemory[];
  readonly gateStride: number;
  /** Of cells, dHidden and dCell. */
  readonly cellStride: number;
  /** h [hidden rows, directions x U]; after dropout [dropped rows, directions x U]. */
  readonly hidden: number;
  readonly dropped: number;
  readonly hiddenStride: number;
  /** Gradient to the layer's input [gradient rows, input columns]. */
  readonly dInput: number;
  readonly dInputStride: number;
}

/** Results of one layer of the head and their gradients, [rows, columns]. */
export interface LinearMemory {
  readonly output: number;
  readonly dOutput: number;
  readonly stride: number;
}

/** What one lane works on. */
export interface LaneMemory {
  readonly gradients: number;
  /** Input of the first layer [gate rows, input columns]. */
  readonly input: number;
  readonly inputStride: number;
  readonly layers: readonly LayerMemory[];
  /** Last states [rows, directions x U] and their gradients. */
  readonly last: number;
  readonly dLast: number;
  readonly lastStride: number;
  readonly head: readonly LinearMemory[];
  /** States before steps [traced, all layers' h (and c)]. */
  readonly trace: number;
}

/** The four ways in which the weights of one direction are packed. */
export interface PackedDirection {
  readonly input: number;
  readonly inputTransposed: number;
  readonly recurrent: number;
  readonly recurrentTransposed: number;
}

export interface PackedLinear {
  readonly weights: number;
  readonly transposed: number;
}

/** Where everything lies in the shared memory, in numbers from its start. */
export interface MemoryLayout {
  readonly parameters: number;
  readonly firstMoment: number;
  readonly secondMoment: number;
  /** Per layer and direction. */
  readonly packed: readonly (readonly PackedDirection[])[];
  readonly packedHead: readonly PackedLinear[];
  /** x[lanes x rows, T, C], its gradient, scores[lanes x rows, (T,) K], and one class index per sequence. */
  readonly x: number;
  readonly dx: number;
  readonly scores: number;
  readonly targets: number;
  /** Last states [lanes x rows, directions x U], or their gradients, where the head is not the lanes'. */
  readonly states: number;
  /** Other inputs of single steps [lanes x others, C], their gradients, and the scores after them [lanes x others, K]. */
  readonly others: number;
  readonly otherGradients: number;
  readonly otherScores: number;
  readonly lanes: readonly LaneMemory[];
  /** Numbers in all. */
  readonly length: number;
}

/** The kernels' own constants lie below this. */
const FIRST = 16384;

type Allocate = (count: number) => number;

/** Lays the memory out: what outlives a change of capacity comes first and keeps its place. */
export function layoutMemory(
  network: Network,
  parameters: ParameterLayout,
  lanes: number,
  capacity: Capacity,
): MemoryLayout {
  let next = FIRST;
  const allocate: Allocate = (count) => {
    const offset = next;
    next += roundUp(count, 64) + 64;
    return offset;
  };
  const block = (): number => allocate(parameters.length);
  const { rows, steps } = capacity;
  const weights = block();
  const firstMoment = block();
  const secondMoment = block();
  const gradients = Array.from({ length: lanes }, block);
  const packed = parameters.layers.map(({ directions, units, gates, inputColumns }) =>
    directions.map((): PackedDirection => ({
      input: allocate(inputColumns * gates.input * units),
      inputTransposed: allocate(inputColumns * gates.input * units),
      recurrent: allocate(units * gates.recurrent * units),
      recurrentTransposed: allocate(units * gates.recurrent * units),
    })),
  );
  const packedHead = parameters.head.map(({ inputColumns, outputColumns }): PackedLinear => ({
    weights: allocate(inputColumns * outputColumns),
    transposed: allocate(inputColumns * outputColumns),
  }));
  const x = allocate(lanes * rows * steps * network.inputs);
  const dx = allocate(lanes * rows * steps * network.inputs);
  const scores = allocate(lanes * rows * capacity.scores);
  const targets = allocate(lanes * rows);
  const states = allocate(lanes * rows * parameters.head[0].inputColumns);
  const others = allocate(lanes * capacity.others * network.inputs);
  const otherGradients = allocate(lanes * capacity.others * network.inputs);
  const otherScores = allocate(lanes * capacity.others * network.outputs);
  return {
    parameters: weights,
    firstMoment,
    secondMoment,
    packed,
    packedHead,
    x,
    dx,
    scores,
    targets,
    states,
    others,
    otherGradients,
    otherScores,
    lanes: gradients.map((gradient) => layoutLane(network, parameters, capacity, gradient, allocate)),
    length: next,
  };
}

function layoutLane(
  network: Network,
  parameters: ParameterLayout,
  capacity: Capacity,
  gradients: number,
  allocate: Allocate,
): LaneMemory {
  const { layers, head } = parameters;
  const { rows, gateRows, hiddenRows, cellRows, gradientRows, droppedRows } = capacity;
  const [first] = layers;
  const inputStride = stride(first.inputColumns);
  const lastStride = stride(network.directions * layers[layers.length - 1].units);
  return {
    gradients,
    input: allocate(gateRows * inputStride),
    inputStride,
    layers: layers.map(({ units, gates, inputColumns, directions }): LayerMemory => {
      const gateStride = stride(gates.stored * units);
      const cellStride = stride(units);
      const hiddenStride = stride(network.directions * units);
      const dInputStride = stride(inputColumns);
      return {
        directions: directions.map(() => ({
          gates: allocate(gateRows * gateStride),
          cells: allocate((network.cell === 'lstm' ? cellRows : 0) * cellStride),
          dHidden: allocate(rows * cellStride),
          dCell: allocate((network.cell === 'lstm' ? rows : 0) * cellStride),
        })),
        gateStride,
        cellStride,
        hidden: allocate(hiddenRows * hiddenStride),
        dropped: allocate(droppedRows * hiddenStride),
        hiddenStride,
        dInput: allocate(gradientRows * dInputStride),
        dInputStride,
      };
    }),
    last: allocate(rows * lastStride),
    dLast: allocate(rows * lastStride),
    lastStride,
    head: head.map(({ outputColumns }): LinearMemory => {
      const outputStride = stride(outputColumns);
      return {
        output: allocate(rows * outputStride),
        dOutput: allocate(rows * outputStride),
        stride: outputStride,
      };
    }),
    trace: allocate(capacity.traced * stateSize(network, parameters)),
  };
}
