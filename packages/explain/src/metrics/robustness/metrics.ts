import type { Metric } from '../metric.ts';

const common = { family: 'robustness', needs: 'explainer' } as const;

/** Measures of how still a map stands. */
export const robustnessMetrics: readonly Metric[] = [
  {
    ...common,
    name: 'sensitivity-max',
    title: 'Sensitivity-max',
    formula: 'max over small noise d of |v(x + d) - v(x)| / |v(x)|',
    source: 'Yeh et al. 2019',
    better: 'lower',
    cost: '1 explanation per draw and 1',
    trap: 'a constant map is the most stable; a method that draws anew each time measures its own noise; it grows with the draws',
    measuredBy: 'sensitivity',
  },
  {
    ...common,
    name: 'sensitivity-average',
    title: 'Sensitivity-avg',
    formula: 'mean over small noise d of |v(x + d) - v(x)| / |v(x)|',
    source: 'Yeh et al. 2019',
    better: 'lower',
    cost: '1 explanation per draw and 1',
    trap: 'as sensitivity-max',
    measuredBy: 'sensitivity',
  },
  {
    ...common,
    name: 'local-lipschitz',
    title: 'Local Lipschitz estimate',
    formula: 'max over small noise d of |v(x + d) - v(x)| / |d|',
    source: 'Alvarez-Melis and Jaakkola 2018',
    better: 'lower',
    cost: '1 explanation per draw and 1',
    trap: 'in the unit of the values: it compares settings of one method, not methods',
    measuredBy: 'localLipschitz',
  },
  {
    ...common,
    name: 'seed-agreement',
    title: 'Agreement across seeds',
    formula: 'rank correlation of |v| drawn with two seeds',
    source: 'after Krishna et al. 2022',
    better: 'higher',
    cost: '2 explanations',
    trap: 'for methods that draw alone; a method that is always wrong in the same way has 1',
    measuredBy: 'explainerScores',
  },
  {
    ...common,
    name: 'agreement',
    title: 'Agreement of methods, seeds or models',
    formula: 'rank correlation, overlap of the hottest tenth and cosine of two maps',
    source: 'Krishna et al. 2022',
    better: 'neither',
    needs: 'nothing',
    cost: 'none beside the maps',
    trap: 'methods that make the same mistake agree: |x| agrees with much',
    measuredBy: 'agreementMatrix',
  },
];
