import { useState } from 'preact/hooks';
import type { AttributionMethod } from '@saliogram/explain';
import { INITIAL_STATE } from '../../lib/app-state.ts';
import { taskKey } from '../../lib/explanation-task.ts';
import type { Explanation, ExplanationTask } from '../../lib/explanation-task.ts';
import type { MapTask } from '../../lib/maps/map-task.ts';
import { SLOW_MS, durationText } from '../../lib/maps/method-cost.ts';
import type { Explanations } from '../../services/explanations.ts';
import { useExplanations } from '../../services/use-explanations.ts';
import type { Hold, Shown } from './shown.ts';
import type { MethodCost } from './use-method-cost.ts';

/** A method that is chosen, and its map. */
export interface ChosenMap extends MapTask {
  readonly method: AttributionMethod;
}

/** Whether a method is computed without being asked for, however slow the machine: those that a first visit shows. */
export function isAlwaysComputed(name: string): boolean {
  return INITIAL_STATE.view.methods.includes(name);
}

/**
 * The maps that are chosen, computed while they are shown: the slow ones when the reader asks for them.
 *
 * @param before what is computed whatever the maps
 */
export function useShownMaps(
  explanations: Explanations,
  before: ExplanationTask,
  chosen: readonly ChosenMap[],
  cost: MethodCost,
): { readonly first: Explanation; readonly maps: readonly Shown[] } {
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const holds = chosen.map(({ method, task, missing }): Hold | null => {
    if (missing !== null) return { text: missing, start: null };
    const key = taskKey(task);
    if (isAlwaysComputed(method.name) || asked.has(key)) return null;
    if (explanations.of(task).value.status !== 'waiting') return null;
    const ms = cost(method);
    if (ms !== null && ms < SLOW_MS) return null;
    return { text: holdText(ms), start: () => setAsked(new Set(asked).add(key)) };
  });
  const wanted = chosen.flatMap(({ task }, i) => (holds[i] ? [] : [task]));
  const [first] = useExplanations(explanations, 'explain', [before, ...wanted]);
  const maps = chosen.map(({ task }, i) => ({
    task,
    explanation: explanations.of(task).value,
    hold: holds[i],
  }));
  return { first, maps };
}

function holdText(ms: number | null): string {
  if (ms === null) return 'How fast the model is here is being measured.';
  if (Number.isNaN(ms))
    return 'Learns something of its own first; how long that takes shows when it has run.';
  return `Takes ${durationText(ms)}.`;
}
