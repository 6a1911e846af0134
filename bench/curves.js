// Deletion and insertion curves of maps, and the areas under them, by a judge.
import { argmax, createRandom } from '../packages/core/dist/index.js';

/** What is followed along a curve. */
export const MEASURES = ['probability', 'score', 'log odds'];

/**
 * Curves go step by step, the highest value first and equal ones by lot, over the share hidden (deletion) or shown
 * (insertion); areas are by trapezoids.
 *
 * @param judge the model whose scores are taken
 * @param x sequences of one channel
 * @param values one for each step, [B, T]
 * @param fill what stands in for a hidden step, [B, T]
 * @returns `areas` under deletion, then insertion, of the three measures, six arrays of one number per sequence;
 *   `recognised`, whether the judge is right about the whole sequence; and of the probability the `deletion` and
 *   `insertion` curves themselves, [B][points + 1]
 */
export async function removalCurves(judge, x, targets, values, fill, points) {
  const { steps, batch } = x;
  const classes = judge.classes.length;
  const areas = Array.from({ length: 2 * MEASURES.length }, () => new Float64Array(batch));
  const curves = [[], []];
  const recognised = [];
  for (let b = 0; b < batch; b++) {
    const own = values.subarray(b * steps, (b + 1) * steps);
    const lot = createRandom(b).shuffle(Uint32Array.from({ length: steps }, (_, t) => t));
    const order = lot.sort((i, j) => own[j] - own[i]);
    const copies = new Float32Array(2 * (points + 1) * steps);
    for (let point = 0; point <= points; point++) {
      const count = Math.round((point * steps) / points);
      order.forEach((t, place) => {
        const [here, gone] = [x.values[b * steps + t], fill[b * steps + t]];
        copies[point * steps + t] = place < count ? gone : here;
        copies[(points + 1 + point) * steps + t] = place < count ? here : gone;
      });
    }
    const scores = await judge.scores({ values: copies, batch: 2 * (points + 1), steps, channels: 1 });
    recognised.push(argmax(scores, 0, classes) === targets[b]);
    for (const side of [0, 1]) {
      const along = Array.from({ length: points + 1 }, (_, point) =>
        measuresOf(scores, classes, side * (points + 1) + point, targets[b]),
      );
      MEASURES.forEach((_, m) => {
        areas[side * MEASURES.length + m][b] = areaUnder(along.map((values) => values[m]));
      });
      curves[side].push(along.map(([probability]) => probability));
    }
  }
  return { areas, recognised, deletion: curves[0], insertion: curves[1] };
}

/** Area under evenly spaced values from 0 to 1, by trapezoids. */
function areaUnder(values) {
  const last = values.length - 1;
  return values.reduce((sum, value, i) => sum + (i === 0 || i === last ? 0.5 : 1) * value, 0) / last;
}

/** Probability, score and log odds of a class. */
export function measuresOf(scores, classes, row, target) {
  const own = scores.subarray(row * classes, (row + 1) * classes);
  const others = own.filter((_, k) => k !== target);
  const most = Math.max(...others);
  const logOdds = own[target] - most - Math.log(others.reduce((sum, s) => sum + Math.exp(s - most), 0));
  return [1 / (1 + Math.exp(-logOdds)), own[target], logOdds];
}
