import { SaliogramError } from '@saliogram/core';
import type { ByteSource } from './byte-source.ts';
import { FrameFault } from './flac/bit-reader.ts';
import { decodeFrame, type Frame } from './flac/decode-frame.ts';
import { frameHeader, MOST_HEADER_BYTES } from './flac/frame-header.ts';
import { readStreamInfo, type StreamInfo } from './flac/stream-info.ts';
import type { FlacFormat } from './formats/signal-format.ts';
import type { FrameLayout } from './frame-layout.ts';
import type { SignalFile } from './signal-file.ts';

/** Bytes that are read at a time, at least. */
const WINDOW = 1 << 16;
/** Bytes that are looked through for a frame, at least: as many as two frames take, where that is known. */
const SEARCHED = 1 << 13;
/** Bytes after those read that the decoder may look at. */
const PADDING = 8;

/** A place in a FLAC stream at which a frame begins. */
interface Mark {
  /** The frame's first sample, counted per channel. */
  readonly sample: number;
  readonly offset: number;
}

/**
 * A signal file of FLAC: a range is read from the frame on that holds its start, which is looked for by
 * halving.
 *
 * @throws `file-corrupt` when the stream's channels or width are not the header's
 */
export async function flacFile(
  source: ByteSource,
  format: FlacFormat,
  layout: FrameLayout,
  byteOffset: number,
): Promise<SignalFile> {
  const info = await readStreamInfo(source, byteOffset);
  checkStream(source.name, info, format, layout);
  const each = layout.samplesPerFrame[0];
  const stream = flacStream(source, info, await source.size());
  let counted: Promise<number> | undefined;
  return {
    format,
    async frameCount() {
      return Math.floor((info.samples || (await (counted ??= stream.countSamples()))) / each);
    },
    async checkSize(frames) {
      const samples = info.samples || frames * each;
      if (samples >= frames * each) return;
      throw new SaliogramError(
        'file-truncated',
        `${source.name}: got ${samples} samples in the FLAC stream, expected ${frames * each}; copy the file again`,
        { details: { file: source.name, samples, expected: frames * each } },
      );
    },
    async read(wanted, from, to, take) {
      const [first, end] = [from * each, to * each];
      if (first === end) return;
      for await (const frame of stream.framesFrom(first, end)) {
        const start = Math.max(first, frame.firstSample);
        const stop = Math.min(end, frame.firstSample + frame.channels[0].length);
        wanted.forEach((channel, index) => {
          const samples = frame.channels[channel];
          take(index, samples.subarray(start - frame.firstSample, stop - frame.firstSample), start - first);
        });
      }
    },
  };
}

function checkStream(file: string, info: StreamInfo, format: FlacFormat, layout: FrameLayout): void {
  const signals = layout.starts.length;
  const refuse = (field: string, got: number | string, expected: number | string): void => {
    throw new SaliogramError(
      'file-corrupt',
      `${file}: ${field}: got ${got}, expected ${expected} in format ${format.code}; correct the header`,
      { details: { file, field, got, expected, format: format.code } },
    );
  };
  if (info.channels !== signals) refuse('channels of the FLAC stream', info.channels, signals);
  if (info.bits !== format.bits) refuse('bits per sample of the FLAC stream', info.bits, format.bits);
  const uneven = layout.samplesPerFrame.find((each) => each !== layout.samplesPerFrame[0]);
  if (uneven !== undefined)
    refuse('samples per frame', `${layout.samplesPerFrame.join(', ')}`, 'the same of all signals of a file');
}

/** Bytes of the stream with padding after the `length` that are its own. */
interface Page {
  readonly bytes: Uint8Array;
  readonly length: number;
}

interface FlacStream {
  countSamples(): Promise<number>;
  /** The frames that hold the samples from `first` up to `end`, counted per channel. */
  framesFrom(first: number, end: number): AsyncGenerator<Frame>;
}

