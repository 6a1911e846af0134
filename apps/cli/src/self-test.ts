import { createRandom, sequenceBatch } from '@saliogram/core';
import type { Random, SequenceBatch } from '@saliogram/core';
import { createEngine } from '@saliogram/kernels';
import type { Cell, Engine, EngineOptions, NetworkShape } from '@saliogram/kernels';

/** What an engine of this host computes, held against the plain reference, and how fast it is. */
export interface SelfTest {
  readonly backend: string;
  readonly threads: number;
  /** Largest difference to the reference relative to the largest value, of each cell's scores and gradients. */
  readonly differences: Readonly<Record<Cell, number>>;
  /** Whether all differences are below {@link TOLERANCE}. */
  readonly agrees: boolean;
  /** Of the paper's network (2 x 128 units, 216 steps): 10^9 floating-point operations per second. */
  readonly gflops: number;
  readonly sequencesPerSecond: number;
}

/** Single precision leaves about 1e-6. */
export const TOLERANCE = 1e-4;

/** Time for measuring speed. */
const SPEED_MS = 1000;

const paperShape: NetworkShape = { inputs: 1, hidden: [128, 128], outputs: 5 };
const STEPS = 216;

/** Checks and measures an engine with these options in about two seconds. */
export async function selfTest(seed: number, options: EngineOptions, signal: AbortSignal): Promise<SelfTest> {
  const random = createRandom(seed);
  const differences = {
    lstm: await differenceToReference('lstm', random, options, signal),
    gru: await differenceToReference('gru', random, options, signal),
    rnn: await differenceToReference('rnn', random, options, signal),
  };
  const engine = await createEngine(paperShape, options);
  try {
    draw(engine, random);
    const sequencesPerSecond = await speedOf(engine, random, signal);
    return {
      backend: engine.backend,
      threads: engine.threads,
      differences,
      agrees: Object.values(differences).every((difference) => difference < TOLERANCE),
      gflops: Number(((sequencesPerSecond * operationsPerSequence()) / 1e9).toFixed(1)),
      sequencesPerSecond: Math.round(sequencesPerSecond),
    };
  } finally {
    await engine.close();
  }
}

async function differenceToReference(
  cell: Cell,
  random: Random,
  options: EngineOptions,
  signal: AbortSignal,
): Promise<number> {
  const shape: NetworkShape = {
    cell,
    bidirectional: true,
    inputs: 2,
    hidden: [20, 12],
    dense: [{ units: 10 }],
    outputs: 3,
  };
  const engine = await createEngine(shape, options);
  const reference = await createEngine(shape, { backend: 'reference' });
  try {
    reference.setParameters(draw(engine, random));
    const x = { ...noise(7, 24, 2, random), lengths: [24, 3, 17, 24, 1, 9, 20] };
    const labels = [0, 1, 2, 0, 1, 2, 0];
    const results = await Promise.all(
      [engine, reference].map(async (each) => {
        const { scores, gradient } = await each.inputGradient(x, labels, 'score', { signal });
        const { gradients } = await each.gradients(x, labels, { signal });
        return [scores, gradient, gradients];
      }),
    );
    return Math.max(...results[0].map((values, i) => relativeDifference(values, results[1][i])));
  } finally {
    await engine.close();
    await reference.close();
  }
}

/** Gives the engine small random parameters, and gives them back. */
function draw(engine: Engine, random: Random): Float32Array {
  const parameters = engine.getParameters().map(() => 0.2 * random.normal());
  engine.setParameters(parameters);
  return parameters;
}

function noise(batch: number, steps: number, channels: number, random: Random): SequenceBatch {
  const values = Float32Array.from({ length: batch * steps * channels }, () => random.normal());
  return sequenceBatch(values, batch, steps, channels);
}

function relativeDifference(found: Float32Array, expected: Float32Array): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    if (Number.isNaN(found[i])) return Infinity;
    difference = Math.max(difference, Math.abs(found[i] - expected[i]));
    size = Math.max(size, Math.abs(expected[i]));
  }
  return difference / size;
}

/** Sequences per second of the fastest forward pass, which the first, small ones choose the size of. */
async function speedOf(engine: Engine, random: Random, signal: AbortSignal): Promise<number> {
  const end = performance.now() + SPEED_MS;
  let batch = 2 * engine.threads;
  let fastest = 0;
  do {
    const x = noise(batch, STEPS, 1, random);
    const start = performance.now();
    await engine.forward(x, { signal });
    const seconds = (performance.now() - start) / 1000;
    fastest = Math.max(fastest, batch / seconds);
    // Passes of about a fifth of the time, in whole micro-batches where that many fit.
    if (seconds < SPEED_MS / 10_000) batch = Math.min(4 * batch, 256 * engine.threads);
  } while (performance.now() < end);
  return fastest;
}

/** Multiplications and additions of the products in one forward pass of the paper's network. */
function operationsPerSequence(): number {
  const { inputs, hidden, outputs } = paperShape;
  const widths = [inputs, ...hidden];
  const perStep = hidden.reduce((sum, units, l) => sum + 2 * 4 * units * (widths[l] + units), 0);
  return STEPS * perStep + 2 * outputs * widths[hidden.length];
}
