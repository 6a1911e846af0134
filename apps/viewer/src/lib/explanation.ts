import type { ClassInfo, OnEvent } from '@saliogram/core';
import type {
  Attribution,
  AttributionFrame,
  Capability,
  CellTraces,
  Counterfactuals,
  HiddenStates,
  MemorySpan,
  TrustRecord,
  UnitKnockOut,
} from '@saliogram/explain';
import type { ModelMetadata } from '@saliogram/nn';

/** A model as the page knows it; the weights stay in the worker. */
export interface ModelFacts {
  readonly name: string;
  readonly metadata: ModelMetadata;
  readonly classes: readonly ClassInfo[];
  /** SHA-256 of the file. */
  readonly digest: string;
  /** As `wasm, 2 threads`. */
  readonly engine: string;
  /** What the model can do; decides which techniques are offered. */
  readonly capabilities: readonly Capability[];
}

/** Two models can be open, to be compared. */
export type Slot = 'first' | 'second';

/** One sequence as a model reads it, [T, C]. */
export interface ModelInput {
  readonly values: Float32Array;
  readonly steps: number;
  readonly channels: number;
}

/** What explains one input: an attribution of one sequence. */
export interface ExplanationRequest {
  readonly slot: Slot;
  /** Name in the registry of explain. */
  readonly method: string;
  readonly input: ModelInput;
  /** Class index. */
  readonly target: number;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Signs of life of an explanation: progress, and the frames of a method that is getting there. */
export type ExplanationEvent =
  | { readonly type: 'progress'; readonly stage: string; readonly done: number; readonly total: number }
  | { readonly type: 'frame'; readonly frame: AttributionFrame };

/** The probability of every class after each step, [T, K]. */
export interface StepProbabilities {
  readonly values: Float32Array;
  readonly steps: number;
  readonly classes: number;
}

/** What the model makes of a beat the reader has changed. */
export interface ProbeReading {
  /** [K] */
  readonly probabilities: Float32Array;
  /** d s_c / d x, signed, [T, C]. */
  readonly derivative: Float32Array;
}

/** What a verdict rests on besides the map itself. */
export interface TrustMaterial {
  /** Maps of other methods of the same input and class. */
  readonly others: readonly Attribution[];
  /** How random orders separate, as an earlier verdict on the same input, class and baseline found it; null for the first. */
  readonly chance: Float64Array | null;
}

/** What a map is worth, and what other verdicts can take over. */
export interface Trust {
  readonly record: TrustRecord;
  /** How random orders separate. */
  readonly chance: Float64Array;
}

/** How long a model takes in this page, ms for one sequence among several. */
export interface PassTimes {
  readonly forwardMs: number;
  /** There and back. */
  readonly gradientMs: number;
  /** Gate by gate in double precision; NaN for a model that does not show its cells. */
  readonly tracedMs: number;
}

/** The worker that runs models. Jobs are numbered by the caller, so that each can be cancelled. */
export interface Explainer {
  open(slot: Slot, bytes: Uint8Array, name: string): Promise<ModelFacts>;
  close(slot: Slot): Promise<void>;
  /** Probabilities [n, K] of n sequences. */
  classify(
    job: number,
    slot: Slot,
    inputs: Float32Array,
    steps: number,
    channels: number,
  ): Promise<Float32Array>;
  temporalScores(job: number, slot: Slot, input: ModelInput): Promise<StepProbabilities>;
  explain(
    job: number,
    request: ExplanationRequest,
    onEvent: (event: ExplanationEvent) => void,
  ): Promise<Attribution>;
  /** Probabilities and input derivative in one pass there and back. */
  probe(job: number, slot: Slot, input: ModelInput, target: number): Promise<ProbeReading>;
  /** The input that a class likes best, [T, C], from all zeros. */
  classMode(job: number, slot: Slot, target: number, steps: number, onEvent: OnEvent): Promise<Float32Array>;
  /** What a map is worth. */
  trust(
    job: number,
    request: ExplanationRequest,
    attribution: Attribution,
    material: TrustMaterial,
    onEvent: OnEvent,
  ): Promise<Trust>;
  /** Measured on copies of one input. */
  passTimes(job: number, slot: Slot, input: ModelInput): Promise<PassTimes>;
  /** Gates, cells and outputs of every unit over time. */
  cellTraces(job: number, slot: Slot, input: ModelInput): Promise<CellTraces>;
  /** How far back the score of a class looks, at `at` steps evenly spread. */
  memorySpan(job: number, slot: Slot, input: ModelInput, target: number, at: number): Promise<MemorySpan>;
  /** How the score of a class falls without each unit. */
  unitKnockOut(
    job: number,
    slot: Slot,
    input: ModelInput,
    target: number,
    onEvent: OnEvent,
  ): Promise<UnitKnockOut>;
  /** What the model remembers of n sequences, [n, H]. */
  hiddenStates(
    job: number,
    slot: Slot,
    inputs: Float32Array,
    steps: number,
    channels: number,
    onEvent: OnEvent,
  ): Promise<HiddenStates>;
  /** The nearest input of a class. */
  counterfactual(
    job: number,
    slot: Slot,
    input: ModelInput,
    target: number,
    options: Readonly<Record<string, unknown>>,
    onEvent: OnEvent,
  ): Promise<Counterfactuals>;
  cancel(job: number): Promise<void>;
}
