import { heatRows } from './paper-figures.ts';
import type { PaperRun } from './paper-run.ts';

/** How much of a technique's heat lies where a generator made the class. */
export interface HeatOnTruth {
  readonly technique: string;
  /** Share of the heat on the steps that make the class, mean over beats. */
  readonly heatOnTruth: number;
  /** The share that even heat would have there. */
  readonly expectedByChance: number;
}

/**
 * Compares heat with the steps that make the class; beats without any, normal ones, are left out.
 *
 * @param truthOf 1 where a step of a sequence makes its class, shape [T]
 */
export function heatOnTruth(run: PaperRun, truthOf: (index: number) => Uint8Array): HeatOnTruth[] {
  const truths = Array.from(run.examples.indices, truthOf);
  return run.explained.map(({ technique, attribution }) => {
    const shares: number[] = [];
    const chances: number[] = [];
    heatRows(attribution).forEach((heat, b) => {
      const truth = truths[b];
      const marked = truth.reduce((sum, value) => sum + value, 0);
      if (heat === null || marked === 0) return;
      const total = heat.reduce((sum, value) => sum + value, 0);
      const inside = heat.reduce((sum, value, t) => sum + value * truth[t], 0);
      shares.push(inside / total);
      chances.push(marked / truth.length);
    });
    const meanOf = (values: number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
    return { technique: technique.title, heatOnTruth: meanOf(shares), expectedByChance: meanOf(chances) };
  });
}
