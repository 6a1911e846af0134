import { throwIfAborted } from '@saliogram/core';
import type { Objective, SequenceBatch, Variants } from '@saliogram/core';
import { grownCapacity, NO_CAPACITY, rowsOf, rowsOfSteps, stepsCapacity } from './capacity.ts';
import type { Holding } from './capacity.ts';
import type { Crew } from './crew.ts';
import type { BackendName } from './engine.ts';
import type { SequenceJob } from './job.ts';
import type { KernelMemory, Reals } from './kernel-set.ts';
import { layoutMemory } from './layout.ts';
import type { Capacity, MemoryLayout } from './layout.ts';
import type { Network } from './network-shape.ts';
import type { ParameterLayout } from './parameter-layout.ts';
import { planPlaces } from './places.ts';
import type { Places } from './places.ts';
import { planVariantChunks, variantSteps } from './variant-chunks.ts';

/** Variants that a lane takes at a time, at most: they join one by one, so that on average half of them are there. */
const VARIANT_ROWS = 128;

/**
 * Sequences that the reference takes at a time: it runs in the thread that hears of Ctrl-C, a tenth of a second each for
 * the paper's network. Only where nothing is summed over sequences, whose results then do not depend on it.
 */
const REFERENCE_ROWS = 16;

/** What a call asks of a pass over a batch. */
export type Pass = Pick<SequenceJob, 'perStep' | 'backward' | 'dropout' | 'headDropout' | 'headless'>;

/** Takes the results of a round: `read` copies each sequence's numbers to its place in `into`. */
export type Gather = (read: (what: 'scores' | 'dx' | 'states', size: number, into: Reals) => void) => void;

/** Passes over batches of any size: rounds of at most threads x micro-batch sequences, each one job of the crew. */
export class Rounds {
  readonly parameters: ParameterLayout;
  readonly #network: Network;
  readonly #threads: number;
  readonly #microBatch: number | undefined;
  readonly #mostRows: number;
  readonly #memory: KernelMemory;
  readonly #crew: Crew;
  #capacity: Capacity = NO_CAPACITY;
  #layout: MemoryLayout;

  constructor(
    network: Network,
    parameters: ParameterLayout,
    sizes: { threads: number; microBatch: number | undefined; backend: BackendName },
    memory: KernelMemory,
    crew: Crew,
  ) {
    this.parameters = parameters;
    this.#network = network;
    this.#threads = sizes.threads;
    this.#microBatch = sizes.microBatch;
    this.#mostRows = sizes.backend.startsWith('reference') ? REFERENCE_ROWS : Infinity;
    this.#memory = memory;
    this.#crew = crew;
    this.#layout = layoutMemory(network, parameters, sizes.threads, this.#capacity);
    memory.reserve(this.#layout.length);
  }

  /** Where everything lies now; a longer pass moves what need not outlive it. */
  get layout(): MemoryLayout {
    return this.#layout;
  }

  /**
   * Runs a pass over `x`; `gather` takes each round's results, which the next round overwrites.
   *
   * @param classes target or label per sequence, where the pass needs one
   * @param dStates gradients of the last states, where a headless backward pass begins
   */
  async sequences(
    x: SequenceBatch,
    classes: ArrayLike<number> | undefined,
    pass: Pass,
    signal: AbortSignal | undefined,
    gather: Gather,
    dStates?: Reals,
  ): Promise<void> {
    const { steps } = x;
    const reserved = this.#reserve({
      steps,
      keep: pass.backward !== undefined,
      dropout: pass.dropout !== undefined,
      perStep: pass.perStep,
    });
    const trains = pass.backward?.weights || pass.headless || pass.dropout || pass.headDropout;
    const rows = trains ? reserved : Math.min(reserved, this.#mostRows);
    let clear = pass.backward?.clear ?? false;
    for (const places of planPlaces(x, rows, this.#threads)) {
      throwIfAborted(signal, 'engine');
      this.#write(x, classes, dStates, places);
      await this.#crew.run({
        ...pass,
        ...(pass.backward && {
          backward: {
            ...pass.backward,
            clear,
            ...(pass.backward.targets && { targets: inPlaces(pass.backward.targets, steps, places) }),
            ...(pass.backward.reference && {
              reference: inPlaces(pass.backward.reference, pass.backward.reference.length / x.batch, places),
            }),
          },
        }),
        kind: 'sequences',
        capacity: this.#capacity,
        rowsPerLane: places.rowsPerLane,
        rows: places.rows,
        steps,
        ...(places.lengths && { lengths: places.lengths }),
        sequences: places.sequences,
      });
      clear = false;
      gather((what, size, into) => this.#read(what, size, into, places));
    }
    throwIfAborted(signal, 'engine');
  }

