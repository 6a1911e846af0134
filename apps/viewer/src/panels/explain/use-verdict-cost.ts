import { useEffect } from 'preact/hooks';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { isSeeded, verdictMs } from '../../lib/maps/verdict-cost.ts';
import { passTimesOf } from '../../services/pass-times.ts';
import type { Store } from '../../services/store.ts';
import { verdictsOf } from '../../services/verdicts.ts';
import type { Shown } from './shown.ts';

/** How long the verdict on a map takes, ms; null where that is not known. */
export type VerdictCost = (map: Shown) => number | null;

/** What verdicts cost under the model in this page, whose speed is measured once there is a map to judge. */
export function useVerdictCost(
  store: Store,
  explainer: Explainer,
  beat: ExplainedBeat,
  maps: readonly Shown[],
): VerdictCost {
  const { model, input } = beat;
  const times = passTimesOf(store, explainer);
  const verdicts = verdictsOf(store, explainer);
  const isWanted = maps.some(({ explanation }) => explanation.attribution !== null);
  useEffect(() => {
    if (isWanted) times.measure(model.digest, input);
  }, [times, isWanted, model.digest, input.steps]);
  const known = times.known.value.get(times.keyOf(model.digest, input));
  return ({ task, explanation: { attribution, durationMs } }) => {
    if (!known || !attribution || durationMs === null) return null;
    return verdictMs({
      mapMs: durationMs,
      forwardMs: known.forwardMs,
      isSeeded: isSeeded(attribution),
      isChanceKnown: verdicts.hasChance(task),
    });
  };
}
