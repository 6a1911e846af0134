import type { SignalHeader } from './header.ts';
import type { SampleSink } from './sample-sink.ts';

/** Millivolts per unit of voltage, by the names headers use. */
const MILLIVOLTS: ReadonlyMap<string, number> = new Map([
  ['V', 1e3],
  ['mV', 1],
  ['uV', 1e-3],
  ['µV', 1e-3], // micro sign
  ['μV', 1e-3], // Greek mu
  ['nV', 1e-6],
]);

/** The unit that values are given in: mV for voltages, else the header's. */
export function physicalUnit(signal: SignalHeader): string {
  return MILLIVOLTS.has(signal.units) ? 'mV' : signal.units;
}

/**
 * Gathers physical values (digital - baseline) / gain, by each segment's own scale: voltages in mV, other quantities in
 * the unit the header names, NaN where there is no sample.
 */
export function physicalSink(out: readonly Float32Array[]): SampleSink {
  return {
    put(index, block, at, signal, invalid) {
      const values = out[index];
      const scale = (MILLIVOLTS.get(signal.units) ?? 1) / signal.adcGain;
      const { baseline } = signal;
      for (let i = 0; i < block.length; i++) {
        const sample = block[i];
        values[at + i] = sample === invalid ? NaN : (sample - baseline) * scale;
      }
    },
    skip(index, at, count) {
      out[index].fill(NaN, at, at + count);
    },
  };
}
