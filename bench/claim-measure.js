// Everything that is measured of one map on the sample of one model.
import { attributionMethod, heatOf } from '../packages/explain/dist/index.js';
import { MEASURES, measuresOf, removalCurves } from './curves.js';

/** Table I hides what is hotter (the paper). */
const THRESHOLD = 0.7;

/**
 * @param map method and settings
 * @param judges each with `model` and `fill`, [B, T]; the first is the model that is explained, with fill 0
 * @returns per sequence, as plain JSON: the falls and shares of Table I, areas by judge, and the first judge's curves
 */
export async function measureMap(map, x, targets, judges, points) {
  const [{ model, fill }] = judges;
  const begin = performance.now();
  const method = attributionMethod(map.method);
  let found = await method.explain(model, x, targets, map.settings);
  let passes = found.cost.forward;
  if (map.settle) {
    // The search ends with a fixed number of steps after its kick: from there to rest.
    const rest = { start: found.values.map((value) => 1 - value), kick: 0, maxIterations: map.settle };
    found = await method.explain(model, x, targets, { ...map.settings, ...rest });
    passes += found.cost.forward;
  }
  const seconds = (performance.now() - begin) / 1000;
  const heat = heatOf(found);
  const order = map.method === 'integrated-gradients' ? found.values : heat;
  const measured = [];
  for (const judge of judges) {
    measured.push(await removalCurves(judge.model, x, targets, order, judge.fill, points));
  }
  return {
    seconds,
    passes: passes / x.batch,
    converged: found.convergence?.converged,
    tableOne: await tableOneFalls(model, x, targets, heat, fill),
    judges: measured.map(({ areas, recognised }) => ({ areas: areas.map(rounded), recognised })),
    deletion: measured[0].deletion.map(rounded),
    insertion: measured[0].insertion.map(rounded),
  };
}

const rounded = (values) => Array.from(values, (value) => Number(value.toPrecision(5)));

/** Falls of probability and score where heat above the threshold is hidden, and the shares hidden. */
async function tableOneFalls(model, x, targets, heat, fill) {
  const hidden = x.values.map((value, i) => (heat[i] > THRESHOLD ? fill[i] : value));
  const [before, after] = [await model.scores(x), await model.scores({ ...x, values: hidden })];
  const classes = model.classes.length;
  const fall = (m) =>
    Array.from(
      targets,
      (target, b) => measuresOf(before, classes, b, target)[m] - measuresOf(after, classes, b, target)[m],
    );
  const share = Array.from(targets, (_, b) => {
    const own = heat.subarray(b * x.steps, (b + 1) * x.steps);
    return own.filter((value) => value > THRESHOLD).length / x.steps;
  });
  return {
    probability: fall(MEASURES.indexOf('probability')),
    score: fall(MEASURES.indexOf('score')),
    share,
  };
}

/** What {@link measureMap} found on several samples as if it were one. */
export function joined(records) {
  const [first] = records;
  const mean = (key) => records.reduce((sum, record) => sum + record[key], 0) / records.length;
  const all = (of) => records.flatMap(of);
  return {
    seconds: mean('seconds') * records.length,
    passes: mean('passes'),
    converged: first.converged && all(({ converged }) => converged),
    tableOne: Object.fromEntries(
      Object.keys(first.tableOne).map((key) => [key, all(({ tableOne }) => tableOne[key])]),
    ),
    judges: first.judges.map((judge, j) => ({
      areas: judge.areas.map((_, a) => all(({ judges }) => judges[j].areas[a])),
      recognised: all(({ judges }) => judges[j].recognised),
    })),
    deletion: all(({ deletion }) => deletion),
    insertion: all(({ insertion }) => insertion),
  };
}
