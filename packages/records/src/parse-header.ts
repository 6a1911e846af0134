import { SaliogramError } from '@saliogram/core';
import type { RecordHeader, SegmentHeader, SignalHeader } from './header.ts';

/** The library's default for a missing sampling frequency, Hz. */
const DEFAULT_FREQUENCY = 250;
/** The library's default for a missing gain, ADC units per physical unit. */
const DEFAULT_GAIN = 200;
/** Formats that store differences have another default resolution. */
const DIFFERENCE_FORMATS: readonly number[] = [8];

/** A line of the header file and where it stands, to say so when a field of it is wrong. */
interface Line {
  readonly file: string;
  readonly number: number;
  readonly text: string;
}

/**
 * Reads the text of a WFDB header file (header(5) of the WFDB Applications Guide), with LF or CRLF line ends.
 *
 * @param file its name, for messages
 * @throws `file-corrupt` naming line and field
 */
export function parseHeader(text: string, file: string): RecordHeader {
  const all = text.split(/\r\n|\n|\r/).map((line, i): Line => ({ file, number: i + 1, text: line.trim() }));
  const isComment = (line: Line): boolean => line.text.startsWith('#');
  const content = all.filter((line) => line.text !== '' && !isComment(line));
  if (content.length === 0) {
    throw new SaliogramError('file-corrupt', `${file}: has no record line; copy the file again`, {
      details: { file },
    });
  }
  const { segmentCount, ...record } = parseRecordLine(content[0]);
  const kind = segmentCount === undefined ? 'signal' : 'segment';
  const expected = segmentCount ?? record.signalCount;
  const lines = content.slice(1, 1 + expected);
  if (lines.length < expected) {
    throw new SaliogramError(
      'file-corrupt',
      `${file}: got ${lines.length} ${kind} lines, expected ${expected} as line ${content[0].number} says; copy the file again`,
      { details: { file, got: lines.length, expected } },
    );
  }
  const last = lines.at(-1) ?? content[0];
  return {
    ...record,
    ...(segmentCount === undefined
      ? { signals: lines.map(parseSignalLine) }
      : { signals: [], segments: parseSegments(lines, record.sampleCount, content[0]) }),
    info: all.filter((l) => isComment(l) && l.number > last.number).map((l) => l.text.slice(1).trim()),
  };
}

