import { SaliogramError } from '@saliogram/core';

/** How a model is trained. Defaults: the paper's (Adam, batch 256, dropout 0.2) with gradient clipping. */
export interface TrainingConfig {
  /** Passes over the training sequences. */
  readonly epochs: number;
  /** Sequences per step; default 256. The last step of an epoch takes what is left. */
  readonly batchSize: number;
  /** Adam's alpha; default 1e-3. */
  readonly learningRate: number;
  /** Course of the learning rate over the run; default `constant`. */
  readonly schedule: 'constant' | 'cosine';
  /** Where `cosine` ends; default 0. */
  readonly minLearningRate: number;
  /** Steps over which the rate rises linearly from 0; default 0. */
  readonly warmupSteps: number;
  /** Probability of dropping a unit between layers and before the head; default 0.2. */
  readonly dropout: number;
  /** Largest global norm of the gradient; default 1. */
  readonly clipNorm: number;
  /**
   * d of the average of the weights that is validated and chosen from instead of the weights themselves: after step n,
   * average = d' average + (1 - d') weights with d' = min(d, (n - 1) / n), at first the plain mean (Polyak and Juditsky
   * 1992), then an exponential one over about 1 / (1 - d) steps; default 0, which is off.
   */
  readonly averageDecay: number;
  /**
   * Steps that are averaged into one in each of the first epochs, falling, as [4, 4, 2]; the epochs after them see every
   * step. A network that reads T / 4 steps learns in a quarter of the time what takes longest to find out, and
   * `stretchMemory` of nn then slows it down to the finer scale. Default: none.
   */
  readonly timeScales: readonly number[];
  /**
   * How far rare classes are drawn more often than they occur: class k with probability proportional to
   * n_k^(1 - classBalance), 0 (default) as they occur, 1 all alike. The weights that are validated and kept give the
   * probabilities of the classes as they occur again.
   */
  readonly classBalance: number;
  /** The same for the groups (patients) within a class; default 0. */
  readonly groupBalance: number;
  /** Each batch is varied as the data says, in noise and size and the like; default false. */
  readonly augment: boolean;
  /** Seed of batch order, draws, variation and dropout; default 1. */
  readonly seed: number;
  /** Steps between resumable checkpoints, besides one per epoch; default 50. */
  readonly checkpointEverySteps: number;
  /** Steps between validations, besides one per epoch; 0 (default) for none. */
  readonly validateEverySteps: number;
  /** Steps between `step` events; default 10. */
  readonly logEverySteps: number;
}

export const DEFAULT_TRAINING_CONFIG: TrainingConfig = {
  epochs: 20,
  batchSize: 256,
  learningRate: 1e-3,
  schedule: 'constant',
  minLearningRate: 0,
  warmupSteps: 0,
  dropout: 0.2,
  clipNorm: 1,
  averageDecay: 0,
  timeScales: [],
  classBalance: 0,
  groupBalance: 0,
  augment: false,
  seed: 1,
  checkpointEverySteps: 50,
  validateEverySteps: 0,
  logEverySteps: 10,
};

type Range = readonly [accepts: (value: number) => boolean, expected: string];
const COUNT: Range = [(v) => Number.isSafeInteger(v) && v >= 0, 'a whole number >= 0'];
const POSITIVE_COUNT: Range = [(v) => Number.isSafeInteger(v) && v >= 1, 'a whole number >= 1'];
const POSITIVE: Range = [(v) => Number.isFinite(v) && v > 0, 'a number > 0'];

const SHARE: Range = [(v) => v >= 0 && v <= 1, 'a number from 0 to 1'];

const RANGES: Record<Exclude<keyof TrainingConfig, 'schedule' | 'timeScales' | 'augment'>, Range> = {
  epochs: POSITIVE_COUNT,
  batchSize: POSITIVE_COUNT,
  learningRate: POSITIVE,
  minLearningRate: [(v) => Number.isFinite(v) && v >= 0, 'a number >= 0'],
  warmupSteps: COUNT,
  dropout: [(v) => v >= 0 && v < 1, 'a probability >= 0 and < 1'],
  clipNorm: POSITIVE,
  averageDecay: [(v) => v >= 0 && v < 1, 'a number >= 0 and < 1'],
  classBalance: SHARE,
  groupBalance: SHARE,
  seed: COUNT,
  checkpointEverySteps: POSITIVE_COUNT,
  validateEverySteps: COUNT,
  logEverySteps: POSITIVE_COUNT,
};

/**
 * `config` with defaults filled in.
 *
 * @throws `config-invalid` naming the field
 */
export function completeConfig(config: Partial<TrainingConfig>): TrainingConfig {
  const complete = { ...DEFAULT_TRAINING_CONFIG, ...config };
  for (const field of Object.keys(config)) {
    if (!(field in DEFAULT_TRAINING_CONFIG)) {
      throw invalid(
        field,
        'is no field of a training configuration',
        Object.keys(DEFAULT_TRAINING_CONFIG).join(', '),
      );
    }
  }
  for (const [field, [accepts, expected]] of Object.entries(RANGES)) {
    const value: unknown = complete[field as keyof typeof RANGES];
    if (typeof value !== 'number' || !accepts(value)) throw invalid(field, `is ${String(value)}`, expected);
  }
  if (complete.schedule !== 'constant' && complete.schedule !== 'cosine') {
    throw invalid('schedule', `is ${String(complete.schedule)}`, '"constant" or "cosine"');
  }
  if (typeof complete.augment !== 'boolean') {
    throw invalid('augment', `is ${String(complete.augment)}`, 'true or false');
  }
  checkTimeScales(complete);
  return complete;
}

function checkTimeScales({ timeScales, epochs }: TrainingConfig): void {
  const falling = timeScales.every(
    (scale, i) => Number.isSafeInteger(scale) && scale >= 1 && !(scale > timeScales[i - 1]),
  );
  if (!falling) throw invalid('timeScales', `is ${timeScales.join(', ')}`, 'whole numbers >= 1 that fall');
  if (timeScales.length >= epochs) {
    throw invalid(
      'timeScales',
      `names ${timeScales.length} epochs of ${epochs}`,
      'at least one epoch after them',
    );
  }
}

function invalid(field: string, found: string, expected: string): SaliogramError {
  return new SaliogramError('config-invalid', `training: "${field}" ${found}, expected ${expected}`, {
    details: { field },
  });
}
