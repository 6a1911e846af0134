import { SaliogramError } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import { csvLayout, isMissing, parseClock, parseValue, splitLine } from './csv-layout.ts';
import type { CsvLayout, CsvLead } from './csv-layout.ts';
import { growingFloats } from './growing-floats.ts';
import { samplingFrequencyOf } from './csv-times.ts';

/** Lines that tell how a table is written. */
const LAYOUT_LINES = 200;

/** A table of samples, read. */
export interface CsvRecording {
  readonly leads: readonly CsvLead[];
  /** Voltages in mV, missing samples NaN; one per lead, all of the same length. */
  readonly samples: readonly Float32Array[];
  /** Hz. */
  readonly samplingFrequency: number;
  /** What a reader should know of how the table was understood. */
  readonly comments: readonly string[];
}

/**
 * Reads a table of samples: one line for each sample, one column for each lead; names, units and times where there are
 * any.
 *
 * @param samplingFrequency Hz; default what the column of times says
 * @throws `format-unknown`, `file-corrupt` naming the line; `data-missing` with `details.asks` `sampling-frequency` when
 *   neither says how fast the samples follow on one another
 */
export async function readCsv(
  file: Blob,
  name: string,
  samplingFrequency: number | undefined,
  onEvent: OnEvent,
): Promise<CsvRecording> {
  const table = createTable(name);
  let rest = '';
  let read = 0;
  const decoder = new TextDecoder();
  const reader = file.stream().getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    read += piece.value.length;
    const lines = (rest + decoder.decode(piece.value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    table.take(lines);
    onEvent({ type: 'progress', stage: `reading ${name}`, done: read, total: file.size });
  }
  table.take((rest + decoder.decode()).split(/\r\n|\n|\r/));
  const { layout, samples, times } = table.finish();
  const found = times ? samplingFrequencyOf(times, name, layout.headerLines + 1) : undefined;
  const frequency = samplingFrequency ?? found;
  if (frequency === undefined) {
    throw new SaliogramError(
      'data-missing',
      `${name}: has no column of times, expected one (named time, in s or ms) or the sampling frequency; say how many samples there are in a second`,
      { details: { file: name, asks: 'sampling-frequency' } },
    );
  }
  return { leads: layout.leads, samples, samplingFrequency: frequency, comments: remarksOf(layout) };
}

function remarksOf({ passedOver, leads }: CsvLayout): string[] {
  return [
    `Voltages without a unit are taken for mV; read as ${leads.map((lead) => `${lead.name} in ${lead.units}`).join(', ')}.`,
    ...(passedOver.length > 0 ? [`Columns of text are left out: ${passedOver.join(', ')}.`] : []),
  ];
}

/** Rows of a table as they come in. */
function createTable(file: string) {
  const first: string[] = [];
  let layout: CsvLayout | undefined;
  let line = 0;
  let blank = 0; // lines without anything, which only the end may have
  const columns: ReturnType<typeof growingFloats>[] = [];
  const times: number[] = [];

  const addRow = (text: string, { delimiter, decimalComma, ...known }: CsvLayout): void => {
    line++;
    if (text.trim() === '') {
      blank++;
      return;
    }
    if (blank > 0) throw corrupt(file, line - 1, 'nothing', 'a row of samples');
    const fields = splitLine(text, delimiter);
    if (fields.length !== known.columns) {
      throw corrupt(file, line, `${fields.length} columns`, `${known.columns} as in the first row`);
    }
    known.leads.forEach(({ column, name, scale }, i) => {
      const value = parseValue(fields[column], decimalComma);
      if (value === undefined && !isMissing(fields[column])) {
        throw corrupt(
          file,
          line,
          `"${fields[column].slice(0, 40)}" in column ${column + 1} (${name})`,
          'a number',
        );
      }
      columns[i].add(value === undefined ? NaN : value * scale);
    });
    if (!known.time) return;
    const { column, unit } = known.time;
    const time = unit === 'clock' ? parseClock(fields[column]) : parseValue(fields[column], decimalComma);
    if (time === undefined) {
      throw corrupt(file, line, `"${fields[column].slice(0, 40)}" in column ${column + 1}`, 'a time');
    }
    times.push(unit === 'ms' ? time / 1000 : time);
  };
  const settle = (): CsvLayout => {
    const found = csvLayout(first, file);
    layout = found;
    columns.push(...found.leads.map(() => growingFloats()));
    line = found.headerLines;
    for (const text of first.slice(found.headerLines)) addRow(text, found);
    return found;
  };
  return {
    take(lines: readonly string[]): void {
      for (const text of lines) {
        if (layout) addRow(text, layout);
        else first.push(first.length === 0 ? text.replace(/^\uFEFF/, '') : text);
        if (!layout && first.length === LAYOUT_LINES) settle();
      }
    },
    finish() {
      const known = layout ?? settle();
      return { layout: known, samples: columns.map((column) => column.values()), times: known.time && times };
    },
  };
}

function corrupt(file: string, line: number, got: string, expected: string): SaliogramError {
  return new SaliogramError(
    'file-corrupt',
    `${file}: line ${line}: got ${got}, expected ${expected}; correct the line`,
    { details: { file, line } },
  );
}
