import { SaliogramError } from '@saliogram/core';

/** What the column of times counts. */
export type TimeUnit = 's' | 'ms' | 'clock';

/** A column of samples. */
export interface CsvLead {
  readonly column: number;
  readonly name: string;
  readonly units: string;
  /** What a value is multiplied with: voltages become mV. */
  readonly scale: number;
}

/** How a table of samples is written. */
export interface CsvLayout {
  readonly delimiter: ',' | ';' | '\t';
  readonly decimalComma: boolean;
  /** Lines before the first sample. */
  readonly headerLines: number;
  /** Columns of a line. */
  readonly columns: number;
  readonly time: { readonly column: number; readonly unit: TimeUnit } | null;
  readonly leads: readonly CsvLead[];
  /** Columns of text, by name, that are no leads. */
  readonly passedOver: readonly string[];
}

const MOST_LEADS = 64;
const TIME_NAME =
  /^(t|time|times|timestamp|elapsed|elapsed[ _]time|date|datetime|seconds?|secs?|s|ms|millis\w*)$/i;
const INDEX_NAME = /^(|#|n|no\.?|nr\.?|idx|index|row|samples?|samples?[ _]?(#|no\.?|number|index))$/i;
/** Values of one unit in mV. */
const MILLIVOLTS: ReadonlyMap<string, number> = new Map([
  ['v', 1e3],
  ['mv', 1],
  ['uv', 1e-3],
  ['µv', 1e-3], // micro sign
  ['μv', 1e-3], // Greek mu
  ['nv', 1e-6],
]);

/**
 * How a table is written, from its first lines: at most two lines of names and units, then a line for each sample with a
 * column for each lead.
 *
 * @throws `format-unknown` naming the line that is not as expected
 */
export function csvLayout(lines: readonly string[], file: string): CsvLayout {
  const delimiter = delimiterOf(lines);
  const rows = lines.map((line) => splitLine(line, delimiter));
  const decimalComma =
    delimiter !== ',' && rows.some((row) => row.some((field) => /^-?\d*,\d+$/.test(field)));
  const isData = (row: readonly string[]): boolean =>
    row.some((field) => parseValue(field, decimalComma) !== undefined);
  const headerLines = rows.findIndex(isData);
  if (headerLines < 0 || headerLines > 2) {
    throw wrong(file, `no row of numbers in its first ${lines.length < 3 ? 'lines' : '3 lines'}`);
  }
  const [names, units = []] = headerLines === 0 ? [[], []] : rows.slice(0, headerLines);
  const data = rows.slice(headerLines).filter((row) => row.some((field) => field !== ''));
  const columns = data[0].length;
  if (columns > MOST_LEADS) {
    throw wrong(file, `${columns} columns in line ${headerLines + 1}, of at most ${MOST_LEADS}`);
  }
  const index = columns > 1 ? columnOf(names, INDEX_NAME) : -1;
  const time = columns > 1 ? timeColumn(names, units, data, decimalComma, index) : null;
  const passedOver: string[] = [];
  const leads = data[0].flatMap((field, column): CsvLead[] => {
    if (column === time?.column || column === index || isCount(data, column, names, decimalComma)) return [];
    const lead = leadOf(names[column], units[column], column);
    if (parseValue(field, decimalComma) !== undefined || isMissing(field)) return [{ ...lead, column }];
    passedOver.push(lead.name);
    return [];
  });
  if (leads.length === 0) throw wrong(file, `no column of samples in line ${headerLines + 1}`);
  return { delimiter, decimalComma, headerLines, columns, time, leads: numbered(leads), passedOver };
}

/** The fields of a line, without the quotes around them. */
export function splitLine(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((field) =>
    field
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2')
      .trim(),
  );
}

/** A field that says that there is no sample. */
export function isMissing(field: string): boolean {
  return /^(|-|nan|na|n\/a|null|none)$/i.test(field);
}

/** The number of a field; undefined where it is none. */
export function parseValue(field: string, decimalComma: boolean): number | undefined {
  const text = decimalComma ? field.replace(',', '.') : field;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return undefined;
  return Number(text);
}

/** Seconds of a time of day `h:mm:ss.mmm`, of minutes `m:ss.mmm`, or of a date with it; undefined where it is none. */
export function parseClock(field: string): number | undefined {
  const found = /(?:^|[\sT[])(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)/.exec(field);
  if (!found) return undefined;
  const [, hours = '0', minutes, seconds] = found;
  const day = /^\d{4}-\d\d-\d\d/.exec(field)?.[0];
  const date = day === undefined ? 0 : Date.parse(day) / 1000;
  return date + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
}

function delimiterOf(lines: readonly string[]): CsvLayout['delimiter'] {
  const last = lines.findLast((line) => line.trim() !== '') ?? '';
  if (last.includes('\t')) return '\t';
  return last.includes(';') ? ';' : ',';
}

function columnOf(names: readonly string[], pattern: RegExp): number {
  return names.findIndex((name) => pattern.test(nameAndUnit(name).name));
}

/** `MLII (mV)`, `MLII [mV]` and `time_ms` in two. */
function nameAndUnit(text: string): { name: string; unit: string | undefined } {
  const found = /^(.*?)\s*[([]([^)\]]*)[)\]]$/.exec(text) ?? /^(time|t)[ _](m?s)$/i.exec(text);
  return found ? { name: found[1], unit: found[2].trim() } : { name: text, unit: undefined };
}

