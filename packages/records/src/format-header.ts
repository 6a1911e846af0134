import type { RecordHeader, SignalHeader } from './header.ts';

/** The text of a WFDB header file, every field written out, LF line ends; the inverse of {@link parseHeader}. */
export function formatHeader(header: RecordHeader): string {
  const counter = `${header.counterFrequency}(${header.baseCounter})`;
  const record = [
    header.segments ? `${header.name}/${header.segments.length}` : header.name,
    header.signalCount,
    `${header.samplingFrequency}/${counter}`,
    header.sampleCount ?? 0,
    ...(header.baseTime === undefined ? [] : [header.baseTime, ...optional(header.baseDate)]),
  ];
  return [
    record.join(' '),
    ...(header.segments?.map(({ name, sampleCount }) => `${name} ${sampleCount}`) ??
      header.signals.map(formatSignal)),
    ...header.info.map((line) => `# ${line}`),
    '',
  ].join('\n');
}

function formatSignal(signal: SignalHeader): string {
  const storage = `${signal.format}x${signal.samplesPerFrame}:${signal.skew}+${signal.byteOffset}`;
  const gain = signal.calibrated ? signal.adcGain : 0;
  return [
    signal.fileName,
    storage,
    `${gain}(${signal.baseline})/${signal.units}`,
    signal.adcResolution,
    signal.adcZero,
    signal.initialValue,
    signal.checksum ?? 0,
    signal.blockSize,
    signal.description,
  ].join(' ');
}

function optional(field: string | undefined): string[] {
  return field === undefined ? [] : [field];
}
