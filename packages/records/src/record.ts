import { SaliogramError } from '@saliogram/core';
import { readAll, type ByteStore } from './byte-source.ts';
import type { RecordHeader, SignalHeader } from './header.ts';
import { parseHeader } from './parse-header.ts';
import { toPhysical } from './physical-units.ts';
import { openSignalFiles, type SignalFile } from './signal-file.ts';
import { verifySignals } from './verify.ts';

/** An open ECG recording; samples are read when asked for, by range. */
export interface EcgRecord {
  readonly name: string;
  /** Hz. */
  readonly samplingFrequency: number;
  /** Samples per signal. */
  readonly sampleCount: number;
  /** Names of the signals in the file's order; a repeated name is told apart by ` #2`, ` #3`, ... */
  readonly leads: readonly string[];
  readonly signals: readonly SignalHeader[];
  readonly header: RecordHeader;
  /**
   * Samples `from` up to `to` (exclusive) of the named leads, or of all.
   *
   * Voltages are in mV, other quantities in the unit their header names; invalid samples are NaN. Reads no more of the
   * files than these samples need.
   *
   * @param from default 0
   * @param to default the end
   * @returns one array of `to - from` values per lead
   * @throws `lead-missing` naming the leads there are; `argument-invalid` for a range outside the record
   */
  read(leads: readonly string[] | 'all', from?: number, to?: number): Promise<Float32Array[]>;
  /** As {@link EcgRecord.read}, in ADC units as stored. */
  readDigital(leads: readonly string[] | 'all', from?: number, to?: number): Promise<Int32Array[]>;
  /**
   * Reads the whole record and compares each signal's initial value and checksum with the header's, where it has them.
   *
   * @throws `checksum-mismatch`
   */
  verify(): Promise<void>;
}

/**
 * Opens a WFDB record: reads its header and checks that its signal files are there and long enough.
 *
 * @param name path of the header without `.hea`; signal files are looked for beside it
 * @throws `file-missing`, `file-corrupt`, `file-truncated`, `format-unknown`
 */
export async function openRecord(store: ByteStore, name: string): Promise<EcgRecord> {
  const headerSource = await store.open(`${name}.hea`);
  const header = parseHeader(new TextDecoder().decode(await readAll(headerSource)), headerSource.name);
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const { files, places } = await openSignalFiles(header, headerSource.name, (file) =>
    store.open(folder + file),
  );
  const sampleCount = header.sampleCount ?? (await shortest(files));
  for (const file of files) await file.checkSize(sampleCount);

  const leads = leadNames(header.signals);
  const checkedRange = (from: number, to: number): void => {
    if (Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= sampleCount)
      return;
    throw new SaliogramError(
      'argument-invalid',
      `${name}: wanted samples ${from} to ${to}, expected whole numbers from 0 to ${sampleCount}`,
      { details: { record: name, from, to, sampleCount } },
    );
  };
  const readSignals = async (indices: readonly number[], from: number, to: number): Promise<Int32Array[]> => {
    checkedRange(from, to);
    const digital: Int32Array[] = indices.map(() => new Int32Array(0));
    for (let f = 0; f < files.length; f++) {
      const wanted = [...indices.keys()].filter((i) => places[indices[i]].file === f);
      if (wanted.length === 0) continue;
      const positions = wanted.map((i) => places[indices[i]].position);
      const samples = await files[f].read(positions, from, to);
      wanted.forEach((i, k) => (digital[i] = samples[k]));
    }
    return digital;
  };

  return {
    name,
    samplingFrequency: header.samplingFrequency,
    sampleCount,
    leads,
    signals: header.signals,
    header,
    async read(wanted, from = 0, to = sampleCount) {
      const indices = findLeads(name, leads, wanted);
      const digital = await readSignals(indices, from, to);
      return indices.map((s, i) =>
        toPhysical(digital[i], header.signals[s], files[places[s].file].format.invalidSample),
      );
    },
    async readDigital(wanted, from = 0, to = sampleCount) {
      return readSignals(findLeads(name, leads, wanted), from, to);
    },
    verify: () => verifySignals(header, headerSource.name, sampleCount, readSignals),
  };
}

async function shortest(files: readonly SignalFile[]): Promise<number> {
  const counts = await Promise.all(files.map((file) => file.sampleCount()));
  return counts.length === 0 ? 0 : Math.min(...counts);
}

function leadNames(signals: readonly SignalHeader[]): string[] {
  const seen = new Map<string, number>();
  return signals.map(({ description }) => {
    const times = (seen.get(description) ?? 0) + 1;
    seen.set(description, times);
    return times === 1 ? description : `${description} #${times}`;
  });
}

function findLeads(record: string, leads: readonly string[], wanted: readonly string[] | 'all'): number[] {
  if (wanted === 'all') return [...leads.keys()];
  return wanted.map((lead) => {
    const index = leads.indexOf(lead);
    if (index >= 0) return index;
    throw new SaliogramError(
      'lead-missing',
      `${record}: has no lead ${lead}; it has ${leads.length === 0 ? 'none' : leads.join(', ')}`,
      { details: { record, lead, leads: [...leads] } },
    );
  });
}
