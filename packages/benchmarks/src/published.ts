/** How sure a number is: verified in the source named, computed from committed result files, second-hand, or unverified. */
export type Mark = 'V' | 'C' | 'S' | 'U';

/** The measures that tables report, by the names of the metrics. */
export type TableMeasure = 'aup' | 'aur' | 'mask-information' | 'mask-entropy' | 'auroc' | 'auprc';

/** A row of a published table. */
export interface PublishedRow {
  /** As the method is called here, or as it is called there where it is not here. */
  readonly method: string;
  readonly source: string;
  readonly mark: Mark;
  readonly measures: Partial<Record<TableMeasure, number>>;
  /** Standard deviation over folds, where it is given. */
  readonly deviations?: Partial<Record<TableMeasure, number>>;
}

const NAMES: readonly TableMeasure[] = ['aup', 'aur', 'mask-information', 'mask-entropy', 'auroc', 'auprc'];

/** Rows of one source; a row has its measures in the order of `names`, each a number or a number and its deviation. */
function rows(
  source: string,
  mark: Mark,
  names: readonly TableMeasure[],
  table: Readonly<Record<string, readonly (number | readonly [number, number] | undefined)[]>>,
): PublishedRow[] {
  return Object.entries(table).map(([method, cells]) => {
    const measures: Partial<Record<TableMeasure, number>> = {};
    const deviations: Partial<Record<TableMeasure, number>> = {};
    cells.forEach((cell, i) => {
      if (cell === undefined) return;
      measures[names[i]] = typeof cell === 'number' ? cell : cell[0];
      if (typeof cell !== 'number') deviations[names[i]] = cell[1];
    });
    return { method, source, mark, measures, deviations };
  });
}

const STATE = rows('reproduction A (adamdivak/time_interpret), T = 200, 5 folds', 'C', NAMES, {
  'extr-mask, preservation': [[0.915, 0.011], [0.763, 0.006], 2.98e5, 6.9e3, 0.909, 0.885],
  'extr-mask, deletion': [[0.966, 0.013], [0.74, 0.007], 3.55e5, 4.2e3, 0.905, 0.893],
  'integrated-gradients': [[0.94, 0.002], [0.338, 0.004], 3.08e4, 3.03e4, 0.934, 0.908],
  'deep-lift': [[0.941, 0.002], [0.343, 0.004], 3.14e4, 3.04e4, 0.935, 0.91],
  occlusion: [[0.931, 0.002], [0.296, 0.002], 2.69e4, 2.81e4, 0.903, 0.862],
  'augmented-occlusion': [[0.877, 0.002], [0.365, 0.001], 3.19e4, 3.43e4, 0.943, 0.88],
  fit: [[0.487, 0.012], [0.591, 0.02], 7.93e4, 3.35e4, 0.806, 0.547],
  dynamask: [[0.38, 0.004], [0.768, 0.002], 1.03e5, 2.58e4, 0.624, 0.423],
  retain: [[0.608, 0.073], [0.227, 0.036], 1.75e4, 2.61e4, 0.791, 0.603],
});

const STATE_CONTROLS = rows('computed with a script on the published data', 'C', NAMES, {
  magnitude: [0.743, 0.393, 3.64e4, 3.26e4, 0.784, 0.682],
  'random-heat': [0.334, 0.501, 5.87e4, 2.87e4, 0.501, 0.334],
});

const STATE_B = rows('reproduction B (anonymous8293/factai), T = 200', 'V', ['aup', 'aur'], {
  'extr-mask, preservation': [0.904, 0.76],
  'integrated-gradients': [0.931, 0.323],
  'deep-lift': [0.931, 0.328],
  lime: [0.95, 0.301],
  'expected-gradients': [0.886, 0.283],
  occlusion: [0.919, 0.283],
  'augmented-occlusion': [0.867, 0.351],
  dynamask: [0.376, 0.771],
  fit: [0.474, 0.576],
});

const STATE_TIMING = rows('TIMING, table 4', 'V', ['aup', 'aur'], {
  'integrated-gradients': [0.922, 0.357],
  'deep-lift': [0.926, 0.359],
  lime: [0.944, 0.333],
  'expected-gradients': [0.857, 0.315],
  occlusion: [0.882, 0.303],
  'augmented-occlusion': [0.809, 0.374],
  fit: [0.483, 0.607],
  dynamask: [0.335, 0.506],
  timing: [0.921, 0.355],
});

const SWITCH = rows('TIMING, table 4', 'V', ['aup', 'aur'], {
  occlusion: [0.902, 0.374],
  'augmented-occlusion': [0.836, 0.416],
  'expected-gradients': [0.892, 0.387],
  'deep-lift': [0.918, 0.432],
  lime: [0.949, 0.391],
  fit: [0.522, 0.437],
  dynamask: [0.362, 0.754],
  'extr-mask': [0.978, 0.745],
  ContraLSP: [0.97, 0.851],
  'integrated-gradients': [0.918, 0.433],
  timing: [0.926, 0.434],
});

