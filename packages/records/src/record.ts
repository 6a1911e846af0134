import { SaliogramError } from '@saliogram/core';
import { readAll, type ByteStore } from './byte-source.ts';
import { meanOfFrames, repeatSamples, type Resolution } from './frame-rate.ts';
import type { RecordHeader, SignalHeader } from './header.ts';
import { parseHeader } from './parse-header.ts';
import { physicalSink } from './physical-units.ts';
import { digitalSink, type SampleSink, type SampleSource } from './sample-sink.ts';
import { segmentedRecord } from './segmented-record.ts';
import { singleRecord } from './single-record.ts';

/** An open ECG recording; samples are read when asked for, by range. */
export interface EcgRecord {
  readonly name: string;
  /** Hz, of what is read: of frames, or of the fastest signal where that was asked for. */
  readonly samplingFrequency: number;
  /** Samples per signal. */
  readonly sampleCount: number;
  /** Names of the signals in the file's order; a repeated name is told apart by ` #2`, ` #3`, ... */
  readonly leads: readonly string[];
  /** Of a record in segments those of its first one, whose scale digital samples have. */
  readonly signals: readonly SignalHeader[];
  /** What the record's header file says; of a record in segments with the first one's signals. */
  readonly header: RecordHeader;
  /**
   * Samples `from` up to `to` (exclusive) of the named leads, or of all.
   *
   * Voltages are in mV, other quantities in the unit their header names; invalid samples and gaps are NaN. Reads no more
   * of the files than these samples need.
   *
   * @param from default 0
   * @param to default the end
   * @returns one array of `to - from` values per lead
   * @throws `lead-missing` naming the leads there are; `argument-invalid` for a range outside the record; what opening
   *   a record throws, where a segment is opened for the first time
   */
  read(leads: readonly string[] | 'all', from?: number, to?: number): Promise<Float32Array[]>;
  /** As {@link EcgRecord.read}, in ADC units; invalid samples and gaps are {@link INVALID_SAMPLE}. */
  readDigital(leads: readonly string[] | 'all', from?: number, to?: number): Promise<Int32Array[]>;
  /**
   * Every sample of the frames `from` up to `to`, in ADC units: of a lead with several samples per frame so many times
   * `to - from` values.
   */
  readFrames(leads: readonly string[] | 'all', from?: number, to?: number): Promise<Int32Array[]>;
  /**
   * Reads the whole record and compares each signal's initial value and checksum with the header's, where it has them.
   *
   * @throws `checksum-mismatch`
   */
  verify(): Promise<void>;
}

/** How a record is opened. */
export interface OpenRecordOptions {
  /**
   * Of signals with several samples per frame: `frame` gives their mean (default), as the WFDB library does; `highest`
   * gives each sample, those of slower signals repeated, at as many times the rate.
   */
  readonly resolution?: Resolution;
}

/**
 * Opens a WFDB record, in one piece or in segments: reads its header and checks that its signal files are there and long
 * enough; those of segments when they are first read.
 *
 * @param name path of the header without `.hea`; signal files and segments are looked for beside it
 * @throws `file-missing`, `file-corrupt`, `file-truncated`, `format-unknown`
 */
export async function openRecord(
  store: ByteStore,
  name: string,
  options: OpenRecordOptions = {},
): Promise<EcgRecord> {
  const { header, source } = await openSource(store, name);
  const { signals, frameCount } = source;
  const most = Math.max(1, ...signals.map((signal) => signal.samplesPerFrame));
  const factor = options.resolution === 'highest' ? most : 1;
  const sampleCount = frameCount * factor;
  const leads = leadNames(signals);

  const readAt = async <T extends Int32Array | Float32Array>(
    wanted: readonly string[] | 'all',
    from: number,
    to: number,
    allocate: (length: number) => T,
    sinkOf: (signals: readonly SignalHeader[], out: readonly T[]) => SampleSink,
  ): Promise<T[]> => {
    const indices = findLeads(name, leads, wanted);
    checkRange(name, from, to, sampleCount);
    const [firstFrame, endFrame] = [Math.floor(from / factor), Math.ceil(to / factor)];
    const chosen = indices.map((s) => signals[s]);
    const out = chosen.map((signal) => allocate((endFrame - firstFrame) * signal.samplesPerFrame));
    await source.read(indices, firstFrame, endFrame, sinkOf(chosen, out));
    return out.map((samples, i) => {
      const each = chosen[i].samplesPerFrame;
      if (factor === 1) return meanOfFrames(samples, each);
      return repeatSamples(samples, each, most, from - firstFrame * factor, to - from);
    });
  };
  const floats = (length: number): Float32Array => new Float32Array(length);
  const integers = (length: number): Int32Array => new Int32Array(length);

  return {
    name,
    samplingFrequency: header.samplingFrequency * factor,
    sampleCount,
    leads,
    signals,
    header: { ...header, signals },
    read: (wanted, from = 0, to = sampleCount) =>
      readAt(wanted, from, to, floats, (_, out) => physicalSink(out)),
    readDigital: (wanted, from = 0, to = sampleCount) => readAt(wanted, from, to, integers, digitalSink),
    async readFrames(wanted, from = 0, to = frameCount) {
      const indices = findLeads(name, leads, wanted);
      checkRange(name, from, to, frameCount);
      const chosen = indices.map((s) => signals[s]);
      const out = chosen.map((signal) => integers((to - from) * signal.samplesPerFrame));
      await source.read(indices, from, to, digitalSink(chosen, out));
      return out;
    },
    verify: () => source.verify(),
  };
}

async function openSource(
  store: ByteStore,
  name: string,
  isSegment = false,
): Promise<{ header: RecordHeader; source: SampleSource }> {
  const headerSource = await store.open(`${name}.hea`);
  const file = headerSource.name;
  const header = parseHeader(new TextDecoder().decode(await readAll(headerSource)), file);
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  if (!header.segments) {
    return {
      header,
      source: await singleRecord(header, file, (signalFile) => store.open(folder + signalFile)),
    };
  }
  if (isSegment) {
    throw new SaliogramError(
      'file-corrupt',
      `${file}: number of segments: got ${header.segments.length} in a segment of another record, expected none; correct the header`,
      { details: { file, segments: header.segments.length } },
    );
  }
  const source = await segmentedRecord(header, header.segments, file, (segment) =>
    openSource(store, folder + segment, true),
  );
  return { header, source };
}

function checkRange(record: string, from: number, to: number, sampleCount: number): void {
  if (Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= sampleCount) return;
  throw new SaliogramError(
    'argument-invalid',
    `${record}: wanted samples ${from} to ${to}, expected whole numbers from 0 to ${sampleCount}`,
    { details: { record, from, to, sampleCount } },
  );
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
