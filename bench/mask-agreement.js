// How far the masks found from different starts agree.
import { quantile } from '../packages/core/dist/index.js';

/**
 * Every pair of runs: share of beats whose objectives differ by at most 1 % of the fall from the mask of ones, the gap's
 * 90 % quantile, and median and 10 % quantile of the rank correlation of the maps and of the overlap of what they hide
 * (intersection over union of importance above one half).
 *
 * @param runs each with `name`, `least` [B] and `values` [B, size]
 * @param ones objective of the mask of ones, [B]
 */
export function agreementOf(runs, ones, size) {
  const pairs = runs.flatMap((a, i) => runs.slice(i + 1).map((b) => [a, b]));
  return pairs.map(([a, b]) => {
    const gap = ones.map((one, i) => {
      const least = Math.min(a.least[i], b.least[i]);
      return Math.abs(a.least[i] - b.least[i]) / (one - least);
    });
    const maps = ones.map((_, i) => [a, b].map((run) => run.values.subarray(i * size, (i + 1) * size)));
    const low = (values) => [quantile(values, 0.5), quantile(values, 0.1)];
    return {
      starts: `${a.name.replace('start ', '')} / ${b.name.replace('start ', '')}`,
      same: gap.filter((g) => g <= 0.01).length / gap.length,
      gap: quantile(gap, 0.9),
      correlation: low(maps.map(([p, q]) => rankCorrelation(p, q))),
      overlap: low(maps.map(([p, q]) => overlap(p, q))),
    };
  });
}

/** Spearman's, ties at their mean rank; 1 where both maps are constant, 0 where one is. */
function rankCorrelation(p, q) {
  const [a, b] = [ranks(p), ranks(q)];
  const middle = (p.length - 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - middle) * (b[i] - middle);
    aa += (a[i] - middle) ** 2;
    bb += (b[i] - middle) ** 2;
  }
  return aa === 0 && bb === 0 ? 1 : aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

function ranks(values) {
  const order = Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const result = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) result[order[i]] = (from + to - 1) / 2;
  }
  return result;
}

function overlap(p, q) {
  let [both, either] = [0, 0];
  for (let i = 0; i < p.length; i++) {
    if (p[i] > 0.5 && q[i] > 0.5) both++;
    if (p[i] > 0.5 || q[i] > 0.5) either++;
  }
  return either === 0 ? 1 : both / either;
}