  /** Writes scores [B, K] of the bases and [V, K] of the variants; resolves to the steps that the variants took. */
  async variants(
    bases: SequenceBatch,
    variants: Variants,
    signal: AbortSignal | undefined,
    baseScores: Reals,
    scores: Reals,
  ): Promise<number> {
    const classes = this.#network.outputs;
    const { steps } = bases;
    const size = steps * bases.channels;
    const most = Math.max(2, this.#microBatch ?? Math.min(VARIANT_ROWS, this.#mostRows));
    const reserved = this.#reserve({ steps, keep: false, dropout: false, perStep: false }, most);
    const rows = Math.max(2, Math.min(reserved, this.#mostRows));
    const chunks = planVariantChunks(bases, variants, rows);
    const pitch = this.#capacity.rows;
    for (let from = 0; from < chunks.length; from += this.#threads) {
      throwIfAborted(signal, 'engine');
      const round = chunks.slice(from, from + this.#threads);
      const eachRow = (visit: (place: number, sequence: number) => void): void =>
        round.forEach((chunk, lane) =>
          chunk.sequences.forEach((sequence, row) => visit(lane * pitch + row, sequence)),
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
      const results = this.#memory.values().subarray(this.#layout.scores);
      eachRow((place, sequence) => {
        const row = results.subarray(place * classes, (place + 1) * classes);
        if (sequence < 0) scores.set(row, ~sequence * classes);
        else baseScores.set(row, sequence * classes);
      });
    }
    throwIfAborted(signal, 'engine');
    return variantSteps(chunks, steps);
  }

  /**
   * Runs windows of `x` with other inputs, [B, T, S, W, C]; `gather` takes each round's results: a sequence has
   * T x S x W x K scores and, with an objective, gradients to its T x S x C other inputs.
   */
  async steps(
    x: SequenceBatch,
    others: { readonly values: Float32Array; readonly samples: number; readonly window: number },
    gradient: { readonly targets: ArrayLike<number>; readonly objective: Objective } | undefined,
    signal: AbortSignal | undefined,
    gather: (read: (what: 'otherScores' | 'otherGradients', size: number, into: Reals) => void) => void,
  ): Promise<void> {
    const { steps, channels } = x;
    const { samples, window } = others;
    const inputs = samples * window;
    const single = { steps: 1, keep: true, dropout: false, perStep: false };
    const most = this.#reserve(single);
    const rows = rowsOfSteps(steps, inputs, this.#reserve({ ...single, steps }));
    this.#grow(stepsCapacity(this.#capacity, rows, steps, inputs));
    const size = steps * inputs * channels;
    for (const places of planPlaces(x, rows, this.#threads)) {
      throwIfAborted(signal, 'engine');
      const perStep = gradient !== undefined && gradient.targets.length !== x.batch;
      this.#write(x, perStep ? undefined : gradient?.targets, undefined, places);
      const values = this.#memory.values();
      places.each((place, sequence, count) =>
        values.set(
          others.values.subarray(sequence * size, (sequence + count) * size),
          this.#layout.others + place * size,
        ),
      );
      await this.#crew.run({
        kind: 'steps',
        capacity: this.#capacity,
        rowsPerLane: places.rowsPerLane,
        rows: places.rows,
        steps,
        samples,
        window,
        rowsAtOnce: most,
        ...(gradient && {
          backward: {
            objective: gradient.objective,
            ...(perStep && { targets: inPlaces(gradient.targets, steps, places) }),
          },
        }),
      });
      gather((what, count, into) => this.#read(what, count, into, places));
    }
    throwIfAborted(signal, 'engine');
  }

  #write(
    x: SequenceBatch,
    classes: ArrayLike<number> | undefined,
    dStates: Reals | undefined,
    places: Places,
  ): void {
    const values = this.#memory.values();
    const size = x.steps * x.channels;
    const width = this.parameters.head[0].inputColumns;
    places.each((place, sequence, count) => {
      values.set(
        x.values.subarray(sequence * size, (sequence + count) * size),
        this.#layout.x + place * size,
      );
      if (dStates) {
        values.set(
          dStates.subarray(sequence * width, (sequence + count) * width),
          this.#layout.states + place * width,
        );
      }
      for (let i = 0; classes && i < count; i++) {
        values[this.#layout.targets + place + i] = classes[sequence + i];
      }
    });
  }

  #read(
    what: 'scores' | 'dx' | 'states' | 'otherScores' | 'otherGradients',
    size: number,
    into: Reals,
    places: Places,
  ): void {
    const from = this.#layout[what];
    const values = this.#memory.values();
    places.each((place, sequence, count) =>
      into.set(values.subarray(from + place * size, from + (place + count) * size), sequence * size),
    );
  }

  /** Rows per lane for such a pass, at least `least`, once the memory holds them. */
  #reserve(holding: Holding, least = 1): number {
    const rows = Math.max(least, rowsOf(this.#network, this.parameters, holding, this.#microBatch));
    this.#grow(grownCapacity(this.#capacity, this.#network, holding, rows));
    return rows;
  }

  #grow(capacity: Capacity): void {
    if (capacity === this.#capacity) return;
    const layout = layoutMemory(this.#network, this.parameters, this.#threads, capacity);
    this.#memory.reserve(layout.length);
    this.#capacity = capacity;
    this.#layout = layout;
  }
}

/** Numbers [B, n] of sequences as those of the sequence in each place, [places, n]. */
function inPlaces(numbers: ArrayLike<number>, n: number, places: Places): number[] {
  const placed: number[] = [];
  places.each((place, sequence, count) => {
    for (let i = 0; i < count * n; i++) placed[place * n + i] = numbers[sequence * n + i];
  });
  return placed;
}