const RARE_MEASURES = ['aup', 'aur', 'mask-information', 'mask-entropy'] as const;
const RARE_FEATURE = [
  ...rows('tint, experiments/arma/results.csv, 5 folds', 'C', RARE_MEASURES, {
    dynamask: [
      [0.957, 0.047],
      [0.656, 0.01],
      [6417, 180],
      [219, 8],
    ],
    'extr-mask': [
      [0.992, 0.001],
      [0.756, 0.01],
      [12630, 200],
      [45.7, 2.2],
    ],
    'integrated-gradients': [1, [0.134, 0.004], [464, 13], [494, 7]],
    occlusion: [1, [0.134, 0.004], [462, 13], [490, 7]],
  }),
  ...rows('protocol of Dynamask re-run in numpy, 5 seeds', 'C', RARE_MEASURES, {
    'integrated-gradients': [1, [0.125, 0.01], [450, 27], [461, 24]],
    occlusion: [1, 0.124, 448, 457],
    'input-derivative': [0.9996, 0.28, 861, 848],
    'random-heat': [0.049, 0.495, 1791, 899],
  }),
];
const RARE_TIME = [
  ...rows('tint, experiments/arma/results.csv, 5 folds', 'C', RARE_MEASURES, {
    dynamask: [
      [0.903, 0.011],
      [0.652, 0.008],
      [3796, 200],
      [480, 16],
    ],
    'extr-mask': [
      [0.993, 0.001],
      [0.82, 0.006],
      [15120, 160],
      [12.5, 2.1],
    ],
    'integrated-gradients': [1, [0.125, 0.004], [443, 14], [469, 10]],
    occlusion: [1, 0.124, 441, 465],
  }),
  ...rows('protocol of Dynamask re-run in numpy, 5 seeds', 'C', RARE_MEASURES, {
    'integrated-gradients': [1, [0.134, 0.01], [472, 41], [483, 21]],
    'random-heat': [0.05, 0.502, 1804, 900],
  }),
];

const WINIT = 'WinIT, notebooks/Reproduce.ipynb';
const SPIKE = rows(WINIT, 'V', ['auprc'], {
  'deep-lift': [[0.887, 0.107]],
  'expected-gradients': [[0.426, 0.044]],
  'integrated-gradients': [[0.378, 0.065]],
  occlusion: [[0.187, 0.332]],
  'augmented-occlusion': [[0.944, 0.01]],
  fit: [[0.803, 0.1]],
  dynamask: [[0.503, 0]],
  winit: [[1, 0]],
});
const DELAYED_SPIKE = rows(WINIT, 'V', ['auprc'], {
  'deep-lift': [[0.883, 0.143]],
  'expected-gradients': [[0.465, 0.112]],
  'integrated-gradients': [[0.421, 0.102]],
  occlusion: [0.005],
  'augmented-occlusion': [0.005],
  fit: [0.002],
  dynamask: [[0.502, 0.002]],
  winit: [[0.996, 0.009]],
});
const STATE_CHANGE = rows(WINIT, 'V', ['auprc'], {
  'deep-lift': [0.022],
  'expected-gradients': [0.021],
  'integrated-gradients': [0.022],
  occlusion: [0.027],
  'augmented-occlusion': [0.027],
  fit: [[0.23, 0.013]],
  dynamask: [[0.278, 0.003]],
  winit: [[0.26, 0.01]],
});

const TIMEX = 'a reproduction report quoting TimeX, transformer';
const AUPRC_FIRST = ['auprc', 'aup', 'aur'] as const;

/** Published and corrected numbers by benchmark, each with where it comes from; the table of State on 10 x 20 steps is left out, being wrong. */
export const PUBLISHED: Readonly<Record<string, readonly PublishedRow[]>> = {
  'rare-feature': RARE_FEATURE,
  'rare-time': RARE_TIME,
  'state-every-step': [...STATE, ...STATE_CONTROLS, ...STATE_B, ...STATE_TIMING],
  'state-change': STATE_CHANGE,
  'switch-feature': SWITCH,
  spike: SPIKE,
  'delayed-spike': DELAYED_SPIKE,
  'freq-shapes': rows(TIMEX, 'S', AUPRC_FIRST, {
    TimeX: [0.832, 0.722, 0.638],
    'integrated-gradients': [0.752, 0.691, 0.598],
    winit: [0.507, 0.555, 0.456],
    dynamask: [0.22, 0.295, 0.504],
  }),
  'seq-comb-uv': rows(TIMEX, 'S', AUPRC_FIRST, {
    TimeX: [0.712, 0.941, 0.338],
    'integrated-gradients': [0.576, 0.816, 0.287],
    dynamask: [0.442, 0.878, 0.103],
  }),
  'seq-comb-mv': rows(TIMEX, 'S', AUPRC_FIRST, { TimeX: [0.688, 0.833, 0.387] }),
  'low-var': rows(TIMEX, 'S', AUPRC_FIRST, {
    'integrated-gradients': [0.869, 0.483, 0.817],
    TimeX: [0.867, 0.545, 0.9],
    winit: [0.167],
    dynamask: [0.139],
  }),
};
