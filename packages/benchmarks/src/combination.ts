import { attributionMethod } from '@saliogram/explain';

/** Maps made of the maps of one or several methods. */
export interface Combination {
  /** Of the registry; more than one are joined by their geometric mean, cell by cell. */
  readonly methods: readonly string[];
  /** Whether each step's values are divided by their sum. */
  readonly isShared: boolean;
}

const SHARES = ':shares';

/**
 * Reads what maps are asked for: `lrp` is a method's own map, `input-derivative*lrp` the geometric mean of two, and
 * `:shares` after either divides the importance of each cell by that of all cells of its step. Where every step has an
 * answer and a map of its own, that makes one scale of maps whose sizes differ with the scores that they explain.
 *
 * @throws `argument-invalid` naming the methods there are
 */
export function combinationOf(name: string): Combination {
  const isShared = name.endsWith(SHARES);
  const methods = (isShared ? name.slice(0, -SHARES.length) : name).split('*');
  return { methods: methods.map((method) => attributionMethod(method.trim()).name), isShared };
}

/** The name that {@link combinationOf} reads. */
export function combinationName({ methods, isShared }: Combination): string {
  return methods.join('*') + (isShared ? SHARES : '');
}

/**
 * Joins the importance that each method found. In means and shares, importance below 0 counts as none: such a cell hides what
 * the rest says, and no geometric mean has a place for it.
 *
 * @param maps one for each method, [B, T, C]
 */
export function combine(
  { methods, isShared }: Combination,
  maps: readonly Float32Array[],
  channels: number,
): Float32Array {
  if (methods.length === 1 && !isShared) return maps[0];
  const joined = maps[0].map(
    (_, i) => maps.reduce((all, values) => all * Math.max(0, values[i]), 1) ** (1 / maps.length),
  );
  if (!isShared) return joined;
  for (let step = 0; step < joined.length; step += channels) {
    const own = joined.subarray(step, step + channels);
    const all = own.reduce((sum, v) => sum + v, 0);
    if (all > 0) own.forEach((v, c) => (own[c] = v / all));
  }
  return joined;
}
