import { SaliogramError } from '@saliogram/core';
import type { RecordHeader, SegmentHeader, SignalHeader } from './header.ts';
import { physicalUnit } from './physical-units.ts';
import type { SampleSink, SampleSource } from './sample-sink.ts';

/** A segment's name where nothing was recorded. */
const GAP = '~';

/** Opens the record of a segment: its header and the samples. */
export type OpenSegment = (name: string) => Promise<{ header: RecordHeader; source: SampleSource }>;

/** A segment that is open: per signal of the whole record, which of the segment's it is. */
interface OpenedSegment {
  readonly source: SampleSource;
  readonly signals: readonly (number | undefined)[];
}

/**
 * The samples of a record in segments, each opened when first read.
 *
 * In a fixed layout every segment has the signals of the first. A variable layout begins with a segment of no samples
 * that names the signals; in a segment they are found by name, and where one is missing there is a gap.
 *
 * @param file the header file's name, for messages
 * @throws `file-corrupt` for segments that do not fit together, and what opening a record throws
 */
export async function segmentedRecord(
  header: RecordHeader,
  segments: readonly SegmentHeader[],
  file: string,
  open: OpenSegment,
): Promise<SampleSource> {
  const recorded = segments.filter((segment) => segment.name !== GAP);
  if (recorded.length === 0) throw corrupt(file, 'segments', 'gaps only', 'at least one with a header');
  const isVariable = segments[0].sampleCount === 0 && segments[0].name !== GAP;
  const first = await open(recorded[0].name);
  const { signals } = first.header;
  if (signals.length !== header.signalCount)
    throw corrupt(
      file,
      'number of signals',
      header.signalCount,
      `${signals.length} as in ${recorded[0].name}`,
    );

  const starts: number[] = [];
  let frameCount = 0;
  for (const segment of segments) {
    starts.push(frameCount);
    frameCount += segment.sampleCount;
  }

  const opened = new Map<string, Promise<OpenedSegment>>();
  const openSegment = async ({ name, sampleCount }: SegmentHeader): Promise<OpenedSegment> => {
    const segment = name === recorded[0].name ? first : await open(name);
    const where = `${file}: segment ${name}`;
    const rate = segment.header.samplingFrequency;
    if (rate !== header.samplingFrequency)
      throw corrupt(where, 'sampling frequency', rate, `${header.samplingFrequency} as of the whole record`);
    if (segment.source.frameCount < sampleCount)
      throw corrupt(where, 'number of samples', segment.source.frameCount, `${sampleCount} as its line says`);
    const found = isVariable
      ? signals.map((signal) => sameSignal(signal, segment.header.signals))
      : signals.map((_, s) => (s < segment.header.signals.length ? s : undefined));
    if (!isVariable && segment.header.signals.length !== signals.length)
      throw corrupt(where, 'number of signals', segment.header.signals.length, `${signals.length}`);
    signals.forEach((signal, s) => checkSignal(where, signal, segment.header.signals[found[s] ?? -1]));
    return { source: segment.source, signals: found };
  };
  const segmentOf = (segment: SegmentHeader): Promise<OpenedSegment> => {
    const known = opened.get(segment.name);
    if (known) return known;
    const opening = openSegment(segment);
    opened.set(segment.name, opening);
    // What failed may be there the next time.
    opening.catch(() => opened.delete(segment.name));
    return opening;
  };

  return {
    signals,
    frameCount,
    async read(wanted, from, to, sink) {
      for (const [s, segment] of segments.entries()) {
        const [start, end] = [Math.max(from, starts[s]), Math.min(to, starts[s] + segment.sampleCount)];
        if (start >= end) continue;
        const place: Place = { signals, wanted, at: start - from, frames: end - start };
        if (segment.name === GAP) skipAll(place, [...wanted.keys()], sink);
        else await readSegment(await segmentOf(segment), place, start - starts[s], sink);
      }
    },
    async verify() {
      for (const segment of recorded) {
        if (segment.sampleCount > 0) await (await segmentOf(segment)).source.verify();
      }
    },
  };
}

/** Frames of a segment within a range. */
interface Place {
  readonly signals: readonly SignalHeader[];
  readonly wanted: readonly number[];
  /** Frames between the range's start and these. */
  readonly at: number;
  readonly frames: number;
}

async function readSegment(
  { source, signals }: OpenedSegment,
  place: Place,
  from: number,
  sink: SampleSink,
): Promise<void> {
  const { wanted, at, frames } = place;
  const indices = [...wanted.keys()];
  const there = indices.filter((index) => signals[wanted[index]] !== undefined);
  skipAll(
    place,
    indices.filter((index) => !there.includes(index)),
    sink,
  );
  const shift = (index: number): number => at * place.signals[wanted[index]].samplesPerFrame;
  const positions = there.flatMap((index) => signals[wanted[index]] ?? []);
  await source.read(positions, from, from + frames, {
    put: (k, block, offset, signal, invalid) =>
      sink.put(there[k], block, shift(there[k]) + offset, signal, invalid),
    skip: (k, offset, count) => sink.skip(there[k], shift(there[k]) + offset, count),
  });
}

function skipAll({ signals, wanted, at, frames }: Place, indices: readonly number[], sink: SampleSink): void {
  for (const index of indices) {
    const each = signals[wanted[index]].samplesPerFrame;
    sink.skip(index, at * each, frames * each);
  }
}

function sameSignal(signal: SignalHeader, among: readonly SignalHeader[]): number | undefined {
  const found = among.findIndex(({ description }) => description === signal.description);
  return found < 0 ? undefined : found;
}

/** Refuses a segment's signal that cannot be told in one row with the others. */
function checkSignal(where: string, signal: SignalHeader, own: SignalHeader | undefined): void {
  if (!own) return;
  const field = (name: string): string => `${name} of ${signal.description}`;
  if (own.samplesPerFrame !== signal.samplesPerFrame)
    throw corrupt(where, field('samples per frame'), own.samplesPerFrame, `${signal.samplesPerFrame}`);
  if (physicalUnit(own) !== physicalUnit(signal))
    throw corrupt(where, field('unit'), own.units, `${signal.units} as of the whole record`);
}

function corrupt(where: string, field: string, got: number | string, expected: string): SaliogramError {
  return new SaliogramError(
    'file-corrupt',
    `${where}: ${field}: got ${got}, expected ${expected}; correct the header`,
    {
      details: { where, field, got, expected },
    },
  );
}
