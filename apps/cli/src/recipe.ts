import type { Initialisation } from '@saliogram/nn';
import type { TrainingConfig } from '@saliogram/training';

/** The ways to train that are offered by name. */
export const recipeNames = ['chrono', 'paper', 'patients'] as const;
export type RecipeName = (typeof recipeNames)[number];

/** How parameters start and how they are trained; single options may differ from it. */
export interface Recipe {
  readonly config: Pick<
    TrainingConfig,
    | 'epochs'
    | 'batchSize'
    | 'learningRate'
    | 'schedule'
    | 'minLearningRate'
    | 'warmupSteps'
    | 'dropout'
    | 'averageDecay'
    | 'timeScales'
    | 'classBalance'
    | 'groupBalance'
    | 'augment'
  >;
  /** For sequences of that many steps. */
  initialisation(steps: number): Initialisation;
}

/** Every beat once, as it is. */
const asTheyOccur = { classBalance: 0, groupBalance: 0, augment: false };

/**
 * `paper` is what the paper states, with the usual start where it is silent; `chrono` spreads the memory of the units
 * over all lengths at the start and lets the rate rise, then fall, which reaches the same loss in a third of the epochs.
 */
export const recipes: Record<RecipeName, Recipe> = {
  paper: {
    config: {
      epochs: 20,
      batchSize: 256,
      learningRate: 1e-3,
      schedule: 'constant',
      minLearningRate: 0,
      warmupSteps: 0,
      dropout: 0.2,
      averageDecay: 0,
      timeScales: [],
      ...asTheyOccur,
    },
    initialisation: () => ({ recurrent: 'uniform', gateBias: 'forget-one' }),
  },
  chrono: {
    config: {
      epochs: 10,
      batchSize: 256,
      learningRate: 3e-3,
      schedule: 'cosine',
      minLearningRate: 3e-5,
      warmupSteps: 100,
      dropout: 0.2,
      averageDecay: 0,
      timeScales: [],
      ...asTheyOccur,
    },
    initialisation: chrono,
  },
  patients: {
    config: {
      epochs: 2,
      batchSize: 256,
      learningRate: 3e-3,
      schedule: 'cosine',
      minLearningRate: 1e-5,
      warmupSteps: 50,
      dropout: 0.2,
      averageDecay: 0,
      timeScales: [2],
      classBalance: 0.5,
      groupBalance: 0.5,
      augment: true,
    },
    initialisation: chrono,
  },
};

function chrono(steps: number): Initialisation {
  return { recurrent: 'orthogonal', gateBias: 'chrono', chronoSteps: steps };
}
