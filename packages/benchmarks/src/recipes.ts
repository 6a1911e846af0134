import { SaliogramError } from '@saliogram/core';
import type { Initialisation, RecurrentArchitecture } from '@saliogram/nn';

/** A training as published: what the black box is and how it learns. */
export interface Training {
  readonly architecture: Omit<RecurrentArchitecture, 'inputs' | 'outputs'>;
  /**
   * The head's hidden layer is batch normalisation, ReLU and dropout of the last state itself, without weights: its
   * linear part stays the identity.
   */
  readonly plainHead: boolean;
  /** Default as PyTorch starts: weights and biases uniform. */
  readonly initialisation?: Initialisation;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly dropout: number;
  readonly headDropout: number;
  /** Scales gradients down to this norm; default no limit. */
  readonly clipNorm?: number;
  readonly batchSize: number;
  readonly epochs: number;
  /**
   * Where the sequences of a batch end: at their `last` step, one update; after a `random` number of steps, one update
   * (tint); after each of five numbers, log-spaced from 11 steps to all, an update each (Dynamask); each after a random
   * number of steps of its own, two updates (`mixed`), which is to learn from all steps at once, a sample at a time.
   */
  readonly ends: 'last' | 'random' | 'log-spaced' | 'mixed';
  /** The training set is cut into so many parts, and fold k learns from all but the kth; 1 uses all of it. */
  readonly folds: number;
}

/** Options of methods, by name. */
export type MethodOptions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What is asked of an explanation, and how it is measured. */
export interface Recipe {
  /** Which benchmarks, by the start of their name. */
  readonly of: readonly string[];
  /** Absent for a white box. */
  readonly training?: Training;
  /**
   * Over the cells of all sequences at once, their values scaled within each sequence (`min-max`) or as they are
   * (`none`), or the mean over the sequences that have a truth (`per-sequence`).
   */
  readonly pooling: 'min-max' | 'none' | 'per-sequence';
  /**
   * Where labels are those of steps: what methods of the families gradient and propagation explain, the answer of `each`
   * step by its own map (default; tint), or the `last` answer alone (WinIT).
   */
  readonly answers?: 'each' | 'last';
  /** Whose change replaced steps are judged by; default `score` (tint), `probability` in WinIT. */
  readonly stepObjective?: 'score' | 'probability';
  /** Options of methods, by name, where they are not the methods' own. */
  readonly options?: MethodOptions;
  /** Steps at the start of each sequence that are not judged. */
  readonly skipSteps: number;
  /** How this differs from what is published, in sentences. */
  readonly notes: readonly string[];
}

const GRU_200: Training = {
  architecture: { kind: 'gru', hidden: [200], dense: [{ units: 200, batchNorm: true }] },
  plainHead: true,
  learningRate: 1e-4,
  weightDecay: 1e-3,
  dropout: 0,
  headDropout: 0.5,
  batchSize: 32,
  epochs: 50,
  ends: 'random',
  folds: 5,
};

const LSTM: Training = {
  architecture: { kind: 'lstm', hidden: [64, 64], bidirectional: false },
  plainHead: false,
  learningRate: 1e-3,
  weightDecay: 0,
  dropout: 0.1,
  headDropout: 0,
  batchSize: 64,
  epochs: 20,
  ends: 'last',
  folds: 1,
};

/** How WinIT asks and measures. */
const WINIT = {
  pooling: 'none',
  skipSteps: 1,
  answers: 'last',
  stepObjective: 'probability',
  options: { winit: { generator: 'recurrent' } },
  notes: [
    'WinIT expects by one recurrent network of 32 units for all channels, trained on up to 500 sequences; its authors have one of 50 units for each channel, by 300 epochs.',
    'As in the code of WinIT, gradients and propagation explain the last answer alone, occlusion and the like the answer of the step that they replace.',
    'Occlusion puts the mean of the training sequences in, where WinIT draws from U(-3, 3).',
  ],
} as const satisfies Partial<Recipe>;

