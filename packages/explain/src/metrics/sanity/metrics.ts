import type { Metric } from '../metric.ts';

const common = { family: 'sanity', needs: 'explainer', better: 'lower' } as const;

/** Checks that a map depends on what it should explain. */
export const sanityMetrics: readonly Metric[] = [
  {
    ...common,
    name: 'weight-randomisation',
    title: 'Layer-by-layer weight randomisation (MPRT)',
    says: 'how much of the map is left when nothing that was learned is left',
    formula:
      '|r|, rank correlation of |v| of the model and of the model with layers drawn anew, from the head down',
    source: 'Adebayo et al. 2018',
    cost: '1 explanation per layer and 1',
    trap: 'a method that is mere noise passes best; smooth maps that have nothing to do with each other are not at 0 either',
    measuredBy: 'weightRandomisation',
  },
  {
    ...common,
    name: 'random-logit',
    title: 'Random-logit check',
    says: 'how alike the maps for the class and for another class are',
    formula: 'similarity of v for the class and for another class',
    source: 'Sixt et al. 2020',
    cost: '2 explanations',
    trap: 'of two classes the scores mirror each other, and the same magnitudes are right',
    measuredBy: 'randomLogit',
  },
];
