import { attributionMethod, sharedEvidence, trustRecords } from '@saliogram/explain';
import type { BaselineOptions, TrustRecord } from '@saliogram/explain';
import { reinitialisedLayers } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';
import type { WorkEvent } from '../work-event.ts';
import { TEMPORAL_SCORES } from './choose-methods.ts';
import type { ExplainedMap } from './explained-map.ts';
import type { ExplainedInput } from './explained-input.ts';
import { VerdictProgress } from './verdict-progress.ts';

/** Maps of one sequence to be judged. */
export interface JudgingRequest {
  readonly model: RecurrentModel;
  readonly input: ExplainedInput;
  /** Class index. */
  readonly target: number;
  readonly maps: readonly ExplainedMap[];
  /** By method, as they were made. */
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** What inputs are replaced with. */
  readonly baseline: BaselineOptions;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: WorkEvent) => void;
}

/**
 * What each map is worth, each beside all others but the controls; null for what divides nothing among steps. What is the
 * same for all maps is found once.
 */
export async function judgeMaps(request: JudgingRequest): Promise<(TrustRecord | null)[]> {
  const { model, input, target, maps, options, baseline, seed, signal, onEvent } = request;
  const { x } = input;
  const run = { ...baseline, seed, signal };
  const judged = maps.filter(({ method }) => method !== TEMPORAL_SCORES);
  if (judged.length === 0) return maps.map(() => null);
  const company = judged.filter(({ method }) => !isControl(method));
  onEvent({ type: 'progress', stage: 'random orders', done: 0, total: 1 });
  const startMs = performance.now();
  const shared = await sharedEvidence(model, x, target, run);
  onEvent({ type: 'progress', stage: 'random orders', done: 1, total: 1 });
  const progress = new VerdictProgress(judged, performance.now() - startMs, onEvent);
  const { threads, backend } = model.engine;
  const copies = reinitialisedLayers(model, { seed, threads, backend });
  const untrained = await copies.randomised(copies.layers);
  const records = new Map<string, TrustRecord>();
  try {
    for (const [index, { method, attribution }] of judged.entries()) {
      progress.show(index);
      let explanations = 0;
      const others = company.filter((other) => other.method !== method);
      const [record] = await trustRecords<RecurrentModel>(model, x, attribution, {
        ...run,
        ...shared,
        reexplain: (to, sequences, other) => {
          progress.show(index, true, explanations++);
          return attributionMethod(method).explain(to, sequences, target, {
            ...options.get(method),
            ...(other !== undefined && { seed: other }),
            signal,
          });
        },
        // A method that draws nothing does not tell of a seed.
        seeded: 'seed' in attribution.settings,
        untrained,
        ...(others.length > 0 && { others: others.map((other) => other.attribution) }),
      });
      records.set(method, record);
    }
    progress.end();
    return maps.map(({ method }) => records.get(method) ?? null);
  } finally {
    await copies.release(untrained);
  }
}

function isControl(method: string): boolean {
  return attributionMethod(method).family === 'control';
}
