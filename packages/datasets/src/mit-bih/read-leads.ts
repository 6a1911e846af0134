import { SaliogramError } from '@saliogram/core';
import type { EcgRecord } from '@saliogram/records';
import { readsSecondLead, resample } from '@saliogram/signal';
import type { Preprocessing } from './preprocessing.ts';

/** What cutting beats asks of a recording; an opened record and a synthetic one both answer. */
export type ReadableRecord = Pick<EcgRecord, 'name' | 'leads' | 'samplingFrequency' | 'read'>;

/** The leads of a recording that the preprocessing wants. */
export interface LeadSignals {
  /** Its own: R peaks are found in it. */
  readonly lead: string;
  /** Its own, then the recording's other lead if that is wanted and there; mV at the preprocessing's sampling frequency, NaN where the recording has no valid sample. */
  readonly signals: readonly Float32Array[];
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
 * Reads the lead, and with it the first other one where the preprocessing reads two, resampled when the record's rate is
 * another.
 *
 * @throws `lead-missing`; `record-too-short` when the whole record is shorter than one beat window
 */
export async function readLeads(record: ReadableRecord, preprocessing: Preprocessing): Promise<LeadSignals> {
  const lead = chooseLead(record, preprocessing);
  const other = readsSecondLead(preprocessing) ? record.leads.find((name) => name !== lead) : undefined;
  const recorded = await record.read(other === undefined ? [lead] : [lead, other]);
  const { samplingFrequency, window } = preprocessing;
  const signals =
    record.samplingFrequency === samplingFrequency
      ? recorded
      : recorded.map((each) => resample(each, record.samplingFrequency, samplingFrequency));
  const steps = window.before + window.after;
  const samples = signals[0].length;
  if (samples < steps) {
    throw new SaliogramError(
      'record-too-short',
      `record ${record.name}: got ${samples} samples at ${samplingFrequency} Hz, expected at least ${steps} for one beat`,
      { details: { record: record.name, samples, expected: steps } },
    );
  }
  return { lead, signals };
}
