import type { OnEvent, ScoresModel } from '@saliogram/core';
import { attributionMethod, heatByChannel, heatOverTime } from '@saliogram/explain';
import type { AttributionMethod, StepTimes, TimeGrid } from '@saliogram/explain';
import type { Reading } from './choose-beats.ts';

/** Methods that an audit runs unless told others: the cheap ones. */
export const AUDIT_METHODS = ['input-derivative', 'occlusion', 'integrated-gradients'] as const;

/** Heat of each method on each beat. */
export interface Explained {
  readonly method: AttributionMethod;
  /** On the grid that all models share, [B, G]. */
  readonly heat: Float64Array;
  /** On the steps of the model itself, [B, T]. */
  readonly ownHeat: Float64Array;
  /** Share of the heat in each channel, [B, C]; NaN where nothing is salient. */
  readonly channelHeat: Float64Array;
}

/** Explains the reference class of each beat by each method. @throws `argument-invalid` for an unknown method */
export async function explainBeats(
  { file, model, steps }: { readonly file: string; readonly model: ScoresModel; readonly steps: StepTimes },
  { x, targets }: Reading,
  methods: readonly string[],
  grids: { readonly common: TimeGrid; readonly own: TimeGrid },
  { signal, onEvent }: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
): Promise<Explained[]> {
  const explained: Explained[] = [];
  for (const method of methods.map(attributionMethod)) {
    const attribution = await method.explain(model, x, targets, {
      signal,
      onEvent: (event) => onEvent({ ...event, stage: `${event.stage} of ${file}` }),
    });
    explained.push({
      method,
      heat: heatOverTime(attribution, steps, grids.common),
      ownHeat: heatOverTime(attribution, steps, grids.own),
      channelHeat: heatByChannel(attribution),
    });
  }
  return explained;
}
