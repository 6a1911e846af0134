// The maps that the paper's claim is tried with, by name.

/** The paper's settings of each data set. */
export const PAPER = {
  mitdb: { width: 10, lambdas: { lambda1: 1e-3, lambda2: 1e-2 } },
  mnist: { width: 5, lambdas: { lambda1: 1e-4, lambda2: 1e-4 } },
};

const simple = {
  random: { method: 'random-heat', settings: {} },
  '|x|': { method: 'magnitude', settings: {} },
  derivative: { method: 'input-derivative', settings: {} },
  'integrated-gradients': { method: 'integrated-gradients', settings: {} },
};

/**
 * The method and settings of a map: one of the four above; `occlusion-WIDTH`, of the score with `-score`;
 * `learned-mask-ITERATIONS` with the paper's lambdas, where `settle` says how many iterations the mask that the search
 * has found may take to come to rest; `curve-mask-ITERATIONS`, of both baselines with `-two`.
 *
 * @param second the other baseline, [1, T, 1]
 */
export function mapByName(name, dataset, second) {
  if (simple[name]) return simple[name];
  const [, family, number, variant] =
    /^(occlusion|learned-mask|curve-mask)-(\d+)(?:-(.+))?$/.exec(name) ?? [];
  const count = Number(number);
  if (family === 'occlusion') {
    return {
      method: 'occlusion',
      settings: { width: count, ...(variant === 'score' ? { objective: 'score' } : {}) },
    };
  }
  if (family === 'learned-mask') {
    return { method: 'learned-mask', settings: PAPER[dataset].lambdas, settle: count };
  }
  if (family === 'curve-mask') {
    const settings = { maxIterations: count, ...(variant === 'two' ? { moreBaselines: [second] } : {}) };
    return { method: 'curve-mask', settings };
  }
  throw new Error(
    `--maps: got ${name}, expected ${Object.keys(simple).join(', ')}, occlusion-10, learned-mask-600, curve-mask-120 or the like`,
  );
}

/** A map's name in words. */
export function titleOf(name) {
  const [family, number, rest] = name.split(/-(?=\d)|(?<=\d)-/);
  const titles = {
    random: 'Random',
    derivative: 'Input derivative',
    'integrated-gradients': 'Integrated gradients',
    'learned-mask': "The paper's mask",
    'curve-mask': rest === 'two' ? 'Curve mask, two baselines' : 'Curve mask',
    occlusion: `Occlusion, width ${number}${rest === 'score' ? ', score' : ''}`,
  };
  return titles[family] ?? name;
}
