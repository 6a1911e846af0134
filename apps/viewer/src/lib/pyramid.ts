import type { Envelope } from './recording.ts';

/** Samples of a bin, from the finest level to the coarsest. */
export const LEVELS: readonly number[] = [16, 256, 4096];
/** A column takes at least this many bins, so that its edges are off by a quarter of it at most. */
const BINS_PER_COLUMN = 4;

/** Lowest and highest sample of every bin of one level; NaN where all are missing. */
interface Level {
  readonly bin: number;
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** Lowest and highest samples of one lead at several scales, built from the start on. */
export interface Pyramid {
  /** Samples 0 to this are in it. */
  builtTo(): number;
  /**
   * Takes the samples that follow.
   *
   * @param samples a multiple of the coarsest bin, but for the last ones
   */
  append(samples: Float32Array): void;
  /** The envelope of samples `from` to `to`, NaN where nothing is built; undefined where columns are too fine for it. */
  envelope(from: number, to: number, columns: number): Envelope | undefined;
}

/** An empty pyramid for a lead of so many samples: 2 x 4 bytes for each 16 samples, and a fifteenth of it. */
export function createPyramid(sampleCount: number): Pyramid {
  const levels = LEVELS.map((bin): Level => {
    const bins = Math.ceil(sampleCount / bin);
    return { bin, low: new Float32Array(bins).fill(NaN), high: new Float32Array(bins).fill(NaN) };
  });
  let built = 0;
  return {
    builtTo: () => built,
    append(samples) {
      if (built % LEVELS[LEVELS.length - 1] !== 0 || built + samples.length > sampleCount) {
        throw new Error(`internal: ${samples.length} samples do not follow on ${built} of ${sampleCount}`);
      }
      const end = built + samples.length;
      let finer: Level = { bin: 1, low: samples, high: samples };
      let origin = built; // the sample `finer` begins with
      for (const level of levels) {
        for (let b = built / level.bin; b * level.bin < end; b++) {
          const first = (b * level.bin - origin) / finer.bin;
          const last = Math.ceil((Math.min(end, (b + 1) * level.bin) - origin) / finer.bin);
          const { low, high } = extremes(finer.low, finer.high, first, last);
          level.low[b] = low;
          level.high[b] = high;
        }
        finer = level;
        origin = 0;
      }
      built += samples.length;
    },
    envelope(from, to, columns) {
      const level = levels.findLast(({ bin }) => bin * BINS_PER_COLUMN * columns <= to - from);
      if (!level) return undefined;
      const { bin, low, high } = level;
      return overColumns(low, high, { from, to, columns }, bin, 0);
    },
  };
}

/** A range of samples in equal columns. */
interface Columns {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
}

/**
 * The envelope of samples at hand; every column holds at least the sample it begins in.
 *
 * @param start which sample of the lead `samples` begins with
 */
export function envelopeOf(
  samples: Float32Array,
  start: number,
  from: number,
  to: number,
  columns: number,
): Envelope {
  return overColumns(samples, samples, { from, to, columns }, 1, start);
}

function overColumns(
  lows: Float32Array,
  highs: Float32Array,
  { from, to, columns }: Columns,
  bin: number,
  start: number,
): Envelope {
  const low = new Float32Array(columns);
  const high = new Float32Array(columns);
  const at = (column: number): number => Math.floor((from + ((to - from) * column) / columns - start) / bin);
  for (let c = 0; c < columns; c++) {
    const first = at(c);
    const found = extremes(lows, highs, first, Math.max(first + 1, at(c + 1)));
    low[c] = found.low;
    high[c] = found.high;
  }
  return { from, to, low, high };
}

/** Lowest and highest of `[from, to)`, missing values passed over; NaN for none. */
function extremes(
  lows: Float32Array,
  highs: Float32Array,
  from: number,
  to: number,
): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  const end = Math.min(to, lows.length);
  for (let i = Math.max(0, from); i < end; i++) {
    if (lows[i] < low) low = lows[i];
    if (highs[i] > high) high = highs[i];
  }
  return low <= high ? { low, high } : { low: NaN, high: NaN };
}
