import type { Attribution } from '@saliogram/explain';

/**
 * Maps of several runs of one method as those of one run; what stands beside the values is kept where it is told per
 * sequence.
 */
export function joinMaps(parts: readonly Attribution[]): Attribution {
  const [first] = parts;
  if (parts.length === 1) return first;
  const { method, heat, settings, shape } = first;
  const batch = parts.reduce((sum, part) => sum + part.shape.batch, 0);
  const notes = [...new Set(parts.flatMap((part) => part.notes ?? []))];
  const { completenessGap, convergence } = first;
  const each = <V>(list: (part: Attribution) => readonly V[]): V[] => parts.flatMap(list);
  return {
    method,
    heat,
    settings,
    shape: { ...shape, batch },
    targets: Int32Array.from(each((part) => [...part.targets])),
    values: joined(parts.map(({ values }) => values)),
    cost: {
      forward: parts.reduce((sum, { cost }) => sum + cost.forward, 0),
      backward: parts.reduce((sum, { cost }) => sum + cost.backward, 0),
    },
    ...(completenessGap && { completenessGap: each((part) => part.completenessGap ?? []) }),
    ...(convergence && {
      convergence: {
        rule: convergence.rule,
        converged: each((part) => part.convergence?.converged ?? []),
        iterations: each((part) => part.convergence?.iterations ?? []),
        objective: each((part) => part.convergence?.objective ?? []),
      },
    }),
    ...(notes.length > 0 && { notes }),
  };
}

function joined(lists: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const list of lists) {
    all.set(list, from);
    from += list.length;
  }
  return all;
}
