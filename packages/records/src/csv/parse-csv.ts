import { SaliogramError } from '@saliogram/core';
import type { DigitalSignal } from '../digital-signal.ts';
import { INVALID_SAMPLE } from '../sample-sink.ts';
import { splitCells } from './csv-cells.ts';
import { samplingFrequencyOf } from './sampling-frequency.ts';

/** How comma-separated values are read. */
export interface CsvOptions {
  /** Hz, of a file without a column of times; one with it says so itself. */
  readonly samplingFrequency?: number | undefined;
  /** ADC units per unit of a value: the digital samples are `round(value * gain)`; default 1000. */
  readonly adcGain?: number | undefined;
}

/** Signals of a file of comma-separated values. */
export interface CsvSignals {
  /** Hz. */
  readonly samplingFrequency: number;
  readonly signals: readonly DigitalSignal[];
}

/**
 * Reads signals from comma-separated values: a line of names, each with its unit in brackets or parentheses (`MLII [mV]`;
 * default mV), then a line per sample.
 *
 * A column named `time` has the times, in `s` (default) or `ms`, evenly spaced. Cells that are empty or `NaN` stand for no sample.
 *
 * @param lines without their ends
 * @param name of the file, for messages
 * @throws `file-corrupt` with the line, for what is no number, too few cells or times with a gap; `argument-invalid`
 *   when neither the file nor the options say the sampling frequency
 */
export async function parseCsv(
  lines: AsyncIterable<string> | Iterable<string>,
  name: string,
  { samplingFrequency, adcGain = 1000 }: CsvOptions = {},
): Promise<CsvSignals> {
  let columns: Column[] | undefined;
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    const cells = splitCells(number === 1 ? line.replace(/^\uFEFF/, '') : line);
    if (!columns) {
      columns = cells.map(columnOf);
      continue;
    }
    if (cells.length !== columns.length)
      throw corrupt(name, number, 'cells', String(cells.length), `${columns.length} as in the first line`);
    for (const [i, cell] of cells.entries()) columns[i].values.push(numberOf(cell, columns[i], name, number));
  }
  const signals = columns?.filter(({ isTime }) => !isTime) ?? [];
  if (!columns || signals.length === 0 || signals[0].values.length === 0)
    throw corrupt(name, number, 'signals', 'none', 'a line of names and a line per sample');
  const times = columns.find(({ isTime }) => isTime);
  const frequency = times
    ? samplingFrequencyOf(times.values, times.unit === 'ms' ? 1e-3 : 1, name)
    : samplingFrequency;
  if (frequency === undefined)
    throw new SaliogramError(
      'argument-invalid',
      `${name}: got no column of times, expected one named time [s], or the sampling frequency`,
      { details: { file: name } },
    );
  return { samplingFrequency: frequency, signals: signals.map((column) => signalOf(column, adcGain, name)) };
}

/** A column as it is read. */
interface Column {
  readonly name: string;
  readonly unit: string | undefined;
  readonly isTime: boolean;
  readonly values: number[];
}

function columnOf(head: string, index: number): Column {
  const [, label = '', unit] = /^(.*?)\s*(?:[[(]([^\])]+)[\])])?$/.exec(head) ?? [];
  return {
    name: label || `signal ${index}`,
    unit,
    isTime: index === 0 && /^(time|t)$/i.test(label),
    values: [],
  };
}

function numberOf(cell: string, { name: column, isTime }: Column, name: string, line: number): number {
  const value = cell === '' ? NaN : Number(cell);
  if (Number.isFinite(value) || (!isTime && (cell === '' || /^nan$/i.test(cell)))) return value;
  throw corrupt(name, line, column, JSON.stringify(cell), 'a number');
}

function signalOf({ name: lead, unit = 'mV', values }: Column, adcGain: number, name: string): DigitalSignal {
  const samples = Int32Array.from(values, (value, i) => {
    if (Number.isNaN(value)) return INVALID_SAMPLE;
    const digital = Math.round(value * adcGain);
    if (Math.abs(digital) < 2 ** 31) return digital;
    throw corrupt(
      name,
      i + 2,
      lead,
      `${value} ${unit}`,
      `a value that ${adcGain} steps per ${unit} can hold`,
    );
  });
  return { lead, samples, adcGain, units: unit.replaceAll(/\s+/g, '_') };
}

function corrupt(name: string, line: number, field: string, got: string, expected: string): SaliogramError {
  return new SaliogramError(
    'file-corrupt',
    `${name}: line ${line}: ${field}: got ${got}, expected ${expected}; correct the file`,
    { details: { file: name, line, field } },
  );
}
