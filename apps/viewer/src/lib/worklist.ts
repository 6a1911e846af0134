import type { AppState, Beats, BlindReading, Review, Work } from './app-state.ts';
import type { ReferenceMark } from './recording.ts';

/** One beat of the worklist with all that is said of it. */
export interface WorklistRow {
  /** Index of the beat. */
  readonly beat: number;
  /** R peak in samples. */
  readonly peak: number;
  readonly timeS: number;
  /** MIT symbol of the reference; empty where it has none. */
  readonly reference: string;
  /** What the model holds most likely; empty where it has not looked yet. */
  readonly model: string;
  /** Of `model`; NaN where it has not looked yet. */
  readonly probability: number;
  /** 1 - probability; NaN where the model has not looked yet. */
  readonly doubt: number;
  readonly disagrees: boolean;
  /** Seconds since the R peak before; NaN at the first beat. */
  readonly rrBeforeS: number;
}

/** What the worklist begins with. */
export type WorklistOrder = 'time' | 'doubt' | 'disagreement' | 'rarity';

/** What stays in the worklist. */
export interface WorklistFilter {
  /** MIT symbol that the model or the reference gives; empty for all. */
  readonly symbol: string;
  readonly unreadOnly: boolean;
}

/** What the rows are made of. */
export interface WorklistSource {
  readonly beats: Beats;
  readonly references: readonly ReferenceMark[];
  /** Symbols of the model's classes, in order. */
  readonly symbols: readonly string[];
  readonly samplingFrequency: number;
}

/** The model's most likely class of a beat, as an index; -1 where it has not looked yet. */
export function predictedClass(
  { probabilities }: Pick<Beats, 'probabilities'>,
  beat: number,
  classes: number,
): number {
  // Behind the end there is no number at all.
  if (!(probabilities[beat * classes] >= 0)) return -1;
  let best = 0;
  for (let k = 1; k < classes; k++) {
    if (probabilities[beat * classes + k] > probabilities[beat * classes + best]) best = k;
  }
  return best;
}

/** What is said of one beat. */
export function worklistRow(source: WorklistSource, beat: number): WorklistRow {
  const { beats, references, symbols, samplingFrequency } = source;
  const peak = beats.peaks[beat];
  const reference = references[beats.referenceOf[beat]]?.symbol ?? '';
  const predicted = predictedClass(beats, beat, symbols.length);
  const probability = predicted < 0 ? NaN : beats.probabilities[beat * symbols.length + predicted];
  const model = symbols[predicted] ?? '';
  return {
    beat,
    peak,
    timeS: peak / samplingFrequency,
    reference,
    model,
    probability,
    doubt: 1 - probability,
    disagrees: reference !== '' && model !== '' && reference !== model,
    rrBeforeS: beat === 0 ? NaN : (peak - beats.peaks[beat - 1]) / samplingFrequency,
  };
}

/** One row per beat, in order of time. */
export function worklistRows(source: WorklistSource): WorklistRow[] {
  return Array.from({ length: source.beats.count }, (_, beat) => worklistRow(source, beat));
}

/** What the rows of the open recording are made of. */
export function worklistSource({
  beats,
  references,
  model,
  recording,
}: Pick<AppState, 'beats' | 'references' | 'model' | 'recording'>): WorklistSource {
  return {
    beats,
    references,
    symbols: model?.classes.map(({ symbol }) => symbol) ?? [],
    samplingFrequency: recording?.samplingFrequency ?? NaN,
  };
}

/** How many rows the model gives each label. */
function modelCounts(rows: readonly WorklistRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { model } of rows) counts.set(model, (counts.get(model) ?? 0) + 1);
  return counts;
}

/**
 * Rows in the order of what deserves a reader's look: `doubt` the least certain first; `disagreement` those whose
 * label differs from the reference first, the surest of them at the top (where one of the two must be plainly wrong);
 * `rarity` the model's rarest class first, the least certain within it. Beats the model has not looked at come last.
 */
export function sortWorklist(rows: readonly WorklistRow[], order: WorklistOrder): readonly WorklistRow[] {
  if (order === 'time') return rows;
  const counts = order === 'rarity' ? modelCounts(rows) : new Map<string, number>();
  const rank = (row: WorklistRow): readonly [number, number] =>
    order === 'doubt'
      ? [0, -row.doubt]
      : order === 'disagreement'
        ? [row.disagrees ? 0 : 1, row.disagrees ? row.doubt : -row.doubt]
        : [counts.get(row.model) ?? 0, -row.doubt];
  const ranked = rows.map((row) => ({ row, rank: row.model === '' ? ([Infinity, 0] as const) : rank(row) }));
  return ranked
    .sort((a, b) => compare(a.rank[0], b.rank[0]) || compare(a.rank[1], b.rank[1]) || a.row.beat - b.row.beat)
    .map(({ row }) => row);
}

/** Infinity minus infinity would be no order. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The rows that the filter leaves; `read` holds the peaks that the reader has given a label or a decision. */
export function filterWorklist(
  rows: readonly WorklistRow[],
  { symbol, unreadOnly }: WorklistFilter,
  read: ReadonlySet<number>,
): readonly WorklistRow[] {
  return rows.filter(
    (row) =>
      (symbol === '' || row.model === symbol || row.reference === symbol) &&
      !(unreadOnly && read.has(row.peak)),
  );
}

/** Decisions by R peak. */
export function reviewsByPeak(work: Work): ReadonlyMap<number, Review> {
  return new Map(work.reviews.map((review) => [review.peak, review]));
}

/** Blind readings by R peak. */
export function blindReadingsByPeak(work: Work): ReadonlyMap<number, BlindReading> {
  return new Map(work.blindReadings.map((reading) => [reading.peak, reading]));
}

/** The R peaks of the beats that have a decision or a blind reading. */
export function readPeaks(work: Work): ReadonlySet<number> {
  return new Set([...work.reviews, ...work.blindReadings].map(({ peak }) => peak));
}
