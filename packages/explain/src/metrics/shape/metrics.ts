import type { Metric } from '../metric.ts';

const common = { family: 'shape', needs: 'nothing', cost: 'none', better: 'neither' } as const;

/** What a map looks like, right or wrong. */
export const shapeMetrics: readonly Metric[] = [
  {
    ...common,
    name: 'gini',
    title: 'Sparsity (Gini index)',
    says: 'how few inputs hold the heat',
    formula: '1 - 2 sum_k |v|_(k) / sum|v| (N - k + 1/2) / N, |v|_(k) rising',
    source: 'Hurley and Rickard 2009; Chalasani et al. 2020',
    trap: 'sparse is not right: one wrong cell is the sparsest map',
    measuredBy: 'gini',
  },
  {
    ...common,
    name: 'complexity',
    title: 'Complexity (entropy)',
    says: 'over how many inputs the heat spreads',
    formula: '-sum P_i ln P_i, P_i = |v_i| / sum|v|',
    source: 'Bhatt et al. 2020',
    trap: 'as sparsity; it grows with the number of cells',
    measuredBy: 'complexity',
  },
  {
    ...common,
    name: 'effective-complexity',
    title: 'Effective complexity',
    says: 'how many inputs have noticeable heat',
    formula: 'number of cells with |v| above 0.05 max|v|',
    source: 'after Nguyen and Martinez 2020',
    trap: 'the threshold decides',
    measuredBy: 'effectiveComplexity',
  },
  {
    ...common,
    name: 'total-variation',
    title: 'Total variation',
    says: 'how restless the map is along time',
    formula: 'sum over t of |h_t+1 - h_t|, h the heat in [0, 1]',
    source: 'Rudin et al. 1992',
    trap: 'a smooth map is easy to read and may lie anywhere',
    measuredBy: 'totalVariation',
  },
  {
    ...common,
    name: 'segments-above',
    title: 'Number of segments',
    says: 'into how many pieces the hot part falls',
    formula: 'runs of steps with heat above 0.7',
    source: 'count; the threshold is that of the paper',
    trap: 'the threshold decides; 0 and 1 are different things to a reader',
    measuredBy: 'segmentsAbove',
  },
];
