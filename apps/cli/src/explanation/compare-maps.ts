import { heatAgreement, heatFromZero } from '@saliogram/explain';
import type { Attribution } from '@saliogram/explain';

/** How alike each two maps of one sequence are. */
export interface MapAgreement {
  readonly methods: readonly string[];
  /** Spearman's over the steps, [method][method]; NaN where one says nothing. */
  readonly rankCorrelation: readonly (readonly number[])[];
  /** Share of the hottest tenth of one in that of the other. */
  readonly topOverlap: readonly (readonly number[])[];
}

/** Compares maps by their heat over time, summed over channels; null for less than two. */
export function compareMaps(
  maps: readonly { readonly method: string; readonly attribution: Attribution }[],
): MapAgreement | null {
  if (maps.length < 2) return null;
  const heats = maps.map(({ attribution }) => heatOfSteps(attribution));
  const pairs = heats.map((one) => heats.map((other) => heatAgreement(one, other)));
  return {
    methods: maps.map(({ method }) => method),
    rankCorrelation: pairs.map((row) => row.map((pair) => pair.rankCorrelation)),
    topOverlap: pairs.map((row) => row.map((pair) => pair.topOverlap)),
  };
}

/** Heat of one sequence, summed over channels, [T]. */
function heatOfSteps(attribution: Attribution): Float64Array {
  const { steps, channels } = attribution.shape;
  const sums = new Float64Array(steps);
  heatFromZero(attribution).forEach((heat, i) => (sums[Math.floor(i / channels)] += heat));
  return sums;
}
