import { checkOptions, checkShape } from './checks.ts';
import { soloCrew, startCrew } from './crew.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { chooseBackend } from './host.ts';
import type { KernelMemory, Reals } from './kernel-set.ts';
import { createLane } from './lane.ts';
import { NetworkEngine } from './network-engine.ts';
import { networkOf } from './network-shape.ts';
import type { NetworkShape } from './network-shape.ts';
import { referenceBackend } from './reference/backend.ts';
import { openBackend } from './shared-backend.ts';
import type { SharedBackend } from './shared-backend.ts';
import { createMemory, growMemory } from './shared-memory.ts';
import { compileKernels } from './wasm/backend.ts';

/**
 * An engine for a network of the given shape, all parameters zero.
 *
 * @throws `argument-invalid` for impossible sizes, `host-unsupported` when the host lacks the backend asked for
 */
export function createEngine(
  shape: NetworkShape,
  options: EngineOptions & { backend: 'reference64' },
): Promise<Engine<Float64Array>>;
export function createEngine(shape: NetworkShape, options?: EngineOptions): Promise<Engine>;
export async function createEngine(
  shape: NetworkShape,
  options: EngineOptions = {},
): Promise<Engine<Float64Array> | Engine> {
  checkShape(shape);
  checkOptions(options);
  const { backend, threads, nativeFile } = chooseBackend(options);
  const network = networkOf(shape);
  const facts = { shape, backend, threads, microBatch: options.microBatch };
  if (backend === 'reference' || backend === 'reference64') {
    const { kernels, memory } = referenceBackend(backend === 'reference64' ? 64 : 32);
    const crew = soloCrew(createLane(network, 1, 0, kernels, memory.values));
    return new NetworkEngine<Reals>(facts, kernels, memory, crew) as Engine<Float64Array> | Engine;
  }
  const shared: SharedBackend =
    nativeFile === undefined
      ? await compileKernels(backend === 'wasm', threads > 1)
      : { kind: 'native', file: nativeFile, memory: createMemory(true) };
  const { kernels, values } = await openBackend(shared);
  const memory: KernelMemory = { values, reserve: (count) => growMemory(shared.memory, count) };
  const crew =
    threads > 1
      ? await startCrew(shared, network, threads)
      : soloCrew(createLane(network, 1, 0, kernels, values));
  return new NetworkEngine<Float32Array>(facts, kernels, memory, crew);
}
