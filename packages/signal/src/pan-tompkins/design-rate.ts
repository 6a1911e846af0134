import { createResampleKernel } from '../resample-kernel.ts';
import { resampledLength } from '../resample.ts';
import type { SampleSpan } from '../sample-history.ts';
import { DESIGN_FREQUENCY } from './design.ts';

/** Brings a signal that grows to the design frequency. */
export interface DesignRate {
  /** The samples that can be told now: all that there will be when the signal is `over`. */
  advance(signal: SampleSpan, over: boolean): Float32Array;
  /** Samples of the signal before this one will not be looked at again. */
  needsFrom(): number;
}

/** @param samplingFrequency of the signal, Hz; at the design frequency samples pass as they are */
export function createDesignRate(samplingFrequency: number): DesignRate {
  let next = 0;
  if (samplingFrequency === DESIGN_FREQUENCY) {
    return {
      advance({ values, origin, end }) {
        const from = next;
        next = end;
        return values.subarray(from - origin, end - origin);
      },
      needsFrom: () => next,
    };
  }
  const kernel = createResampleKernel(samplingFrequency, DESIGN_FREQUENCY);
  const base = (n: number): number => Math.floor(kernel.position(n));
  return {
    advance(signal, over) {
      let to = resampledLength(signal.end, samplingFrequency, DESIGN_FREQUENCY);
      if (!over) while (to > next && base(to - 1) + kernel.reach >= signal.end) to--;
      const samples = new Float32Array(to - next);
      kernel.fill(samples, next, signal);
      next = to;
      return samples;
    },
    needsFrom: () => base(next) - kernel.reach,
  };
}
