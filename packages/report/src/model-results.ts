import type { ClassInfo } from '@saliogram/core';
import type { Evaluation } from '@saliogram/training';

/** A model and how well it does; plain JSON. */
export interface ModelResults {
  /** File name of the model. */
  readonly file: string;
  /** SHA-256 of the model file. */
  readonly sha256?: string;
  readonly metadata: ModelFacts;
  /** The split the model was trained on first, then others (each by a model trained on it). */
  readonly splits: readonly SplitResults[];
  /** The points at which training was validated. */
  readonly history?: readonly TrainingPoint[];
  /** The file of training examples beside the model, and how many it holds. */
  readonly examples?: { readonly file: string; readonly count: number };
  /** Epoch whose weights were kept; default the one of the least cross-entropy that saw every step. */
  readonly chosenEpoch?: number;
}

/** What a report reads of a model file's metadata. */
export interface ModelFacts {
  readonly architecture: {
    readonly kind: string;
    readonly bidirectional?: boolean;
    readonly inputs: number;
    readonly hidden: readonly number[];
    readonly dense?: readonly { readonly units: number; readonly batchNorm?: boolean }[];
    readonly outputs: number;
  };
  readonly classes: readonly ClassInfo[];
  readonly preprocessing: Readonly<Record<string, unknown>>;
  readonly units: string;
  /** What an input value of 0 means. */
  readonly zero: string;
  readonly codeVersion: string;
  readonly created: string;
  readonly training?: Readonly<Record<string, unknown>>;
  readonly dataHash?: string;
  readonly attribution?: string;
}

/** A classifier on the test part of one split, and baselines beside it. */
export interface SplitResults {
  /** 'random by beat', 'by patient'. */
  readonly name: string;
  /** How it was drawn: seed, shares, patients. */
  readonly description: string;
  /** Whether a patient's beats are in one part only. */
  readonly patientDisjoint: boolean;
  readonly evaluation: Evaluation;
  readonly majority?: Evaluation;
  readonly oneNearestNeighbour?: Evaluation;
}

/** A validation during training. */
export interface TrainingPoint {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  /** On the validation sequences. */
  readonly crossEntropy: number;
  readonly accuracy: number;
  /** Steps averaged into one in this epoch, where it is not 1. */
  readonly timeScale?: number | undefined;
}
