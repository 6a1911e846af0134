import type { SignalHeader } from './header.ts';

/** Millivolts per unit of voltage, by the names headers use. */
const MILLIVOLTS: ReadonlyMap<string, number> = new Map([
  ['V', 1e3],
  ['mV', 1],
  ['uV', 1e-3],
  ['µV', 1e-3], // micro sign
  ['μV', 1e-3], // Greek mu
  ['nV', 1e-6],
]);

/**
 * Physical values (digital - baseline) / gain: voltages in mV, other quantities in the unit the header names.
 *
 * @param digital ADC units
 * @param invalidSample the digital value that stands for no sample; it becomes NaN
 */
export function toPhysical(digital: Int32Array, signal: SignalHeader, invalidSample: number): Float32Array {
  const scale = (MILLIVOLTS.get(signal.units) ?? 1) / signal.adcGain;
  const physical = new Float32Array(digital.length);
  for (let i = 0; i < digital.length; i++) {
    physical[i] = digital[i] === invalidSample ? NaN : (digital[i] - signal.baseline) * scale;
  }
  return physical;
}
