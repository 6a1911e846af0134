// Means over classes by weight, with intervals over groups drawn whole.
import { createRandom, drawGroups, intervalOf } from '../packages/core/dist/index.js';

const DRAWS = 2000;

/**
 * The sum over classes of weight times mean, of what is drawn. A group (patient) is drawn with everything that any model
 * explained of it; classes that a draw misses are left out and the weights of the others made up to 1.
 *
 * @param groups of each value
 * @param classOf of each value
 * @param prevalence of each class
 */
export function classMeans(groups, classOf, prevalence) {
  const numbers = new Map([...new Set(groups)].map((group, i) => [group, i]));
  const draws = drawGroups(numbers.size, DRAWS, createRandom(0));
  const all = new Uint8Array(numbers.size).fill(1);
  const weights = { prevalence, equal: prevalence.map(() => 1 / prevalence.length) };
  const cells = prevalence.length * numbers.size;
  const cellOf = groups.map((group, i) => classOf[i] * numbers.size + numbers.get(group));

  /** Of values of which NaN does not count, and a weighting by name. */
  return function (values, weighting) {
    const [sums, counts] = [new Float64Array(cells), new Float64Array(cells)];
    values.forEach((value, i) => {
      if (Number.isNaN(value)) return;
      sums[cellOf[i]] += value;
      counts[cellOf[i]]++;
    });
    const mean = (times) => {
      let [total, weight] = [0, 0];
      weights[weighting].forEach((own, k) => {
        let [sum, count] = [0, 0];
        times.forEach((n, group) => {
          sum += n * sums[k * numbers.size + group];
          count += n * counts[k * numbers.size + group];
        });
        if (count === 0) return;
        total += (own * sum) / count;
        weight += own;
      });
      return total / weight;
    };
    return intervalOf({ estimate: mean(all), draws: Float64Array.from(draws, mean) }, 0.95);
  };
}

/** The estimate alone: the mean of class means by weight. */
export function weightedMean(values, classOf, weights) {
  let [total, weight] = [0, 0];
  weights.forEach((own, k) => {
    const mine = values.filter((value, i) => classOf[i] === k && !Number.isNaN(value));
    if (mine.length === 0) return;
    total += (own * mine.reduce((sum, value) => sum + value, 0)) / mine.length;
    weight += own;
  });
  return total / weight;
}
