import type { AppState, View } from '../app-state.ts';
import { FILTER_MARGIN_S, displayFilter } from '../display-filter.ts';
import type { RecordingReader } from '../recording.ts';
import { leadRange } from './lanes.ts';
import type { LeadRange } from './lanes.ts';
import { paperScale } from './scale.ts';
import { MOST_SAMPLES_PER_PX, endsOf, envelopeOfSamples, valuesOf } from './trace.ts';
import type { Trace } from './trace.ts';

/** What is drawn of a stretch of a recording. */
export interface SheetData {
  /** Which recording, as its digest. */
  readonly recording: string;
  readonly startS: number;
  readonly endS: number;
  readonly pxPerS: number;
  readonly filter: View['filter'];
  /** Whether the traces are filtered as `filter` says; a stretch longer than 3 minutes is not. */
  readonly filterDrawn: boolean;
  /** One per lead. */
  readonly traces: readonly Trace[];
  readonly ranges: readonly (LeadRange | undefined)[];
}

/** The longest stretch whose every sample is read to be filtered for the display. */
const MOST_FILTERED_S = 180;

/**
 * Reads what the strip draws of `startS` to `endS`: real samples where few share a pixel, else their extent per device
 * pixel. With a display filter all samples are read, as far as that is reasonable.
 *
 * @param ratio device pixels per CSS pixel
 * @throws what the reader throws
 */
export async function readSheet(
  reader: Pick<RecordingReader, 'samples' | 'envelope'>,
  state: Pick<AppState, 'recording' | 'view' | 'settings'>,
  startS: number,
  endS: number,
  ratio: number,
): Promise<SheetData> {
  const { recording, view } = state;
  if (recording === null) throw new Error('internal: a sheet of no recording');
  const { samplingFrequency: fs, sampleCount } = recording;
  const { pxPerS } = paperScale(state);
  const from = Math.min(sampleCount, Math.max(0, Math.floor(startS * fs)));
  const to = Math.min(sampleCount, Math.max(from, Math.ceil(endS * fs) + 1));
  const filterDrawn = view.filter !== 'none' && to - from <= MOST_FILTERED_S * fs;
  const columns = Math.max(1, Math.ceil(((to - from) / fs) * pxPerS * ratio));
  const isFine = fs / pxPerS <= MOST_SAMPLES_PER_PX;
  const readLead = async (lead: number): Promise<Trace> => {
    if (filterDrawn) {
      const values = await filtered(reader, lead, from, to, sampleCount, fs, view.filter);
      const trace = { kind: 'samples', from, values } as const;
      return isFine ? trace : envelopeOfSamples(trace, columns);
    }
    if (isFine) return { kind: 'samples', from, values: await reader.samples(lead, from, to) };
    return { kind: 'envelope', ...(await reader.envelope(lead, from, to, columns)) };
  };
  const traces = await Promise.all(recording.leads.map((_, lead) => readLead(lead)));
  return {
    recording: recording.digest,
    startS,
    endS,
    pxPerS,
    filter: view.filter,
    filterDrawn,
    traces,
    ranges: traces.map((trace) => leadRange(valuesOf(trace), endsOf(trace))),
  };
}

async function filtered(
  reader: Pick<RecordingReader, 'samples'>,
  lead: number,
  from: number,
  to: number,
  sampleCount: number,
  samplingFrequency: number,
  filter: View['filter'],
): Promise<Float32Array> {
  const margin = Math.ceil(FILTER_MARGIN_S * samplingFrequency);
  const first = Math.max(0, from - margin);
  const samples = await reader.samples(lead, first, Math.min(sampleCount, to + margin));
  return displayFilter(samples, samplingFrequency, filter).slice(from - first, to - first);
}

/** Share of the strip that a sheet holds beyond each of its edges. */
export const SHEET_MARGIN = 0.6;
/** Share of the strip that must be left of the margin before another sheet is read. */
const SHEET_REST = 0.25;

/** Whether a sheet still serves the strip: the same recording, scale and filter, and enough of a margin. */
export function sheetServes(
  data: SheetData | null,
  state: Pick<AppState, 'recording' | 'view' | 'settings' | 'stripS'>,
): boolean {
  const { recording, view, stripS } = state;
  if (data === null || recording === null) return recording === null;
  const endS = recording.sampleCount / recording.samplingFrequency;
  const rest = SHEET_REST * stripS;
  return (
    data.recording === recording.digest &&
    data.filter === view.filter &&
    data.pxPerS === paperScale(state).pxPerS &&
    data.startS <= Math.max(0, view.startS - rest) &&
    data.endS >= Math.min(endS, view.startS + stripS + rest)
  );
}
