import { mean } from '@saliogram/core';
import type { OnEvent, ScoresModel, SequenceBatch } from '@saliogram/core';
import { deletionCurve, insertionCurve, measuredMap } from '@saliogram/explain';
import type { Attribution, BaselineOptions } from '@saliogram/explain';
import type { EvaluationCurves } from '@saliogram/report';
import { titleOf } from '../explanation/choose-methods.ts';

/** Random maps and |x|, by their names in a table of measures. */
const CONTROLS = ['random-heat', 'magnitude'];

/** Mean curves of deletion and insertion of some maps. */
export async function meanCurves(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Int32Array,
  maps: readonly Attribution[],
  run: BaselineOptions & { readonly signal: AbortSignal; readonly seed: number },
  onEvent: OnEvent,
): Promise<EvaluationCurves> {
  const lines: EvaluationCurves['lines'][number][] = [];
  let shares: number[] = [];
  for (const [done, map] of maps.entries()) {
    onEvent({ type: 'progress', stage: 'curves', done, total: maps.length });
    const { order } = measuredMap(map);
    const deletion = await deletionCurve(model, x, targets, order, run);
    const insertion = await insertionCurve(model, x, targets, order, run);
    shares = [...deletion.shares];
    const meanOf = (objective: Float64Array): number[] =>
      shares.map((_, p) => mean(objective.filter((__, i) => i % shares.length === p)));
    lines.push({
      method: map.method,
      title: titleOf(map.method),
      control: CONTROLS.includes(map.method),
      deletion: meanOf(deletion.objective),
      insertion: meanOf(insertion.objective),
    });
  }
  onEvent({ type: 'progress', stage: 'curves', done: maps.length, total: maps.length });
  return { shares, lines };
}
