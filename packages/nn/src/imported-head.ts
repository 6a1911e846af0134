import { mismatch } from './imported-network.ts';

/** Paths of modules part by part: `lstm/cell` before `lstm_2/cell` before `lstm_10/cell`. */
export function inNaturalOrder(names: Iterable<string>): string[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const comparePaths = (a: string, b: string): number => {
    const [left, right] = [a, b].map((name) => name.split(/[/.]/));
    const at = left.findIndex((part, i) => part !== right[i]);
    return at < 0 ? left.length - right.length : compare(left[at], right[at] ?? '');
  };
  return [...names].sort(comparePaths);
}

/**
 * The linear layers of a head in their order, each with its batch normalisation: as `wanted` lists both, else by the
 * numbers in their names, with a normalisation after every hidden layer or after none.
 *
 * @throws `argument-invalid` when `wanted` does not name just these layers, `model-mismatch` when the order is open
 */
export function arrangeHead(
  source: string,
  linear: readonly string[],
  norms: readonly string[],
  wanted: readonly string[] | undefined,
): { linear: string; norm?: string }[] {
  if (linear.length === 0) throw mismatch(source, 'found no linear layer, expected one for the scores', {});
  if (wanted) return arrangeAsWanted(source, linear, norms, wanted);
  if (norms.length > 0 && norms.length !== linear.length - 1) {
    throw mismatch(
      source,
      `found linear layers ${linear.join(', ')} and batch normalisations ${norms.join(', ')}, expected one after each hidden layer; name them in their order with the option head`,
      { linear, norms },
    );
  }
  const ordered = inNaturalOrder(norms);
  return inNaturalOrder(linear).map((name, i) => ({
    linear: name,
    ...(i < ordered.length && { norm: ordered[i] }),
  }));
}

function arrangeAsWanted(
  source: string,
  linear: readonly string[],
  norms: readonly string[],
  wanted: readonly string[],
): { linear: string; norm?: string }[] {
  const layers: { linear: string; norm?: string }[] = [];
  for (const name of wanted) {
    const last = layers.at(-1);
    if (linear.includes(name)) layers.push({ linear: name });
    else if (norms.includes(name) && last && last.norm === undefined) last.norm = name;
    else throw wrongHead(source, linear, norms, wanted);
  }
  const complete = new Set(wanted).size === linear.length + norms.length;
  if (!complete || layers.at(-1)?.norm !== undefined) throw wrongHead(source, linear, norms, wanted);
  return layers;
}

function wrongHead(
  source: string,
  linear: readonly string[],
  norms: readonly string[],
  wanted: readonly string[],
): Error {
  const found = [...linear, ...norms].join(', ');
  return mismatch(
    source,
    `head names ${wanted.join(', ')}, expected ${found}, each once, a batch normalisation after its linear layer and a linear layer last`,
    { head: wanted, linear, norms },
  );
}
