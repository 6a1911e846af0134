/** The sizes of a network: C inputs, the units of each LSTM layer, K outputs of the linear head. */
export interface NetworkShape {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
}

const roundUp = (n: number, multiple: number): number => Math.ceil(n / multiple) * multiple;

/** A row length of whole cache lines that is no multiple of 512 bytes, so that successive rows fall into different cache sets. */
function stride(columns: number): number {
  const rounded = roundUp(columns, 16);
  return rounded % 128 === 0 ? rounded + 16 : rounded;
}

/** One LSTM layer in memory: its padded sizes, and where its weights start within a block of parameters. */
export interface LayerLayout {
  /** H, and U = H rounded up to a multiple of 4. */
  readonly hidden: number;
  readonly units: number;
  /** Inputs, and the width they take in a row of z. */
  readonly inputs: number;
  readonly inputWidth: number;
  /** Used columns of z: U + input width + 1. */
  readonly depth: number;
  /** Rows of W: the depth rounded up to a multiple of 8. */
  readonly weightRows: number;
  /** W[weightRows, 4U] within a block of parameters. */
  readonly weights: number;
  readonly zStride: number;
  readonly gateStride: number;
  readonly cellStride: number;
  /** Columns of [dh | dx], and of dh alone. */
  readonly backwardColumns: number;
  readonly hiddenColumns: number;
}

/** The parameters in memory: all layers and the head in one contiguous block. */
export interface ParameterLayout {
  readonly layers: readonly LayerLayout[];
  readonly headWeights: number;
  readonly headBias: number;
  /** Numbers in one block. */
  readonly length: number;
}

export function layoutParameters(shape: NetworkShape): ParameterLayout {
  let next = 0;
  const layers = shape.hidden.map((hidden, l): LayerLayout => {
    const units = roundUp(hidden, 4);
    const inputs = l === 0 ? shape.inputs : shape.hidden[l - 1];
    const inputWidth = l === 0 ? inputs : roundUp(inputs, 4);
    const depth = units + inputWidth + 1;
    const weightRows = roundUp(depth, 8);
    const weights = next;
    next += roundUp(weightRows * 4 * units, 64);
    return {
      hidden,
      units,
      inputs,
      inputWidth,
      depth,
      weightRows,
      weights,
      zStride: stride(weightRows),
      gateStride: stride(4 * units),
      cellStride: stride(units),
      backwardColumns: roundUp(units + inputWidth, 8),
      hiddenColumns: roundUp(units, 8),
    };
  });
  const units = layers[layers.length - 1].units;
  const headWeights = next;
  const headBias = headWeights + roundUp(shape.outputs * units, 64);
  return { layers, headWeights, headBias, length: headBias + roundUp(shape.outputs, 64) };
}

/** How much a layout must hold at once. */
export interface Capacity {
  /** Sequences per lane. */
  readonly rows: number;
  /** Steps per sequence. */
  readonly steps: number;
  /** Rows of activations per lane: rows x (steps + 1) when a backward pass follows, else rows. */
  readonly rowSlots: number;
}

/** One layer's activations in a lane. */
export interface LaneLayerLayout {
  readonly z: number;
  readonly gates: number;
  readonly cells: number;
  readonly dz: number;
  readonly dCells: number;
}

/** What one lane works on. */
export interface LaneLayout {
  readonly gradients: number;
  readonly layers: readonly LaneLayerLayout[];
  /** dScores[rows, K]. */
  readonly dScores: number;
}

/** Where everything lies in the shared memory, in numbers from its start. */
export interface MemoryLayout {
  readonly parameters: number;
  readonly firstMoment: number;
  readonly secondMoment: number;
  /** Per layer. */
  readonly packedForward: readonly number[];
  readonly packedBackward: readonly number[];
  /** x[lanes x rows, T, C], its gradient, scores[lanes x rows, (T,) K], and one class index per sequence. */
  readonly x: number;
  readonly dx: number;
  readonly scores: number;
  readonly targets: number;
  readonly lanes: readonly LaneLayout[];
  /** Numbers in all. */
  readonly length: number;
}

/** The kernels' own constants lie below this. */
const FIRST = 16384;

/** Lays the memory out: what outlives a change of capacity comes first and keeps its place. */
export function layoutMemory(
  shape: NetworkShape,
  parameters: ParameterLayout,
  lanes: number,
  capacity: Capacity,
): MemoryLayout {
  let next = FIRST;
  const allocate = (count: number): number => {
    const offset = next;
    next += roundUp(count, 64) + 64;
    return offset;
  };
  const block = (): number => allocate(parameters.length);
  const { rows, steps, rowSlots } = capacity;
  const weights = block();
  const firstMoment = block();
  const secondMoment = block();
  const gradients = Array.from({ length: lanes }, block);
  const packed = (): number[] =>
    parameters.layers.map((layer) => allocate(layer.weightRows * 4 * layer.units));
  const packedForward = packed();
  const packedBackward = packed();
  const x = allocate(lanes * rows * steps * shape.inputs);
  const dx = allocate(lanes * rows * steps * shape.inputs);
  const scores = allocate(lanes * rows * steps * shape.outputs);
  const targets = allocate(lanes * rows);
  const laneLayouts = gradients.map((gradient): LaneLayout => ({
    gradients: gradient,
    layers: parameters.layers.map((layer) => ({
      z: allocate(rowSlots * layer.zStride),
      gates: allocate(rowSlots * layer.gateStride),
      cells: allocate(rowSlots * layer.cellStride),
      dz: allocate(rows * layer.zStride),
      dCells: allocate(rows * layer.cellStride),
    })),
    dScores: allocate(rows * shape.outputs),
  }));
  return {
    parameters: weights,
    firstMoment,
    secondMoment,
    packedForward,
    packedBackward,
    x,
    dx,
    scores,
    targets,
    lanes: laneLayouts,
    length: next,
  };
}