/** The protocols, by family of benchmarks. */
export const RECIPES: readonly Recipe[] = [
  {
    of: ['rare-'],
    pooling: 'min-max',
    skipSteps: 0,
    options: { occlusion: { width: 1, channels: 'separate', baseline: 'mean' } },
    notes: [
      'The white box is a sum over all steps, so that one gradient explains what the published code asks step by step.',
    ],
  },
  {
    of: ['state-every-step', 'switch-'],
    training: GRU_200,
    pooling: 'min-max',
    skipSteps: 0,
    options: {
      dynamask: {
        areas: Array.from({ length: 10 }, (_, i) => 0.25 + 0.01 * i),
        perturbation: 'blur',
        blurWidth: 1,
        loss: 'mse',
      },
      fit: { squashed: true },
      'extr-mask': { perturbation: 'network', edges: 'return', maxIterations: 100, tolerance: 0 },
    },
    notes: [
      'Training as in tint: batches of 32, each ending after one random number of steps.',
      'ExtrMask as in tint matches every score of every step and shares a network, by 100 updates of all series at a rate of 0.05 where tint has 500 epochs of batches at 0.01.',
      'FIT draws from a linear-Gaussian generator, where tint trains a recurrent one for 300 epochs.',
    ],
  },
  {
    of: ['state-change'],
    training: GRU_200,
    ...WINIT,
    notes: [
      ...WINIT.notes,
      'The models are those of state-every-step; WinIT trains its own at a rate of 1e-3.',
    ],
  },
  {
    of: ['spike', 'delayed-spike'],
    training: { ...GRU_200, learningRate: 1e-3, batchSize: 100, epochs: 30, ends: 'mixed' },
    ...WINIT,
    notes: [
      ...WINIT.notes,
      'WinIT learns from all steps of every sequence at once and has one sigmoid output; here an update takes one random step of each sequence, two updates a batch, and there are two outputs.',
    ],
  },
  {
    of: ['freq-shapes', 'seq-comb-', 'low-var'],
    training: {
      ...LSTM,
      initialisation: { recurrent: 'orthogonal', gateBias: 'chrono', chronoSteps: 200 },
      learningRate: 3e-3,
      clipNorm: 1,
      epochs: 12,
    },
    pooling: 'per-sequence',
    options: { occlusion: { width: 1, channels: 'separate' } },
    skipSteps: 0,
    notes: [
      'The published tables explain a transformer; the black box here is an LSTM of two layers of 64 units, whose gates start open for up to 200 steps: started as usual it does not learn LowVar.',
      'Measures are means over sequences with a truth, as published.',
    ],
  },
  {
    of: ['ismail-'],
    training: { ...LSTM, architecture: { kind: 'lstm', hidden: [5] }, batchSize: 50, epochs: 500 },
    pooling: 'per-sequence',
    options: { occlusion: { width: 1, channels: 'separate' } },
    skipSteps: 0,
    notes: ['500 epochs, where up to 500 are published.'],
  },
  {
    of: ['synthetic-ecg'],
    training: {
      ...LSTM,
      architecture: { kind: 'lstm', hidden: [64], dense: [{ units: 32, batchNorm: true }] },
      initialisation: { recurrent: 'orthogonal', gateBias: 'chrono', chronoSteps: 100 },
      learningRate: 5e-3,
      clipNorm: 1,
      batchSize: 32,
    },
    pooling: 'per-sequence',
    skipSteps: 0,
    notes: ['Train and test are different synthetic patients.'],
  },
];

/** The protocol of a benchmark. */
export function recipeOf(name: string): Recipe {
  const found = RECIPES.find(({ of }) => of.some((start) => name.startsWith(start)));
  if (found) return found;
  throw new SaliogramError(
    'argument-invalid',
    `benchmark protocol: got ${name}, expected the name of a benchmark`,
    {
      details: { name },
    },
  );
}