function timeColumn(
  names: readonly string[],
  units: readonly string[],
  data: readonly (readonly string[])[],
  decimalComma: boolean,
  index: number,
): CsvLayout['time'] {
  const clock = data[0].findIndex((field) => parseClock(field) !== undefined);
  if (clock >= 0) return { column: clock, unit: 'clock' };
  const named = columnOf(names, TIME_NAME);
  const column =
    named >= 0 ? named : names.length === 0 && index < 0 && isEven(data, 0, decimalComma) ? 0 : -1;
  if (column < 0) return null;
  const { name, unit } = nameAndUnit(names[column] ?? '');
  const said = units[column] || unit || name;
  if (/^(ms|milli\w*)$/i.test(said)) return { column, unit: 'ms' };
  if (/^(s|secs?|seconds?)$/i.test(said)) return { column, unit: 's' };
  const step = stepOf(data, column, decimalComma);
  if (step === 1) return null; // counts samples
  return { column, unit: step > 1 ? 'ms' : 's' };
}

/** A column without a better name that counts 0, 1, 2, ... */
function isCount(
  data: readonly (readonly string[])[],
  column: number,
  names: readonly string[],
  decimalComma: boolean,
): boolean {
  const unnamed = names.length === 0 ? column === 0 : TIME_NAME.test(nameAndUnit(names[column] ?? '').name);
  return (
    unnamed &&
    data[0].length > 1 &&
    isEven(data, column, decimalComma) &&
    stepOf(data, column, decimalComma) === 1
  );
}

/** Whether a column rises by nearly equal steps: at least ten of them. */
function isEven(data: readonly (readonly string[])[], column: number, decimalComma: boolean): boolean {
  const values = data.map((row) => parseValue(row[column] ?? '', decimalComma) ?? NaN);
  const step = stepOf(data, column, decimalComma);
  return (
    values.length > 10 &&
    step > 0 &&
    values.slice(1).every((value, i) => value > values[i] && value - values[i] < 2.5 * step)
  );
}

function stepOf(data: readonly (readonly string[])[], column: number, decimalComma: boolean): number {
  const at = (row: readonly string[]): number => parseValue(row[column] ?? '', decimalComma) ?? NaN;
  return data.length < 2 ? NaN : (at(data[data.length - 1]) - at(data[0])) / (data.length - 1);
}

function leadOf(header: string | undefined, unitLine: string | undefined, column: number): CsvLead {
  const { name, unit } = nameAndUnit(header ?? '');
  const said = unitLine || unit || 'mV';
  const scale = MILLIVOLTS.get(said.toLowerCase());
  return { column, name, units: scale === undefined ? said : 'mV', scale: scale ?? 1 };
}

/** Leads without a name are numbered, and so are those whose name is taken. */
function numbered(leads: readonly CsvLead[]): CsvLead[] {
  const seen = new Map<string, number>();
  return leads.map((lead, i) => {
    const name = lead.name || `lead ${i + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { ...lead, name: times === 1 ? name : `${name} #${times}` };
  });
}

function wrong(file: string, found: string): SaliogramError {
  return new SaliogramError(
    'format-unknown',
    `${file}: got ${found}, expected a line for each sample with a column for each lead, under an optional line of names; check how it was written`,
    { details: { file } },
  );
}
