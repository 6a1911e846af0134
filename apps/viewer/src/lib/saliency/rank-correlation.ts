/** Ranks from 1; equal values share the mean of their ranks. */
function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) ranks[order[i]] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Spearman's rank correlation of two maps of equal length, in [-1, 1]; null where one of them says the same everywhere.
 *
 * Source: Spearman 1904, with mean ranks for ties.
 */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  if (a.length !== b.length)
    throw new Error(`internal: maps of ${a.length} and ${b.length} values are compared`);
  const ranks = [ranksOf(a), ranksOf(b)];
  const centre = (a.length + 1) / 2;
  let product = 0;
  const squares = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [u, v] = [ranks[0][i] - centre, ranks[1][i] - centre];
    product += u * v;
    squares[0] += u * u;
    squares[1] += v * v;
  }
  const scale = Math.sqrt(squares[0] * squares[1]);
  return scale > 0 ? product / scale : null;
}

/** What a rank correlation is called. */
export function agreementWord(correlation: number): string {
  if (correlation >= 0.7) return 'strong';
  if (correlation >= 0.4) return 'moderate';
  if (correlation >= 0.2) return 'weak';
  return correlation > -0.2 ? 'none' : 'contrary';
}

/** As `0.62, moderate`; a dash where nothing can be said. */
export function agreementText(correlation: number | null): string {
  if (correlation === null) return '–';
  // Rounded first, so that nothing is called minus zero.
  const rounded = Math.round(100 * correlation) / 100;
  return `${(rounded === 0 ? 0 : rounded).toFixed(2).replace('-', '−')}, ${agreementWord(correlation)}`;
}
