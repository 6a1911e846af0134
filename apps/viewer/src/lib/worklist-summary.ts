import type { Review } from './app-state.ts';
import type { WorklistRow } from './worklist.ts';

/** How often a label occurs. */
export interface ClassCount {
  readonly symbol: string;
  readonly model: number;
  readonly reference: number;
  /** By the reader's decisions. */
  readonly reader: number;
  /** Share of the model's label in all beats the model has looked at; NaN where there are none. */
  readonly burden: number;
}

/** The recording in numbers. */
export interface WorklistSummary {
  readonly beats: number;
  readonly counts: readonly ClassCount[];
  readonly disagreements: number;
  /** The longest interval between two found beats and the beat that ends it; null where there are not two. */
  readonly longestRr: { readonly rrS: number; readonly beat: number } | null;
  /** 60 over the mean RR interval, in beats per minute; NaN where there are not two beats. */
  readonly meanRate: number;
}

/** Counts and burden per label, and the longest RR interval. */
export function summariseWorklist(
  rows: readonly WorklistRow[],
  reviews: ReadonlyMap<number, Review>,
): WorklistSummary {
  const tally = (symbolOf: (row: WorklistRow) => string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const symbol = symbolOf(row);
      if (symbol !== '') counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
    }
    return counts;
  };
  const model = tally((row) => row.model);
  const reference = tally((row) => row.reference);
  const reader = tally((row) => reviews.get(row.peak)?.symbol ?? '');
  const looked = [...model.values()].reduce((a, b) => a + b, 0);
  const symbols = [...new Set([...model.keys(), ...reference.keys(), ...reader.keys()])];
  const counts = symbols
    .map((symbol) => ({
      symbol,
      model: model.get(symbol) ?? 0,
      reference: reference.get(symbol) ?? 0,
      reader: reader.get(symbol) ?? 0,
      burden: (model.get(symbol) ?? 0) / looked,
    }))
    .sort((a, b) => b.model - a.model || b.reference - a.reference || (a.symbol < b.symbol ? -1 : 1));
  const last = rows.at(-1);
  return {
    beats: rows.length,
    counts,
    disagreements: rows.filter((row) => row.disagrees).length,
    longestRr: longestRr(rows),
    meanRate: last && rows.length > 1 ? (60 * (rows.length - 1)) / (last.timeS - rows[0].timeS) : NaN,
  };
}

function longestRr(rows: readonly WorklistRow[]): WorklistSummary['longestRr'] {
  let longest: WorklistSummary['longestRr'] = null;
  for (const { beat, rrBeforeS } of rows) {
    if (rrBeforeS > (longest?.rrS ?? 0)) longest = { rrS: rrBeforeS, beat };
  }
  return longest;
}
