import { useEffect } from 'preact/hooks';
import type { Technique } from '@saliogram/explain';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { taskOf } from '../../lib/explained-beat.ts';
import { durationText, expectedPasses, passesMs } from '../../lib/maps/method-cost.ts';
import { methodOptions } from '../../lib/saliency/image-methods.ts';
import { explanationsOf } from '../../services/explanations.ts';
import { passTimesOf } from '../../services/pass-times.ts';
import type { Store } from '../../services/store.ts';

/** How long a method takes on a beat, ms: null while that is being measured, NaN where it is known only afterwards. */
export type MethodCost = (technique: Technique) => number | null;

/**
 * What methods cost under the model in this page: as long as they took before, else their passes at the measured speed.
 *
 * @param isWanted whether the speed is to be measured
 */
export function useMethodCost(
  store: Store,
  explainer: Explainer,
  beat: ExplainedBeat,
  isWanted: boolean,
): MethodCost {
  const times = passTimesOf(store, explainer);
  const explanations = explanationsOf(store, explainer);
  const { model, input, layout } = beat;
  useEffect(() => {
    if (isWanted) times.measure(model.digest, input);
  }, [times, isWanted, model.digest, input.steps]);
  const known = times.known.value.get(times.keyOf(model.digest, input)) ?? null;
  return (technique) => {
    const before = explanations.lastMs(taskOf(beat, technique));
    if (before !== undefined) return before;
    const passes = insidePasses(technique.name, model.metadata.architecture.hidden) ?? undefined;
    const expected = passes ?? expectedPasses(technique, input.steps, methodOptions(layout, technique.name));
    if (expected === null) return NaN;
    return known && passesMs(expected, known);
  };
}

/** Part of a pass of traces that silencing one unit takes: the layers below are not read again, and nothing is kept. */
const SILENCED_PASS = 0.3;

/** Of what looks inside, which has no counts among its defaults. */
function insidePasses(name: string, hidden: readonly number[]) {
  const none = { forward: 0, gradient: 0, traced: 0 };
  if (name === 'temporal-scores') return { ...none, forward: 1 };
  if (name === 'cell-traces') return { ...none, traced: 1 };
  if (name === 'unit-knock-out')
    return { ...none, traced: 1 + SILENCED_PASS * hidden.reduce((sum, units) => sum + units, 0) };
  return name === 'memory-span' ? { ...none, gradient: MEMORY_STEPS / 2 } : null;
}

/** Steps at which the memory is asked for. */
export const MEMORY_STEPS = 24;

/** A cost in words; empty where there is nothing to say. */
export function costText(ms: number | null): string {
  if (ms === null) return '';
  return Number.isNaN(ms) ? 'learns something first' : durationText(ms);
}
