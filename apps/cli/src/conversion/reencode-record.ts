import { SIGNAL_FORMATS, encodeRecord, formatHeader, parseHeader } from '@saliogram/records';
import type { DigitalSignal, EcgRecord, RecordHeader } from '@saliogram/records';

/** Channels of a FLAC file, at most. */
const FLAC_CHANNELS = 8;

/**
 * The files of a record in another signal format: the same samples, scales, times and comments.
 *
 * Signals of FLAC files are eight to a file, in files of one rate; those of other formats share one file.
 *
 * @param name of the new record
 * @throws what reading and {@link encodeRecord} throw
 */
export async function reencodeRecord(
  record: EcgRecord,
  name: string,
  format: number,
): Promise<Record<string, Uint8Array>> {
  const samples = await record.readFrames('all');
  const fileNames = record.signals.map((_, s) => fileNameOf(record, s, name, format));
  const signals = record.signals.map((signal, s): DigitalSignal => {
    const { description, adcGain, baseline, units, adcResolution, adcZero, samplesPerFrame } = signal;
    return {
      lead: description,
      samples: samples[s],
      adcGain,
      baseline,
      units,
      adcResolution,
      adcZero,
      samplesPerFrame,
      fileName: fileNames[s],
    };
  });
  const { header } = record;
  const files = encodeRecord(name, header.samplingFrequency, signals, format, header.info);
  const written = parseHeader(new TextDecoder().decode(files[`${name}.hea`]), `${name}.hea`);
  return { ...files, [`${name}.hea`]: new TextEncoder().encode(formatHeader(withOrigin(written, header))) };
}

/** A header with the times of another, and signals uncalibrated where they were. */
function withOrigin(written: RecordHeader, origin: RecordHeader): RecordHeader {
  const { counterFrequency, baseCounter, baseTime, baseDate } = origin;
  const signals = written.signals.map((signal, s) => ({
    ...signal,
    calibrated: origin.signals[s].calibrated,
  }));
  return { ...written, counterFrequency, baseCounter, baseTime, baseDate, signals };
}

function fileNameOf({ signals }: EcgRecord, index: number, name: string, format: number): string {
  if (SIGNAL_FORMATS.get(format)?.kind !== 'flac') return `${name}.dat`;
  // A new file begins after eight signals, and where the rate changes.
  let [file, channels] = [1, 0];
  for (let s = 0; s <= index; s++) {
    const isOther = s > 0 && signals[s].samplesPerFrame !== signals[s - 1].samplesPerFrame;
    if (channels === FLAC_CHANNELS || isOther) [file, channels] = [file + 1, 0];
    channels++;
  }
  return file === 1 ? `${name}.flac` : `${name}_${file}.flac`;
}