function parseRecordLine(
  line: Line,
): Omit<RecordHeader, 'signals' | 'segments' | 'info'> & { segmentCount: number | undefined } {
  const [names, signals, frequency, samples, baseTime, baseDate] = line.text.split(/\s+/);
  const [name, segments] = match(
    line,
    'record name',
    names,
    /^([^/]*)(?:\/(.*))?$/,
    'a form like 100 or 100/3',
  );
  if (signals === undefined) throw wrong(line, 'number of signals', '', 'a count');
  const parts = match(
    line,
    'sampling frequency',
    frequency,
    /^([^/(]+)(?:\/([^(]+)(?:\(([^)]*)\))?)?$/,
    'a form like 360/360(0)',
  );
  const samplingFrequency = number(line, 'sampling frequency', parts[0]) ?? DEFAULT_FREQUENCY;
  if (!(samplingFrequency > 0)) throw wrong(line, 'sampling frequency', parts[0] ?? '', 'a positive number');
  const counterFrequency = number(line, 'counter frequency', parts[1]) ?? 0;
  const segmentCount = count(line, 'number of segments', segments);
  if (segmentCount === 0) throw wrong(line, 'number of segments', '0', 'at least 1');
  return {
    name: name ?? '',
    segmentCount,
    signalCount: count(line, 'number of signals', signals) ?? 0,
    samplingFrequency,
    counterFrequency: counterFrequency > 0 ? counterFrequency : samplingFrequency,
    baseCounter: number(line, 'base counter value', parts[2]) ?? 0,
    sampleCount: count(line, 'number of samples', samples) || undefined,
    baseTime,
    baseDate,
  };
}

function parseSegments(
  lines: readonly Line[],
  sampleCount: number | undefined,
  recordLine: Line,
): SegmentHeader[] {
  const segments = lines.map((line): SegmentHeader => {
    const [name, samples] = line.text.split(/\s+/);
    if (name.includes('/')) throw wrong(line, 'record name', name, 'a record beside the header');
    const length = count(line, 'number of samples', samples);
    if (length === undefined) throw wrong(line, 'number of samples', '', 'a count');
    return { name, sampleCount: length };
  });
  const sum = segments.reduce((samples, segment) => samples + segment.sampleCount, 0);
  if (sampleCount !== undefined && sum !== sampleCount) {
    const expected = `${sum}, the sum of its segments`;
    throw wrong(recordLine, 'number of samples', `${sampleCount}`, expected);
  }
  return segments;
}

function parseSignalLine(line: Line, index: number): SignalHeader {
  const [fileName, format, gain, resolution, zero, initial, checksum, block] = line.text.split(/\s+/, 8);
  if (format === undefined) throw wrong(line, 'format', '', 'a format code');
  const storage = match(
    line,
    'format',
    format,
    /^(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d+))?$/,
    'a form like 212x1:0+0',
  );
  const scale = match(
    line,
    'ADC gain',
    gain,
    /^([^(/]+)(?:\(([^)]*)\))?(?:\/(.+))?$/,
    'a form like 200(1024)/mV',
  );
  const formatCode = count(line, 'format', storage[0]) ?? 0;
  const adcGain = number(line, 'ADC gain', scale[0]) ?? 0;
  const adcZero = integer(line, 'ADC zero', zero) ?? 0;
  const description = /^(?:\S+\s+){8}(.*)$/.exec(line.text)?.[1];
  return {
    fileName,
    format: formatCode,
    samplesPerFrame: Math.max(1, count(line, 'samples per frame', storage[1]) ?? 1),
    skew: count(line, 'skew', storage[2]) ?? 0,
    byteOffset: count(line, 'byte offset', storage[3]) ?? 0,
    adcGain: adcGain === 0 ? DEFAULT_GAIN : adcGain,
    calibrated: adcGain !== 0,
    baseline: integer(line, 'baseline', scale[1]) ?? adcZero,
    units: scale[2] ?? 'mV',
    adcResolution:
      count(line, 'ADC resolution', resolution) || (DIFFERENCE_FORMATS.includes(formatCode) ? 10 : 12),
    adcZero,
    initialValue: integer(line, 'initial value', initial) ?? adcZero,
    checksum: integer(line, 'checksum', checksum),
    blockSize: integer(line, 'block size', block) ?? 0,
    description: description || `signal ${index}`,
  };
}

/** The groups of `pattern` in a field, none of them when the field is absent. */
function match(
  line: Line,
  field: string,
  text: string | undefined,
  pattern: RegExp,
  form: string,
): (string | undefined)[] {
  if (text === undefined) return [];
  const found = pattern.exec(text);
  if (!found) throw wrong(line, field, text, form);
  return found.slice(1);
}

function number(line: Line, field: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/\d/.test(text) || !Number.isFinite(value)) throw wrong(line, field, text, 'a number');
  return value;
}

function integer(line: Line, field: string, text: string | undefined): number | undefined {
  const value = number(line, field, text);
  if (value !== undefined && !Number.isSafeInteger(value)) throw wrong(line, field, text ?? '', 'an integer');
  return value;
}

function count(line: Line, field: string, text: string | undefined): number | undefined {
  const value = integer(line, field, text);
  if (value !== undefined && value < 0) throw wrong(line, field, text ?? '', 'an integer of 0 or more');
  return value;
}

function wrong(line: Line, field: string, got: string, expected: string): SaliogramError {
  return new SaliogramError(
    'file-corrupt',
    `${line.file}: line ${line.number}: ${field}: got ${got === '' ? 'nothing' : `"${got}"`}, expected ${expected}; copy the file again`,
    { details: { file: line.file, line: line.number, field, got } },
  );
}
