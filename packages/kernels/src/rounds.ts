import { throwIfAborted } from '@saliogram/core';
import type { SequenceBatch, Variants } from '@saliogram/core';
import type { Crew } from './crew.ts';
import type { SequenceJob } from './job.ts';
import type { KernelMemory, Reals } from './kernel-set.ts';
import { layoutMemory, layoutParameters } from './layout.ts';
import type { Capacity, MemoryLayout, NetworkShape, ParameterLayout } from './layout.ts';
import { planVariantChunks } from './variant-chunks.ts';

const MICRO_BATCH = 64;
/** Activations that one lane keeps for a backward pass, at most (unless 4 sequences need more). */
const LANE_BYTES = 160 * 2 ** 20;

/** What a call asks of a pass over a batch. */
export type Pass = Omit<SequenceJob, 'kind' | 'capacity' | 'count' | 'steps' | 'rowsPerLane' | 'first'>;

/** Passes over batches of any size: rounds of at most threads x micro-batch sequences, each one job of the crew. */
export class Rounds {
  readonly network: ParameterLayout;
  readonly #shape: NetworkShape;
  readonly #threads: number;
  readonly #microBatch: number;
  readonly #memory: KernelMemory;
  readonly #crew: Crew;
  #capacity: Capacity = { rows: 0, steps: 0, rowSlots: 0 };
  #layout: MemoryLayout;

  constructor(
    shape: NetworkShape,
    sizes: { threads: number; microBatch: number | undefined },
    memory: KernelMemory,
    crew: Crew,
  ) {
    this.network = layoutParameters(shape);
    this.#shape = shape;
    this.#threads = sizes.threads;
    this.#microBatch = Math.ceil((sizes.microBatch ?? MICRO_BATCH) / 4) * 4;
    this.#memory = memory;
    this.#crew = crew;
    this.#layout = layoutMemory(shape, this.network, sizes.threads, this.#capacity);
    memory.reserve(this.#layout.length);
  }

  /** Where everything lies now; a longer pass moves what need not outlive it. */
  get layout(): MemoryLayout {
    return this.#layout;
  }

  /** The first `count` scores, or gradients to the input, that the latest round left. */
  read(what: 'scores' | 'dx', count: number): Reals {
    return this.#memory.values().subarray(this.#layout[what], this.#layout[what] + count);
  }

  /**
   * Runs a pass over `x`; `gather` reads each round's range of results, which the next round overwrites.
   *
   * @param classes target or label per sequence, where the pass needs one
   */
  async sequences(
    x: SequenceBatch,
    classes: ArrayLike<number> | undefined,
    pass: Pass,
    signal: AbortSignal | undefined,
    gather: (from: number, to: number) => void,
  ): Promise<void> {
    const { steps, channels, batch } = x;
    const rows = this.#reserve(steps, pass.backward !== undefined);
    const size = steps * channels;
    for (let from = 0; from < batch; from += rows * this.#threads) {
      throwIfAborted(signal, 'engine');
      const to = Math.min(batch, from + rows * this.#threads);
      const values = this.#memory.values();
      values.set(x.values.subarray(from * size, to * size), this.#layout.x);
      if (classes) for (let i = from; i < to; i++) values[this.#layout.targets + i - from] = classes[i];
      const backward = pass.backward && { ...pass.backward, clear: pass.backward.clear && from === 0 };
      await this.#crew.run({
        ...pass,
        ...(backward && { backward }),
        kind: 'sequences',
        capacity: this.#capacity,
        count: to - from,
        steps,
        rowsPerLane: Math.ceil((to - from) / this.#threads / 4) * 4,
        first: from,
      });
      gather(from, to);
    }
    throwIfAborted(signal, 'engine');
  }

  /** Writes scores [B, K] of the bases and [V, K] of the variants. */
  async variants(
    bases: SequenceBatch,
    variants: Variants,
    signal: AbortSignal | undefined,
    baseScores: Reals,
    scores: Reals,
  ): Promise<void> {
    const classes = this.#shape.outputs;
    const { steps } = bases;
    const size = steps * bases.channels;
    const rows = this.#reserve(steps, false);
    const chunks = planVariantChunks(bases.batch, variants, rows);
    for (let from = 0; from < chunks.length; from += this.#threads) {
      throwIfAborted(signal, 'engine');
      const round = chunks.slice(from, from + this.#threads);
      const eachRow = (visit: (place: number, sequence: number) => void): void =>
        round.forEach((chunk, lane) =>
          chunk.sequences.forEach((sequence, row) => visit(lane * rows + row, sequence)),
        );
      const values = this.#memory.values();
      eachRow((place, sequence) => {
        const source = sequence < 0 ? variants.sequences.values : bases.values;
        const start = (sequence < 0 ? ~sequence : sequence) * size;
        values.set(source.subarray(start, start + size), this.#layout.x + place * size);
      });
      await this.#crew.run({
        kind: 'variants',
        capacity: this.#capacity,
        steps,
        chunks: Array.from({ length: this.#threads }, (_, lane) => {
          const chunk = round[lane];
          return chunk && { source: chunk.source, joinAt: chunk.joinAt };
        }),
      });
      const results = this.read('scores', this.#threads * rows * classes);
      eachRow((place, sequence) => {
        const row = results.subarray(place * classes, (place + 1) * classes);
        if (sequence < 0) scores.set(row, ~sequence * classes);
        else baseScores.set(row, sequence * classes);
      });
    }
    throwIfAborted(signal, 'engine');
  }

  /** Rows per lane for sequences of `steps`, once the memory holds them. */
  #reserve(steps: number, keep: boolean): number {
    const perStep = this.network.layers.reduce(
      (sum, layer) => sum + layer.zStride + layer.gateStride + layer.cellStride,
      0,
    );
    const fitting = Math.floor(LANE_BYTES / (perStep * 4 * (steps + 1)) / 4) * 4;
    const rows = keep ? Math.max(4, Math.min(this.#microBatch, fitting)) : this.#microBatch;
    const wanted: Capacity = {
      rows: this.#microBatch,
      steps: Math.max(steps, this.#capacity.steps),
      rowSlots: Math.max(keep ? rows * (steps + 1) : rows, this.#capacity.rowSlots),
    };
    const capacity = this.#capacity;
    if (wanted.rows > capacity.rows || wanted.steps > capacity.steps || wanted.rowSlots > capacity.rowSlots) {
      const layout = layoutMemory(this.#shape, this.network, this.#threads, wanted);
      this.#memory.reserve(layout.length);
      this.#capacity = wanted;
      this.#layout = layout;
    }
    return rows;
  }
}
