import type { Explanation, ExplanationTask } from '../../lib/explanation-task.ts';

/** Why a map is not computed by itself, and what starts it; null where nothing can yet. */
export interface Hold {
  readonly text: string;
  readonly start: (() => void) | null;
}

/** A map and how it came to be. */
export interface Shown {
  readonly task: ExplanationTask;
  readonly explanation: Explanation;
  readonly hold: Hold | null;
}
