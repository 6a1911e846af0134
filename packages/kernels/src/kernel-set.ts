/** Numbers of one precision: Float64Array in the reference64 backend, Float32Array in every other. */
export type Reals = Float32Array | Float64Array;

/**
 * The compute functions of a backend, over offsets into one shared memory.
 *
 * Every offset and stride counts numbers (not bytes), so that one layout serves both precisions; 0 stands for "absent".
 * Matrices are row-major. Rows may be any number: a row's result never depends on its neighbours or its place among
 * them, to the bit. U is a layer's unit count rounded up to a multiple of `width`; padding units have zero weights and
 * stay zero. "Packed" weights are in an order of the backend's own, in as many numbers as the weights.
 * Nothing here allocates. Shapes: R rows, U padded units, I padded inputs, G gates.
 */
export interface KernelSet {
  /** Units, inputs and columns come in multiples of this, the numbers in a vector register. */
  readonly width: number;

  /** Packs B[depth, columns] for products A B; `columns` a multiple of `width`. */
  pack(depth: number, columns: number, weights: number, packed: number): void;
  /** Packs Bᵀ of B[rows, columns] for products A Bᵀ; `rows` a multiple of `width`. */
  packTransposed(rows: number, columns: number, weights: number, packed: number): void;
  /** Packs the recurrent weights W[U, G U] of a cell with G gates for its step. */
  packRecurrent(gates: number, units: number, weights: number, packed: number): void;

  /** C[rows, columns] = A[rows, depth] B + bias (a row; 0 for none), or C += A B + bias if `accumulate` is not 0. */
  multiply(
    rows: number,
    columns: number,
    depth: number,
    a: number,
    aStride: number,
    packed: number,
    bias: number,
    c: number,
    cStride: number,
    accumulate: number,
  ): void;
  /** C[depth, columns] += Aᵀ B for A[rows, depth] and B[rows, columns]; C is contiguous, `columns` a multiple of `width`. */
  accumulateOuter(
    rows: number,
    depth: number,
    columns: number,
    a: number,
    aStride: number,
    b: number,
    bStride: number,
    c: number,
  ): void;
  /** sums[columns] += the sum over rows of B[rows, columns]; `columns` a multiple of `width`. */
  accumulateRows(rows: number, columns: number, b: number, bStride: number, sums: number): void;

  /**
   * One LSTM step. Finds x W + b in `gates` [R, 4U] in order i, f, g, o; adds h W of the recurrent weights; then
   * i, f, o = sigmoid, g = tanh; c' = f c + i g; h' = o tanh(c') (Hochreiter and Schmidhuber 1997 with the forget gate of
   * Gers et al. 2000). Leaves the activated gates in `gates` if `keep` is not 0, else anything. h' may not overlap h; c'
   * may be c.
   */
  lstmStep(
    rows: number,
    units: number,
    hidden: number,
    hiddenStride: number,
    packed: number,
    gates: number,
    gateStride: number,
    cellBefore: number,
    cellAfter: number,
    cellStride: number,
    output: number,
    outputStride: number,
    keep: number,
  ): void;
  /**
   * The elementwise part of the step backwards: dh' = dHidden + dAbove (unless 0), dc' from `dCell`; replaces the kept
   * gates by their gradients before activation and `dCell` by dc. dh = dGates Wᵀ is the caller's.
   */
  lstmStepBack(
    rows: number,
    units: number,
    gates: number,
    gateStride: number,
    cellBefore: number,
    cellAfter: number,
    cellStride: number,
    dHidden: number,
    dHiddenStride: number,
    dAbove: number,
    dAboveStride: number,
    dCell: number,
    dCellStride: number,
  ): void;

  /**
   * One GRU step (Cho et al. 2014; reset after the product, as in cuDNN, PyTorch and Keras). A row of `gates` is
   * [n | r | z | q], 4U; finds x W + b of n, r, z in the first 3U; recurrent weights are [U, 3U] in order r, z, n, and
   * `bias` [U] is that of q. r, z = sigmoid; q = h W_n + bias; n = tanh(x W_n + b_n + r q); h' = (1 - z) n + z h.
   * Leaves n, r, z, q in `gates` if `keep` is not 0, else anything. h' may not overlap h.
   */
  gruStep(
    rows: number,
    units: number,
    hidden: number,
    hiddenStride: number,
    packed: number,
    bias: number,
    gates: number,
    gateStride: number,
    output: number,
    outputStride: number,
    keep: number,
  ): void;
  /**
   * The elementwise part backwards, with dh' = dHidden + dAbove (unless 0): replaces [n | r | z | q] by the gradients
   * before activation, and dHidden by dh' z, to which the caller adds [dr | dz | dq] Wᵀ.
   */
  gruStepBack(
    rows: number,
    units: number,
    hidden: number,
    hiddenStride: number,
    gates: number,
    gateStride: number,
    dHidden: number,
    dHiddenStride: number,
    dAbove: number,
    dAboveStride: number,
  ): void;

  /**
   * One step of a plain RNN (Elman 1990): h' = tanh(x W + b + h W) from x W + b in `gates` [R, U]; leaves h' there too
   * if `keep` is not 0, else anything. h' may not overlap h.
   */
  rnnStep(
    rows: number,
    units: number,
    hidden: number,
    hiddenStride: number,
    packed: number,
    gates: number,
    gateStride: number,
    output: number,
    outputStride: number,
    keep: number,
  ): void;
  /** The elementwise part backwards: replaces h' in `gates` by (dHidden + dAbove (unless 0)) (1 - h'^2). */
  rnnStepBack(
    rows: number,
    units: number,
    gates: number,
    gateStride: number,
    dHidden: number,
    dHiddenStride: number,
    dAbove: number,
    dAboveStride: number,
  ): void;

  /**
   * Inverted dropout (Srivastava et al. 2014): to[row, unit] = from[row, unit] times `scale` where the hash of (key,
   * firstSequence + row, unit) is at least `threshold`, else 0; `to` may be `from`. Applied to gradients it is its own
   * backward pass, and the mask is never stored.
   */
  dropout(
    rows: number,
    units: number,
    from: number,
    fromStride: number,
    to: number,
    toStride: number,
    key: number,
    firstSequence: number,
    threshold: number,
    scale: number,
  ): void;

  /** into += from; `n` a multiple of 16. */
  add(n: number, into: number, from: number): void;
  /** Sum of squares, added up in double precision; `n` a multiple of 16. */
  sumOfSquares(n: number, values: number): number;
  /**
   * Adam (Kingma and Ba 2015) on gradients g times `gradientScale`: m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
   * p -= rate (m correction1) / (sqrt(v correction2) + epsilon), where correction_i = 1 / (1 - b_i^step); `n` a multiple
   * of 16.
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
  /** RMSProp (Hinton 2012): v = a v + (1 - a) g^2; p -= rate g / (sqrt(v) + epsilon); `n` a multiple of 16. */
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
