import { checkOptions, checkShape } from './checks.ts';
import { soloCrew, startCrew } from './crew.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { chooseBackend } from './host.ts';
import type { Reals } from './kernel-set.ts';
import { createLane } from './lane.ts';
import type { NetworkShape } from './layout.ts';
import { NetworkEngine } from './network-engine.ts';
import { referenceBackend } from './reference/backend.ts';
import { compileKernels, openKernels } from './wasm/backend.ts';

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
  const { backend, threads } = chooseBackend(options);
  const network = { inputs: shape.inputs, hidden: [...shape.hidden], outputs: shape.outputs };
  const facts = { shape: network, backend, threads, microBatch: options.microBatch };
  if (backend === 'reference' || backend === 'reference64') {
    const { kernels, memory } = referenceBackend(backend === 'reference64' ? 64 : 32);
    const crew = soloCrew(createLane(network, 1, 0, kernels, memory.values));
    return new NetworkEngine<Reals>(facts, kernels, memory, crew) as Engine<Float64Array> | Engine;
  }
  const wasm = await compileKernels(backend === 'wasm', threads > 1);
  const { kernels, memory } = await openKernels(wasm);
  const crew =
    threads > 1
      ? await startCrew(wasm, network, threads)
      : soloCrew(createLane(network, 1, 0, kernels, memory.values));
  return new NetworkEngine<Float32Array>(facts, kernels, memory, crew);
}
