import { argmax, isSaliogramError, softmax } from '@saliogram/core';
import type { ClassInfo, OnEvent } from '@saliogram/core';
import { attributionMethod, heatFromZero } from '@saliogram/explain';
import type { Attribution, BaselineOptions } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import { evidencePerWave } from '@saliogram/signal';
import type { WaveEvidence } from '@saliogram/signal';
import { temporalAttribution } from '../temporal-attribution.ts';
import type { WorkEvent } from '../work-event.ts';
import { TEMPORAL_SCORES, titleOf } from './choose-methods.ts';
import type { ChosenMethods, LeftOut } from './choose-methods.ts';
import type { ExplainedInput } from './explained-input.ts';
import type { ExplainedMap } from './explained-map.ts';
import { judgeMaps } from './judge-maps.ts';
import { methodProgress } from './method-progress.ts';
import { compareMaps } from './compare-maps.ts';
import type { MapAgreement } from './compare-maps.ts';

/** The model's decision on a sequence and what methods say of it. */
export interface Explanation {
  readonly input: ExplainedInput;
  readonly classes: readonly ClassInfo[];
  /** Class index. */
  readonly decided: number;
  /** The explained class. */
  readonly target: number;
  /** [K] */
  readonly probabilities: Float32Array;
  readonly maps: readonly ExplainedMap[];
  readonly leftOut: readonly LeftOut[];
  /** Of the maps that divide the decision among steps; null for less than two. */
  readonly agreement: MapAgreement | null;
}

/** What to run on a sequence. */
export interface ExplanationRequest {
  readonly model: RecurrentModel;
  readonly input: ExplainedInput;
  /** Class index; undefined for the one that the model decides for. */
  readonly target: number | undefined;
  readonly chosen: ChosenMethods;
  /** By method. */
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Whether a method that cannot explain this sequence is left out, not a mistake of the user's. */
  readonly lenient: boolean;
  readonly perWave: boolean;
  /** What inputs are replaced with when maps are judged; undefined for no verdicts. */
  readonly verdict: BaselineOptions | undefined;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: WorkEvent) => void;
}

/** Explains one sequence by several methods, one after the other. */
export async function explainSequence(request: ExplanationRequest): Promise<Explanation> {
  const { model, input, chosen, signal } = request;
  const scores = await model.scores(input.x, { signal });
  const decided = argmax(scores);
  const target = request.target ?? decided;
  const maps: ExplainedMap[] = [];
  const leftOut = [...chosen.leftOut];
  for (const [index, method] of chosen.names.entries()) {
    const startMs = performance.now();
    const onEvent = methodProgress(method, index + 1, chosen.names.length, request.onEvent);
    const attribution = await runMethod(request, method, target, onEvent).catch((error: unknown) => {
      if (!request.lenient || !isSaliogramError(error) || error.code === 'cancelled') throw error;
      leftOut.push({ method, why: error.message });
      return null;
    });
    if (attribution === null) continue;
    const evidence = request.perWave ? await evidenceOf(attribution, input) : null;
    const tookMs = performance.now() - startMs;
    maps.push({ method, title: titleOf(method), attribution, tookMs, evidence, trust: null });
  }
  const { verdict } = request;
  const records = verdict && (await judgeMaps({ ...request, target, maps, baseline: verdict }));
  return {
    input,
    classes: model.classes,
    decided,
    target,
    probabilities: softmax(scores, model.classes.length),
    maps: maps.map((map, i) => ({ ...map, trust: records?.[i] ?? null })),
    leftOut,
    agreement: compareMaps(maps.filter(({ method }) => method !== TEMPORAL_SCORES)),
  };
}

function runMethod(
  { model, input, options, signal }: ExplanationRequest,
  method: string,
  target: number,
  onEvent: OnEvent,
): Promise<Attribution> {
  const run = { signal, onEvent, ...options.get(method) };
  return method === TEMPORAL_SCORES
    ? temporalAttribution(model, input.x, target, run)
    : attributionMethod(method).explain(model, input.x, target, run);
}

async function evidenceOf(attribution: Attribution, input: ExplainedInput): Promise<WaveEvidence[]> {
  const { stretches, channels } = await input.waves();
  return evidencePerWave(heatFromZero(attribution), stretches, channels);
}
