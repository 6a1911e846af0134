import type { SignalHeader } from './header.ts';

/** Takes the samples of a range as they are read. */
export interface SampleSink {
  /**
   * Samples of the signal wanted as `index`, the first of them `at` samples after the range's start.
   *
   * @param block as stored; valid during the call
   * @param signal what the samples' own header says of them
   * @param invalid the value that stands for no sample
   */
  put(index: number, block: Int32Array, at: number, signal: SignalHeader, invalid: number | undefined): void;
  /** No samples: a gap of `count`. */
  skip(index: number, at: number, count: number): void;
}

/** A record or a segment of one, as far as its samples go; a range counts frames. */
export interface SampleSource {
  /** What scales the samples that are handed out as digital ones. */
  readonly signals: readonly SignalHeader[];
  readonly frameCount: number;
  read(wanted: readonly number[], from: number, to: number, sink: SampleSink): Promise<void>;
  /** Throws `checksum-mismatch` when the samples are not those that the header promises. */
  verify(): Promise<void>;
}

/** In ADC units, no sample: below what any format but 32 holds. */
export const INVALID_SAMPLE = -(2 ** 31);

/**
 * Gathers ADC units in the scale of `signals`, {@link INVALID_SAMPLE} where there is no sample.
 *
 * Samples of another scale are brought to it as the WFDB library does: rounded, halves up.
 */
export function digitalSink(signals: readonly SignalHeader[], out: readonly Int32Array[]): SampleSink {
  return {
    put(index, block, at, signal, invalid) {
      const values = out[index].subarray(at, at + block.length);
      const target = signals[index];
      const scale = target.adcGain / signal.adcGain;
      if (scale === 1 && target.baseline === signal.baseline) {
        values.set(block);
      } else {
        const offset = target.baseline - scale * signal.baseline + 0.5;
        for (let i = 0; i < block.length; i++) values[i] = clamp(Math.floor(block[i] * scale + offset));
      }
      if (invalid === undefined || invalid === INVALID_SAMPLE) return;
      for (let i = 0; i < block.length; i++) if (block[i] === invalid) values[i] = INVALID_SAMPLE;
    },
    skip(index, at, count) {
      out[index].fill(INVALID_SAMPLE, at, at + count);
    },
  };
}

function clamp(value: number): number {
  return Math.max(-(2 ** 31) + 1, Math.min(2 ** 31 - 1, value));
}
