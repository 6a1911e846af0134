import { SaliogramError } from '@saliogram/core';
import type { BackendName, EngineOptions } from './engine.ts';
import { hasRelaxedSimd, hasSimd } from './wasm/backend.ts';

const MOST_THREADS = 8;

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
  /** What `auto` takes. */
  readonly backend: BackendName;
  readonly threads: number;
  /** One sentence. */
  readonly reason: string;
}

/** Probes this host: which backend and how many threads an engine uses by default, and why. */
export function describeHost(): HostDescription {
  const cores = globalThis.navigator?.hardwareConcurrency ?? nodeCores();
  const simd = hasSimd();
  const relaxedSimd = simd && hasRelaxedSimd();
  const sharedMemory = typeof SharedArrayBuffer === 'function';
  const backend = relaxedSimd ? 'wasm' : simd ? 'wasm-plain' : 'reference';
  const threads = simd && sharedMemory ? Math.min(cores, MOST_THREADS) : 1;
  const vectors = relaxedSimd
    ? 'WebAssembly SIMD with fused multiply-add'
    : simd
      ? 'WebAssembly SIMD without fused multiply-add, which this host lacks'
      : 'plain JavaScript, because this host has no WebAssembly SIMD';
  const crew = sharedMemory
    ? `${cores} cores`
    : 'one thread, because this host does not share memory between threads';
  return { cores, simd, relaxedSimd, sharedMemory, backend, threads, reason: `${vectors}; ${crew}` };
}

function nodeCores(): number {
  return globalThis.process?.getBuiltinModule?.('node:os').availableParallelism() ?? 1;
}

/** The backend and thread count that an engine with these options gets on this host. */
export function chooseBackend(options: EngineOptions): { backend: BackendName; threads: number } {
  const { backend: wanted = 'auto', threads } = options;
  if (wanted === 'reference' || wanted === 'reference64') return { backend: wanted, threads: 1 };
  const host = describeHost();
  const backend = wanted === 'auto' ? host.backend : wanted;
  if ((backend === 'wasm' && !host.relaxedSimd) || (backend === 'wasm-plain' && !host.simd)) {
    throw new SaliogramError(
      'host-unsupported',
      `backend ${backend}: this host offers ${host.reason}; choose the backend auto`,
      { details: { backend } },
    );
  }
  if (backend === 'reference') return { backend, threads: 1 };
  return { backend, threads: host.sharedMemory ? (threads ?? host.threads) : 1 };
}
