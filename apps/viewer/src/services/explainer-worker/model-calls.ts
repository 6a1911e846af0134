import { sequenceBatch, softmax } from '@saliogram/core';
import type { OnEvent, SequenceBatch } from '@saliogram/core';
import { attributionMethod, classMode, temporalScores } from '@saliogram/explain';
import type { Attribution, AttributionFrame } from '@saliogram/explain';
import type {
  ExplanationEvent,
  ExplanationRequest,
  ModelInput,
  ProbeReading,
  StepProbabilities,
} from '../../lib/explanation.ts';
import type { RecurrentModel } from '@saliogram/nn';

/** Sequences scored at once: few enough that an explanation in between hardly waits, enough for every thread. */
const SEQUENCES_AT_ONCE = 32;

/** One sequence as a batch. */
export function batchOfOne({ values, steps, channels }: ModelInput): SequenceBatch {
  return sequenceBatch(values, 1, steps, channels);
}

/** Probabilities [n, K] of `x`, slice by slice. @param turn waits until the next slice may run */
export async function classify(
  model: RecurrentModel,
  x: SequenceBatch,
  signal: AbortSignal,
  turn: () => Promise<void>,
): Promise<Float32Array> {
  const classes = model.classes.length;
  const scores = new Float32Array(x.batch * classes);
  const size = x.steps * x.channels;
  for (let from = 0; from < x.batch; from += SEQUENCES_AT_ONCE) {
    await turn();
    const batch = Math.min(SEQUENCES_AT_ONCE, x.batch - from);
    const values = x.values.subarray(from * size, (from + batch) * size);
    scores.set(await model.scores({ ...x, values, batch }, { signal }), from * classes);
  }
  return softmax(scores, classes);
}

export async function stepProbabilities(
  model: RecurrentModel,
  input: ModelInput,
  signal: AbortSignal,
): Promise<StepProbabilities> {
  const { probabilities, steps, classes } = await temporalScores(model, batchOfOne(input), { signal });
  return { values: probabilities, steps, classes };
}

export function explain(
  model: RecurrentModel,
  { method, input, target, options }: ExplanationRequest,
  onEvent: (event: ExplanationEvent) => void,
  signal: AbortSignal,
): Promise<Attribution> {
  return attributionMethod(method).explain(model, batchOfOne(input), target, {
    ...options,
    signal,
    onEvent,
    onFrame: (frame: AttributionFrame) => onEvent({ type: 'frame', frame }),
  });
}

export async function probe(
  model: RecurrentModel,
  input: ModelInput,
  target: number,
  signal: AbortSignal,
): Promise<ProbeReading> {
  const { scores, gradient } = await model.scoreGradient(batchOfOne(input), [target], 'score', { signal });
  return { probabilities: softmax(scores, model.classes.length), derivative: gradient };
}

/** The mode of one class, [T, C]. */
export async function modeOfClass(
  model: RecurrentModel,
  target: number,
  steps: number,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<Float32Array> {
  const channels = model.metadata.architecture.inputs;
  const { modes } = await classMode(model, { steps, channels }, { classes: [target], onEvent, signal });
  return modes.values;
}
