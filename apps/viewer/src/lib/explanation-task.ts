import type { Attribution, AttributionFrame } from '@saliogram/explain';
import type { ModelInput, Slot, StepProbabilities } from './explanation.ts';

/** Something to compute of one beat under one model. */
export interface ExplanationTask {
  /** `temporal-scores`, or the name of an attribution method. */
  readonly method: string;
  /** For messages. */
  readonly title: string;
  readonly slot: Slot;
  readonly modelDigest: string;
  /** Names the beat: recording and R peak. */
  readonly beatKey: string;
  readonly input: ModelInput;
  /** Class index. */
  readonly target: number;
  /** Options of the method that differ from its defaults, plain JSON. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Options too large for a key: beats to draw from, levels and waves; what they are follows from the beat and `options`. */
  readonly given?: Readonly<Record<string, unknown>>;
}

/** What has become of a task. */
export interface Explanation {
  readonly status: 'waiting' | 'running' | 'done' | 'stopped' | 'failed';
  readonly done: number;
  /** 0 when not known. */
  readonly total: number;
  /** Of an attribution method, when done. */
  readonly attribution: Attribution | null;
  /** Of temporal scores, when done. */
  readonly stepProbabilities: StepProbabilities | null;
  /** Of a method that converges, its values on the way, also where it was stopped. */
  readonly frames: readonly AttributionFrame[];
  /** From its start to its result. */
  readonly durationMs: number | null;
  /** Why it failed. */
  readonly problem: string | null;
}

/** An explanation that has not begun. */
export const NOT_YET: Explanation = {
  status: 'waiting',
  done: 0,
  total: 0,
  attribution: null,
  stepProbabilities: null,
  frames: [],
  durationMs: null,
  problem: null,
};

/** Tells tasks apart; equal keys give equal results. */
export function taskKey({ modelDigest, beatKey, method, target, options }: ExplanationTask): string {
  return JSON.stringify([modelDigest, beatKey, method, method === 'temporal-scores' ? 0 : target, options]);
}

/** One call each; everything else comes behind them. */
const QUICK = ['temporal-scores', 'input-derivative', 'occlusion'];

/** The tasks with the quick ones first, otherwise in their order. */
export function inOrderOfCost(tasks: readonly ExplanationTask[]): ExplanationTask[] {
  const rank = ({ method }: ExplanationTask): number => {
    const at = QUICK.indexOf(method);
    return at < 0 ? QUICK.length : at;
  };
  return [...tasks].sort((a, b) => rank(a) - rank(b));
}
