import type { ModelFacts } from '../explanation.ts';

/** Why a beat cut for one model can't be shown to another, in a sentence; null where it can. */
export function whyNotAlike(first: ModelFacts, second: ModelFacts, target: number): string | null {
  const { symbol, name } = first.classes[target];
  const [a, b] = [first.metadata.preprocessing, second.metadata.preprocessing];
  const differing = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]),
  );
  if (differing.length > 0) {
    return `${second.name} reads beats in another way (${differing.join(', ')} of its preprocessing), so this beat can’t be shown to it as it is.`;
  }
  if (second.classes.some((each) => each.symbol === symbol)) return null;
  return `${second.name} does not know the class that is explained, ${name} (${symbol}).`;
}
