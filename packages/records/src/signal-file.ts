import { SaliogramError } from '@saliogram/core';
import type { SignalFormat } from './formats/signal-format.ts';
import type { FrameLayout, TakeBlock } from './frame-layout.ts';

/** One signal file of a record; values are as stored, skew is not undone. */
export interface SignalFile {
  readonly format: SignalFormat;
  /** Frames that the file has room for. */
  frameCount(): Promise<number>;
  /** Throws `file-truncated` unless the file holds so many frames. */
  checkSize(frames: number): Promise<void>;
  /** Hands out the samples of the frames `from` to `to` (exclusive) of its signals `wanted`, block by block. */
  read(wanted: readonly number[], from: number, to: number, take: TakeBlock): Promise<void>;
}

/** The failure of a file that ends before its samples do. */
export function truncatedFile(
  file: string,
  size: number,
  expected: number,
  frames: number,
  layout: FrameLayout,
  format: number,
): SaliogramError {
  const signals = layout.starts.length;
  const samples = layout.size === signals ? 'samples' : `frames of ${layout.size} samples`;
  return new SaliogramError(
    'file-truncated',
    `${file}: got ${size} bytes, expected ${expected} (${frames} ${samples} of ${signals} signals in format ${format}); copy the file again`,
    { details: { file, size, expected, samples: frames, signals, format } },
  );
}
