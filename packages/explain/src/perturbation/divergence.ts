/**
 * How far a distribution over classes is from another: `kl` sum p log(p / q), in nats; `probability-difference`
 * sum |p - q|, from 0 to 2.
 */
export type Divergence = 'kl' | 'probability-difference';

export const DIVERGENCES: readonly Divergence[] = ['kl', 'probability-difference'];

/** The divergence of the softmax of one row of scores from that of another; rows of K. */
export function divergence(
  kind: Divergence,
  p: Float32Array,
  pRow: number,
  q: Float32Array,
  qRow: number,
  classes: number,
): number {
  const [logP, logQ] = [logSoftmax(p, pRow, classes), logSoftmax(q, qRow, classes)];
  return logP.reduce((sum, v, k) => {
    const own = Math.exp(v);
    return sum + (kind === 'kl' ? own * (v - logQ[k]) : Math.abs(own - Math.exp(logQ[k])));
  }, 0);
}

function logSoftmax(scores: Float32Array, row: number, classes: number): Float64Array {
  const own = Float64Array.from(scores.subarray(row * classes, (row + 1) * classes));
  const most = own.reduce((a, b) => Math.max(a, b), -Infinity);
  const log = most + Math.log(own.reduce((sum, v) => sum + Math.exp(v - most), 0));
  return own.map((v) => v - log);
}
