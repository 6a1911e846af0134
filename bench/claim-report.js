// From what was measured of each model to means, paired differences with intervals, and tables of them.
import { NORMALISERS, SCORE_READINGS } from '../packages/explain/dist/index.js';
import { MEASURES } from './curves.js';
import { classMeans, weightedMean } from './claim-statistics.js';

export const WEIGHTINGS = ['prevalence', 'equal'];
/** Shares hidden at which the maps are compared with equal sizes. */
const SHARES = [0.05, 0.1, 0.2, 0.3, 0.5];

/** What is measured of a map, by name: a function from its record and all records of that model to one number per sequence, higher is better. */
export function quantities(judges, steps, sizes) {
  const list = [];
  for (const reading of SCORE_READINGS) {
    for (const { name, normalise } of NORMALISERS) {
      list.push({
        name: `table one, ${reading}, ${name}`,
        of: ({ tableOne }) =>
          tableOne[reading].map((fall, b) => normalise(fall, 1 - tableOne.share[b], steps)),
      });
    }
  }
  for (const share of SHARES) {
    list.push({
      name: `fall at ${100 * share} %`,
      of: ({ deletion }) => deletion.map((curve) => fallAt(curve, share)),
    });
  }
  // As much hidden of each sequence as Table I's threshold hides of it by that map, by whatever order.
  for (const size of sizes) {
    list.push({
      name: `fall at the size of ${size}`,
      of: (record, maps) =>
        record === maps[size]
          ? record.tableOne.probability
          : record.deletion.map((curve, b) => fallAt(curve, maps[size].tableOne.share[b])),
    });
  }
  judges.forEach((judge, j) => {
    MEASURES.forEach((measure, m) => {
      const at = (record, b, side) => record.judges[j].areas[side * MEASURES.length + m][b];
      const known = (value) => (record) =>
        record.judges[j].recognised.map((right, b) => (right ? value(record, b) : NaN));
      list.push(
        { name: `${judge}, ${measure}, less deletion`, of: known((record, b) => -at(record, b, 0)) },
        { name: `${judge}, ${measure}, insertion`, of: known((record, b) => at(record, b, 1)) },
        { name: `${judge}, ${measure}, gain`, of: known((record, b) => at(record, b, 1) - at(record, b, 0)) },
      );
    });
  });
  return list;
}

/** How far a curve has fallen where a share is gone, between its points in a straight line. */
function fallAt(curve, share) {
  const place = share * (curve.length - 1);
  const below = Math.min(Math.floor(place), curve.length - 2);
  return curve[0] - (curve[below] + (place - below) * (curve[below + 1] - curve[below]));
}

/**
 * Means of every map and paired differences, pooled over models, with how many models agree in the sign.
 *
 * @param runs of each model `sample` and `maps`, records by name
 * @param pairs [name, name]
 * @param sizes maps whose sizes under Table I's threshold the others are given too
 */
export function claimReport(runs, pairs, judges, steps, sizes) {
  const names = Object.keys(runs[0].maps);
  const groups = runs.flatMap(({ sample }) => sample.groups);
  const classOf = runs.flatMap(({ sample }) => sample.targets);
  const prevalence = runs[0].sample.prevalence.map(
    (_, k) => runs.reduce((sum, { sample }) => sum + sample.prevalence[k], 0) / runs.length,
  );
  const interval = classMeans(groups, classOf, prevalence);
  const weightsOf = (weighting, own) => (weighting === 'equal' ? own.map(() => 1) : own);
  const report = { n: groups.length, groups: new Set(groups).size, prevalence, quantities: {} };
  for (const { name: quantity, of } of quantities(judges, steps, sizes)) {
    report.quantities[quantity] = Object.fromEntries(
      WEIGHTINGS.map((weighting) => {
        const pooled = (name) => runs.flatMap(({ maps }) => of(maps[name], maps));
        const means = Object.fromEntries(
          names.map((name) => [name, weightedMean(pooled(name), classOf, weightsOf(weighting, prevalence))]),
        );
        const differences = pairs.map(([one, other]) => {
          const [a, b] = [pooled(one), pooled(other)];
          const all = interval(
            a.map((value, i) => value - b[i]),
            weighting,
          );
          const perModel = runs.map(({ sample, maps }) => {
            const [own, its] = [of(maps[one], maps), of(maps[other], maps)];
            return weightedMean(
              own.map((value, i) => value - its[i]),
              sample.targets,
              weightsOf(weighting, sample.prevalence),
            );
          });
          const agree = perModel.filter((value) => Math.sign(value) === Math.sign(all.estimate)).length;
          return { one, other, ...all, perModel, agree };
        });
        return [weighting, { means, differences }];
      }),
    );
  }
  report.hidden = Object.fromEntries(
    names.map((name) => {
      const shares = runs.flatMap(({ maps }) => maps[name].tableOne.share);
      return [
        name,
        Object.fromEntries(
          WEIGHTINGS.map((w) => [w, weightedMean(shares, classOf, weightsOf(w, prevalence))]),
        ),
      ];
    }),
  );
  report.searches = Object.fromEntries(
    names.map((name) => [
      name,
      runs.map(({ maps }) => ({
        converged: maps[name].converged?.filter(Boolean).length,
        passes: maps[name].passes,
        seconds: maps[name].seconds,
      })),
    ]),
  );
  report.recognised = judges.map((_, j) =>
    runs.map(({ maps }) => maps[names[0]].judges[j].recognised.filter(Boolean).length),
  );
  // Curves of the probability by the first judge, over the sequences it recognises, with equal classes.
  report.curves = Object.fromEntries(
    names.map((name) => [
      name,
      Object.fromEntries(
        ['deletion', 'insertion'].map((side) => [side, meanCurve(runs, name, side, classOf)]),
      ),
    ]),
  );
  return report;
}

function meanCurve(runs, name, side, classOf) {
  const curves = runs.flatMap(({ maps }) => maps[name][side]);
  const right = runs.flatMap(({ maps }) => maps[name].judges[0].recognised);
  const equal = Array.from({ length: Math.max(...classOf) + 1 }, () => 1);
  return curves[0].map((_, point) =>
    weightedMean(
      curves.map((curve, i) => (right[i] ? curve[point] : NaN)),
      classOf,
      equal,
    ),
  );
}
