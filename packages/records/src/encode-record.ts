import { SaliogramError } from '@saliogram/core';
import type { DigitalSignal } from './digital-signal.ts';
import { encodeSignalFile } from './encode-signal-file.ts';
import { formatHeader } from './format-header.ts';
import { signalFormat } from './formats/index.ts';
import type { SignalHeader } from './header.ts';

/**
 * The files of a WFDB record, keyed by name: the header and the signal files, with checksums.
 *
 * @param samplingFrequency Hz, of frames
 * @param signals all of the same number of frames
 * @param format code of the signal format: any but 0; default 16
 * @param info comments of the header
 * @throws `argument-invalid` for signals of different lengths or samples the format does not hold; `format-unknown`
 */
export function encodeRecord(
  name: string,
  samplingFrequency: number,
  signals: readonly DigitalSignal[],
  format = 16,
  info: readonly string[] = [],
): Record<string, Uint8Array> {
  const frameCount = checkLengths(name, signals);
  const files = new Map<string, DigitalSignal[]>();
  let last: string | undefined;
  for (const signal of signals) {
    const fileName = signal.fileName ?? `${name}.dat`;
    if (files.has(fileName) && fileName !== last) {
      throw new SaliogramError(
        'argument-invalid',
        `${name}: lead ${signal.lead}: got file ${fileName} again, expected the signals of a file in a row`,
        { details: { record: name, lead: signal.lead, fileName } },
      );
    }
    files.set(fileName, [...(files.get(fileName) ?? []), signal]);
    last = fileName;
  }

  const encoded: Record<string, Uint8Array> = {};
  const headers: SignalHeader[] = [];
  for (const [fileName, group] of files) {
    const code = group[0].format ?? format;
    const kind = signalFormat(code, name);
    const other = group.find((signal) => (signal.format ?? format) !== code);
    if (other || kind.kind === 'null') {
      throw new SaliogramError(
        'argument-invalid',
        `${name}: ${fileName}: got format ${other?.format ?? code}, expected ${other ? `${code} as of its first signal` : 'one that has samples'}`,
        { details: { record: name, fileName, format: other?.format ?? code } },
      );
    }
    const { bytes, stored } = encodeSignalFile(kind, group, `${name}: ${fileName}`);
    encoded[fileName] = bytes;
    headers.push(...group.map((signal, i) => signalHeader(signal, fileName, code, stored[i])));
  }
  const header = formatHeader({
    name,
    signalCount: signals.length,
    samplingFrequency,
    counterFrequency: samplingFrequency,
    baseCounter: 0,
    sampleCount: frameCount || undefined,
    baseTime: undefined,
    baseDate: undefined,
    info,
    signals: headers,
  });
  return { [`${name}.hea`]: new TextEncoder().encode(header), ...encoded };
}

/** Frames of the record. */
function checkLengths(name: string, signals: readonly DigitalSignal[]): number {
  const [first] = signals;
  const frameCount = first ? first.samples.length / (first.samplesPerFrame ?? 1) : 0;
  for (const { lead, samples, samplesPerFrame = 1 } of signals) {
    if (Number.isInteger(frameCount) && samples.length === frameCount * samplesPerFrame) continue;
    throw new SaliogramError(
      'argument-invalid',
      `${name}: lead ${lead} has ${samples.length} samples, expected ${frameCount * samplesPerFrame} as in lead ${first.lead}`,
      { details: { record: name, lead, samples: samples.length } },
    );
  }
  return frameCount;
}

function signalHeader(
  signal: DigitalSignal,
  fileName: string,
  format: number,
  stored: Int32Array,
): SignalHeader {
  const { adcZero = 0 } = signal;
  return {
    fileName,
    format,
    samplesPerFrame: signal.samplesPerFrame ?? 1,
    skew: 0,
    byteOffset: 0,
    adcGain: signal.adcGain ?? 200,
    calibrated: true,
    baseline: signal.baseline ?? 0,
    units: signal.units ?? 'mV',
    adcResolution: signal.adcResolution ?? 12,
    adcZero,
    initialValue: stored[0] ?? 0,
    checksum: (stored.reduce((sum, value) => (sum + value) | 0, 0) << 16) >> 16,
    blockSize: 0,
    description: signal.lead,
  };
}
