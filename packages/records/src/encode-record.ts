import { SaliogramError } from '@saliogram/core';
import { formatHeader } from './format-header.ts';
import { signalFormat } from './formats/index.ts';

/** A signal to be written, in ADC units. */
export interface DigitalSignal {
  readonly lead: string;
  readonly samples: Int32Array;
  /** ADC units per mV; default 200. */
  readonly adcGain?: number;
  /** ADC units at 0 mV; default 0. */
  readonly baseline?: number;
}

/**
 * The files of a WFDB record, keyed by name: the header and one signal file, with checksums.
 *
 * @param signals all of the same length
 * @param format code of the signal format; default 16
 * @throws `argument-invalid` for signals of different lengths or samples the format does not hold
 */
export function encodeRecord(
  name: string,
  samplingFrequency: number,
  signals: readonly DigitalSignal[],
  format = 16,
  info: readonly string[] = [],
): Record<string, Uint8Array> {
  const kind = signalFormat(format, name);
  const sampleCount = signals[0]?.samples.length ?? 0;
  const interleaved = new Int32Array(sampleCount * signals.length);
  signals.forEach(({ lead, samples }, s) => {
    if (samples.length !== sampleCount) {
      throw new SaliogramError(
        'argument-invalid',
        `${name}: lead ${lead} has ${samples.length} samples, expected ${sampleCount} as in lead ${signals[0].lead}`,
      );
    }
    for (let i = 0; i < sampleCount; i++) interleaved[i * signals.length + s] = samples[i];
  });
  const bytes = kind.encode(interleaved);
  const back = new Int32Array(interleaved.length);
  kind.decode(bytes, back, 0);
  const lost = back.findIndex((value, i) => value !== interleaved[i]);
  if (lost >= 0) {
    throw new SaliogramError(
      'argument-invalid',
      `${name}: lead ${signals[lost % signals.length].lead}: sample ${Math.floor(lost / signals.length)} is ${interleaved[lost]}, more than format ${format} holds`,
      { details: { record: name, format, value: interleaved[lost] } },
    );
  }
  const header = formatHeader({
    name,
    samplingFrequency,
    counterFrequency: samplingFrequency,
    baseCounter: 0,
    sampleCount: sampleCount || undefined,
    baseTime: undefined,
    baseDate: undefined,
    info,
    signals: signals.map(({ lead, samples, adcGain = 200, baseline = 0 }) => ({
      fileName: `${name}.dat`,
      format,
      samplesPerFrame: 1,
      skew: 0,
      byteOffset: 0,
      adcGain,
      calibrated: true,
      baseline,
      units: 'mV',
      adcResolution: 12,
      adcZero: 0,
      initialValue: samples[0] ?? 0,
      checksum: (samples.reduce((sum, value) => (sum + value) | 0, 0) << 16) >> 16,
      blockSize: 0,
      description: lead,
    })),
  });
  return { [`${name}.hea`]: new TextEncoder().encode(header), [`${name}.dat`]: bytes };
}
