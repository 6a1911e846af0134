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

/** Values of a width of up to so many bits are looked up: a table of them fits the processor's first cache. */
const TABLE_BITS = 12;
/** Samples from which on a table pays. */
const TABLE_SAMPLES = 1 << 14;

/**
 * Gathers physical values (digital - baseline) / gain, by each segment's own scale: voltages in mV, other quantities in
 * the unit the header names, NaN where there is no sample.
 */
export function physicalSink(out: readonly Float32Array[]): SampleSink {
  const tables = new Map<SignalHeader, Float32Array>();
  return {
    put(index, block, at, signal, invalid) {
      const values = out[index];
      const isNarrow = invalid !== undefined && -invalid <= 2 ** (TABLE_BITS - 1);
      if (!isNarrow || values.length < TABLE_SAMPLES) {
        convert(block, values.subarray(at, at + block.length), signal, invalid);
        return;
      }
      let table = tables.get(signal);
      if (!table) tables.set(signal, (table = physicalTable(signal, invalid)));
      const mask = table.length - 1;
      for (let i = 0; i < block.length; i++) values[at + i] = table[block[i] & mask];
    },
    skip(index, at, count) {
      out[index].fill(NaN, at, at + count);
    },
  };
}

/** The physical values of all samples of a width, by their bits. @param lowest the lowest of them, which is none */
function physicalTable(signal: SignalHeader, lowest: number): Float32Array {
  const samples = Int32Array.from({ length: -2 * lowest }, (_, bits) =>
    bits < -lowest ? bits : bits + 2 * lowest,
  );
  const table = new Float32Array(samples.length);
  convert(samples, table, signal, lowest);
  return table;
}

function convert(
  block: Int32Array,
  values: Float32Array,
  signal: SignalHeader,
  invalid: number | undefined,
): void {
  const scale = (MILLIVOLTS.get(signal.units) ?? 1) / signal.adcGain;
  const { baseline } = signal;
  for (let i = 0; i < block.length; i++) values[i] = (block[i] - baseline) * scale;
  // In a loop of its own: a choice in the first makes it three times as slow.
  if (invalid !== undefined) for (let i = 0; i < block.length; i++) if (block[i] === invalid) values[i] = NaN;
}
