import type { BlindReading } from './app-state.ts';

/** How far two readers agree on the same beats. */
export interface Agreement {
  /** Labels in the order of the rows and columns. */
  readonly symbols: readonly string[];
  /** Beats that the first called `symbols[row]` and the second `symbols[column]`. */
  readonly counts: readonly (readonly number[])[];
  readonly total: number;
  readonly agreed: number;
  /**
   * Cohen's kappa (1960), (p_o - p_e) / (1 - p_e): 1 for full agreement, 0 for what chance would give; null where it
   * says nothing (no beats, or both used one and the same label throughout).
   */
  readonly kappa: number | null;
}

/** Agreement over pairs of labels, one pair per beat. */
export function agreementOf(pairs: readonly (readonly [string, string])[]): Agreement {
  const symbols = [...new Set(pairs.flat())].toSorted();
  const counts = symbols.map((row) =>
    symbols.map((column) => pairs.filter(([a, b]) => a === row && b === column).length),
  );
  const total = pairs.length;
  const agreed = symbols.reduce((sum, _, i) => sum + counts[i][i], 0);
  const expected = symbols.reduce((sum, _, i) => {
    const first = counts[i].reduce((a, b) => a + b, 0);
    const second = counts.reduce((a, row) => a + row[i], 0);
    return sum + (first / total) * (second / total);
  }, 0);
  // Marginals that are both 1 make chance agreement certain.
  const kappa = total === 0 || expected === 1 ? null : (agreed / total - expected) / (1 - expected);
  return { symbols, counts, total, agreed, kappa };
}

/** The reader's blind labels against the model's and against the reference's, where it has one. */
export function blindAgreement(readings: readonly BlindReading[]) {
  const against = (name: string, symbolOf: (reading: BlindReading) => string) => ({
    against: name,
    agreement: agreementOf(
      readings.filter((reading) => symbolOf(reading) !== '').map((r) => [r.symbol, symbolOf(r)] as const),
    ),
  });
  return [against('model', (r) => r.modelSymbol), against('reference', (r) => r.referenceSymbol)];
}
