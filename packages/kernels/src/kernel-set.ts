/** Numbers of one precision: Float64Array in the reference64 backend, Float32Array in every other. */
export type Reals = Float32Array | Float64Array;

/**
 * The compute functions of a backend, over offsets into one shared memory.
 *
 * Every offset and stride counts numbers (not bytes), so that one layout serves both precisions; 0 stands for "absent".
 * Matrices are row-major. U is a layer's unit count rounded up to a multiple of 4; padding units have zero weights, and
 * stay zero. A row of z is [h | x | 1 | zeros] (what an LSTM step reads), so one product per step gives all gates.
 * Nothing here allocates.
 */
export interface KernelSet {
  /** Prepares W[depth, columns] for products z W; `columns` a multiple of 8. */
  packForward(depth: number, columns: number, weights: number, packed: number): void;
  /** Prepares W[rows, columns] for products dGates Wᵀ; `rows` a multiple of 8. */
  packBackward(rows: number, columns: number, weights: number, packed: number): void;
  /**
   * One LSTM step: gates = act(z W) in order i, f, g, o; c' = f c + i g; h = o tanh(c') (Hochreiter and Schmidhuber
   * 1997 with the forget gate of Gers et al. 2000). `rows` is a multiple of 4. h is written to `hidden` (row stride
   * that of z) and, unless `above` is 0, to the next layer's input.
   */
  lstmForward(
    rows: number,
    units: number,
    depth: number,
    z: number,
    zStride: number,
    packed: number,
    gates: number,
    gateStride: number,
    cellBefore: number,
    cellAfter: number,
    cellStride: number,
    hidden: number,
    above: number,
    aboveStride: number,
  ): void;
  /**
   * The step backwards: takes dh from the front of `dz` plus `dAbove` (unless 0) and dc from `dCell`; replaces the gates
   * by their gradients before activation, `dCell` by dc of the step before, and the first `columns` (a multiple of 8) of
   * `dz` by dGates Wᵀ = [dh | dx] of the step before.
   */
  lstmBackward(
    rows: number,
    units: number,
    gates: number,
    gateStride: number,
    cellBefore: number,
    cellAfter: number,
    cellStride: number,
    dz: number,
    dzStride: number,
    dAbove: number,
    dAboveStride: number,
    dCell: number,
    packed: number,
    columns: number,
  ): void;
  /** dW[depth, 4U] += zᵀ dGates over `rows` rows of one or several steps; `depth` a multiple of 4. */
  lstmWeightGradient(
    rows: number,
    units: number,
    depth: number,
    z: number,
    zStride: number,
    dGates: number,
    gateStride: number,
    dWeights: number,
  ): void;
  /** y = x Wᵀ + b for W[outputs, inputs], `inputs` a multiple of 4. */
  linearForward(
    rows: number,
    inputs: number,
    outputs: number,
    x: number,
    xStride: number,
    weights: number,
    bias: number,
    y: number,
    yStride: number,
  ): void;
  /** dx = dy W and, unless `dWeights` is 0, dW += dyᵀ x and db += sum over rows of dy[rows, outputs]. */
  linearBackward(
    rows: number,
    inputs: number,
    outputs: number,
    x: number,
    xStride: number,
    weights: number,
    dy: number,
    dx: number,
    dxStride: number,
    dWeights: number,
    dBias: number,
  ): void;
  /**
   * Inverted dropout (Srivastava et al. 2014) in place: values[row, unit] times `scale` where the hash of (key,
   * firstSequence + row, unit) is at least `threshold`, else 0. Applied to gradients it is its own backward pass, and
   * the mask is never stored.
   */
  dropout(
    rows: number,
    units: number,
    values: number,
    stride: number,
    key: number,
    firstSequence: number,
    threshold: number,
    scale: number,
  ): void;
  /** into += from; `n` a multiple of 4. */
  add(n: number, into: number, from: number): void;
  /** Sum of squares, added up in double precision. */
  sumOfSquares(n: number, values: number): number;
  /**
   * Adam (Kingma and Ba 2015) on gradients g times `gradientScale`: m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
   * p -= rate (m correction1) / (sqrt(v correction2) + epsilon), where correction_i = 1 / (1 - b_i^step).
   */
  adam(
    n: number,
    parameters: number,
    gradients: number,
    firstMoment: number,
    secondMoment: number,
    gradientScale: number,
    learningRate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    correction1: number,
    correction2: number,
  ): void;
  /** RMSProp (Hinton 2012): v = a v + (1 - a) g^2; p -= rate g / (sqrt(v) + epsilon). */
  rmsprop(
    n: number,
    parameters: number,
    gradients: number,
    secondMoment: number,
    gradientScale: number,
    learningRate: number,
    smoothing: number,
    epsilon: number,
  ): void;
}

/** Memory that kernels and driver share; growing keeps what it holds. */
export interface KernelMemory {
  /** All numbers now; taken anew after each {@link KernelMemory.reserve}. */
  readonly values: () => Reals;
  /** Makes room for at least `count` numbers. */
  reserve(count: number): void;
}
