import { availableParallelism, totalmem } from 'node:os';
import type { Command } from 'commander';
import * as v from 'valibot';
import { createRandom, sequenceBatch } from '@saliogram/core';
import { createEngine } from '@saliogram/kernels';
import type { Engine } from '@saliogram/kernels';
import { findData } from '../data-folder.ts';
import { findShippedModel } from '../model-file.ts';
import {
  commonOptions,
  engineOptions,
  parseOptions,
  text,
  withCommonOptions,
  withDataOption,
  withEngineOptions,
} from '../options.ts';
import { createTerminal } from '../terminal.ts';
import { version } from '../version.ts';

const options = v.object({ ...commonOptions, ...engineOptions, data: v.optional(text) });

/** The paper's network: 2 layers of 128 units, one channel, five classes, beats of 216 steps. */
const shape = { inputs: 1, hidden: [128, 128], outputs: 5 };
const steps = 216;

export function define(command: Command, signal: AbortSignal): void {
  withCommonOptions(withEngineOptions(withDataOption(command)), 'saliogram doctor');
  command.action(async () => {
    const { json, seed, threads, backend, data } = parseOptions(options, command.opts());
    const host = {
      saliogram: version,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      cores: availableParallelism(),
      memoryGb: Number((totalmem() / 1e9).toFixed(1)),
    };
    const engine = await measureEngine(seed, { backend, ...(threads ? { threads } : {}) }, signal);
    const found = {
      mitdb: (await findData('mitdb', data)) ?? null,
      mnist: (await findData('mnist', data)) ?? null,
      mitdbModel: (await findShippedModel('mitdb-lstm')) ?? null,
      mnistModel: (await findShippedModel('mnist-lstm')) ?? null,
    };
    createTerminal(json).result({ ...host, engine, found }, [
      `Saliogram ${host.saliogram}, Node ${host.node}, ${host.platform}, ${host.cores} cores, ${host.memoryGb} GB`,
      `engine     ${engine.backend}, ${engine.threads} threads, ${engine.beatsPerSecond} beats/s forward`,
      `           largest difference to the reference ${engine.differenceToReference.toExponential(1)}`,
      `MIT-BIH    ${found.mitdb ?? 'not here; saliogram data pull mitdb'}`,
      `MNIST      ${found.mnist ?? 'not here; saliogram data pull mnist'}`,
      `models     ${[found.mitdbModel, found.mnistModel].filter((path) => path !== null).join(', ') || 'none'}`,
    ]);
  });
}

async function measureEngine(
  seed: number,
  wanted: { backend: 'auto' | 'wasm' | 'wasm-plain' | 'reference' | 'reference64'; threads?: number },
  signal: AbortSignal,
) {
  const random = createRandom(seed);
  const engine = await createEngine(shape, wanted);
  const oracle = await createEngine(shape, { backend: 'reference', threads: 1 });
  try {
    const parameters = engine.getParameters().map(() => 0.1 * random.normal());
    engine.setParameters(parameters);
    oracle.setParameters(parameters);
    const few = noise(4, () => random.normal());
    const expected = await oracle.forward(few, { signal });
    const got = await engine.forward(few, { signal });
    const differenceToReference = Math.max(...expected.map((score, i) => Math.abs(score - got[i])));
    return {
      backend: engine.backend,
      threads: engine.threads,
      differenceToReference,
      beatsPerSecond: await speedOf(
        engine,
        noise(256, () => random.normal()),
        signal,
      ),
    };
  } finally {
    await engine.close();
    await oracle.close();
  }
}

function noise(batch: number, normal: () => number) {
  return sequenceBatch(Float32Array.from({ length: batch * steps }, normal), batch, steps);
}

/** Sequences per second of the second pass; the first one warms up. */
async function speedOf(engine: Engine, x: ReturnType<typeof noise>, signal: AbortSignal): Promise<number> {
  await engine.forward(x, { signal });
  const start = performance.now();
  await engine.forward(x, { signal });
  return Math.round(x.batch / ((performance.now() - start) / 1000));
}