function flacStream(source: ByteSource, info: StreamInfo, size: number): FlacStream {
  const marks: Mark[] = [{ sample: 0, offset: info.firstFrame }];
  const window = Math.max(WINDOW, 2 * info.mostFrameBytes);
  const searched = info.mostFrameBytes > 0 ? Math.max(SEARCHED, 2 * info.mostFrameBytes) : WINDOW;

  const padded = async (from: number, length: number): Promise<Page> => {
    const read = await source.read(from, Math.min(size, from + length));
    const bytes = new Uint8Array(read.length + PADDING);
    bytes.set(read);
    return { bytes, length: read.length };
  };

  /** Remembers where a frame begins, in order. */
  const remember = (mark: Mark): void => {
    const after = marks.findIndex(({ sample }) => sample >= mark.sample);
    if (after < 0) marks.push(mark);
    else if (marks[after].sample !== mark.sample) marks.splice(after, 0, mark);
  };

  /** A place at or before a sample from which it is not far: the nearest known one, or one found by halving. */
  const seek = async (wanted: number): Promise<Mark> => {
    let low = marks.findLast(({ sample }) => sample <= wanted) ?? marks[0];
    let high = marks.find(({ sample }) => sample > wanted)?.offset ?? size;
    const bytesPerSample = info.samples > 0 ? (size - info.firstFrame) / info.samples : Infinity;
    const isNear = (): boolean =>
      high - low.offset <= window || (wanted - low.sample) * bytesPerSample <= window / 2;
    while (!isNear()) {
      const guess = low.offset + (wanted - low.sample) * bytesPerSample - window / 4;
      const middle = Math.floor(isGuess(guess, low.offset, high) ? guess : (low.offset + high) / 2);
      const { bytes, length } = await padded(middle, Math.min(searched, high - middle));
      const found = firstFrame(bytes, length, info);
      if (!found) {
        high = middle; // No whole frame from here on: the one wanted begins before.
        continue;
      }
      const mark = { sample: found.sample, offset: middle + found.at };
      remember(mark);
      if (mark.sample > wanted) high = middle;
      else low = mark;
    }
    return low;
  };

  async function* frames(mark: Mark, end: number): AsyncGenerator<Frame> {
    let { sample, offset } = mark;
    let reach = window;
    let page: Page & { start: number } = { bytes: new Uint8Array(PADDING), length: 0, start: offset };
    while (sample < end) {
      if (offset >= size && end === Infinity) return;
      if (offset >= size) throw cut(source.name, size, sample, end);
      try {
        const frame = decodeFrame(page.bytes, offset - page.start, page.length, info);
        if (frame.firstSample !== sample)
          throw new FrameFault(offset - page.start, `a frame of sample ${frame.firstSample}, not ${sample}`);
        yield frame;
        sample += frame.channels[0].length;
        offset = page.start + frame.end;
      } catch (fault) {
        if (!(fault instanceof FrameFault)) throw fault;
        if (!fault.isShort) throw damaged(source.name, page.start + fault.offset, fault);
        const isWhole = page.start === offset && page.start + page.length === size;
        if (isWhole) throw cut(source.name, size, sample, end);
        if (page.start === offset && page.length > 0) reach *= 2;
        page = { ...(await padded(offset, reach)), start: offset };
      }
    }
  }

  return {
    async countSamples() {
      let samples = 0;
      for await (const frame of frames(marks[0], Infinity)) samples += frame.channels[0].length;
      return samples;
    },
    async *framesFrom(first, end) {
      for await (const frame of frames(await seek(first), end)) {
        if (frame.firstSample + frame.channels[0].length > first) yield frame;
      }
    },
  };
}

/** Whether a guess halves no worse than to a quarter. */
function isGuess(guess: number, low: number, high: number): boolean {
  return guess > low + (high - low) / 4 && guess < high - (high - low) / 4;
}

/** The first whole and sound frame among bytes. */
function firstFrame(
  bytes: Uint8Array,
  length: number,
  info: StreamInfo,
): { sample: number; at: number } | undefined {
  for (let at = 0; at + MOST_HEADER_BYTES <= length; at++) {
    if (bytes[at] !== 0xff || !frameHeader(bytes, at, info)) continue;
    try {
      return { sample: decodeFrame(bytes, at, length, info).firstSample, at };
    } catch (fault) {
      if (!(fault instanceof FrameFault)) throw fault;
    }
  }
  return undefined;
}

function damaged(file: string, offset: number, fault: FrameFault): SaliogramError {
  return new SaliogramError(
    'file-corrupt',
    `${file}: byte ${offset}: got ${fault.message}, expected a FLAC frame; copy the file again`,
    { details: { file, offset, found: fault.message } },
  );
}

function cut(file: string, size: number, sample: number, end: number): SaliogramError {
  return new SaliogramError(
    'file-truncated',
    `${file}: ends at byte ${size} after ${sample} samples of the FLAC stream, expected ${end}; copy the file again`,
    { details: { file, size, samples: sample, expected: end } },
  );
}
