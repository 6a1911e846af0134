import { SaliogramError } from '@saliogram/core';
import type { BackendName, EngineOptions } from './engine.ts';
import { findNative } from './native/find.ts';
import { hasRelaxedSimd, hasSimd } from './wasm/backend.ts';

const MOST_THREADS = 8;
const BACKENDS: readonly BackendName[] = ['native', 'wasm', 'wasm-plain', 'reference'];

/** What this host offers the engine, and what the engine makes of it. */
export interface HostDescription {
  /** Logical processors. */
  readonly cores: number;
  /** WebAssembly with 128-bit SIMD. */
  readonly simd: boolean;
  /** WebAssembly with fused multiply-add. */
  readonly relaxedSimd: boolean;
  /** Memory that threads can share (a page needs cross-origin isolation for it). */
  readonly sharedMemory: boolean;
  /** The native kernels that fit this host: their file, or why there are none. */
  readonly native: ReturnType<typeof findNative>;
  /** What `auto` takes. */
  readonly backend: BackendName;
  readonly threads: number;
  /** One sentence. */
  readonly reason: string;
}

/**
 * Probes this host: which backend and how many threads an engine uses by default, and why.
 *
 * @throws `config-invalid` when SALIOGRAM_BACKEND names no backend
 */
export function describeHost(): HostDescription {
  const cores = globalThis.navigator?.hardwareConcurrency ?? nodeCores();
  const simd = hasSimd();
  const relaxedSimd = simd && hasRelaxedSimd();
  const sharedMemory = typeof SharedArrayBuffer === 'function';
  const native = findNative();
  const wanted = wantedBackend();
  const fastest = 'file' in native ? 'native' : relaxedSimd ? 'wasm' : simd ? 'wasm-plain' : 'reference';
  const backend = wanted ?? fastest;
  const single = backend.startsWith('reference') || !sharedMemory;
  const threads = single ? 1 : Math.min(cores, MOST_THREADS);
  const offers = { simd, relaxedSimd, native };
  const crew = sharedMemory
    ? `${cores} cores`
    : 'one thread, because this host does not share memory between threads';
  const chosen = wanted ? `${wanted}, because SALIOGRAM_BACKEND says so` : whyFastest(offers);
  return { cores, ...offers, sharedMemory, backend, threads, reason: `${chosen}; ${crew}` };
}

function whyFastest({
  simd,
  relaxedSimd,
  native,
}: Pick<HostDescription, 'simd' | 'relaxedSimd' | 'native'>): string {
  if ('file' in native) return 'native kernels';
  const vectors = relaxedSimd
    ? 'WebAssembly SIMD with fused multiply-add'
    : simd
      ? 'WebAssembly SIMD without fused multiply-add, which this host lacks'
      : 'plain JavaScript, because this host has no WebAssembly SIMD';
  return `${vectors}, without native kernels, because ${native.reason}`;
}

/** The backend that the environment asks for. */
function wantedBackend(): BackendName | undefined {
  const wanted = globalThis.process?.env?.['SALIOGRAM_BACKEND'];
  if (wanted === undefined || wanted === '' || wanted === 'auto') return undefined;
  const found = BACKENDS.find((name) => name === wanted);
  if (found !== undefined) return found;
  throw new SaliogramError(
    'config-invalid',
    `SALIOGRAM_BACKEND: got ${wanted}, expected auto or one of ${BACKENDS.join(', ')}`,
    { details: { wanted } },
  );
}

function nodeCores(): number {
  return globalThis.process?.getBuiltinModule?.('node:os').availableParallelism() ?? 1;
}

/** The backend and thread count that an engine with these options gets on this host. */
export function chooseBackend(options: EngineOptions): {
  backend: BackendName;
  threads: number;
  nativeFile?: string;
} {
  const { backend: wanted = 'auto', threads } = options;
  if (wanted === 'reference' || wanted === 'reference64') return { backend: wanted, threads: 1 };
  const host = describeHost();
  const backend = wanted === 'auto' ? host.backend : wanted;
  if (backend === 'reference' || backend === 'reference64') return { backend, threads: 1 };
  const { native, simd, relaxedSimd, sharedMemory } = host;
  const offered = { native: 'file' in native, wasm: relaxedSimd, 'wasm-plain': simd }[backend];
  if (!offered) {
    throw new SaliogramError(
      'host-unsupported',
      `backend ${backend}: this host offers ${whyFastest(host)}; choose the backend auto`,
      { details: { backend } },
    );
  }
  return {
    backend,
    threads: sharedMemory ? (threads ?? Math.min(host.cores, MOST_THREADS)) : 1,
    ...(backend === 'native' && 'file' in native && { nativeFile: native.file }),
  };
}
