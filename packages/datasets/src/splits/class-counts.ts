import type { Grouped } from './divisible.ts';

/** Sequences per patient and class, shape [G, K]. */
export function classCounts(data: Grouped): number[][] {
  const counts = data.groupNames.map(() => data.classes.map(() => 0));
  for (let i = 0; i < data.groups.length; i++) counts[data.groups[i]][data.labels[i]]++;
  return counts;
}
