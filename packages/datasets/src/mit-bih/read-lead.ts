import { SaliogramError } from '@saliogram/core';
import type { EcgRecord } from '@saliogram/records';
import { resample } from '@saliogram/signal';
import type { Preprocessing } from './preprocessing.ts';

/** What cutting beats asks of a recording; an opened record and a synthetic one both answer. */
export type ReadableRecord = Pick<EcgRecord, 'name' | 'leads' | 'samplingFrequency' | 'read'>;

/** One lead of a recording as the preprocessing wants it. */
export interface LeadSignal {
  readonly lead: string;
  /** mV at the preprocessing's sampling frequency; NaN where the recording has no valid sample. */
  readonly signal: Float32Array;
}

/** The preprocessing's lead where the record has it, else its fallback. @throws `lead-missing` for neither */
export function chooseLead(
  record: ReadableRecord,
  wanted: Pick<Preprocessing, 'lead' | 'fallbackLead'>,
): string {
  const lead = [wanted.lead, wanted.fallbackLead].find((name) => record.leads.includes(name));
  if (lead === undefined) {
    throw new SaliogramError(
      'lead-missing',
      `record ${record.name}: got leads ${record.leads.join(', ')}, expected ${wanted.lead} or ${wanted.fallbackLead}`,
      { details: { record: record.name, leads: record.leads, expected: [wanted.lead, wanted.fallbackLead] } },
    );
  }
  return lead;
}

/**
 * Reads the lead, resampled when the record's rate is another.
 *
 * @throws `lead-missing`; `record-too-short` when the whole record is shorter than one beat window
 */
export async function readLead(record: ReadableRecord, preprocessing: Preprocessing): Promise<LeadSignal> {
  const lead = chooseLead(record, preprocessing);
  const [recorded] = await record.read([lead]);
  const { samplingFrequency, window } = preprocessing;
  const signal =
    record.samplingFrequency === samplingFrequency
      ? recorded
      : resample(recorded, record.samplingFrequency, samplingFrequency);
  const steps = window.before + window.after;
  if (signal.length < steps) {
    throw new SaliogramError(
      'record-too-short',
      `record ${record.name}: got ${signal.length} samples at ${samplingFrequency} Hz, expected at least ${steps} for one beat`,
      { details: { record: record.name, samples: signal.length, expected: steps } },
    );
  }
  return { lead, signal };
}
