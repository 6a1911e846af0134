import { sequenceBatch } from '@saliogram/core';
import type { OnEvent, SequenceBatch } from '@saliogram/core';
import {
  cellTraces,
  counterfactual,
  hasCapability,
  hiddenStates,
  memorySpan,
  unitKnockOut,
} from '@saliogram/explain';
import type { CellTraces, Counterfactuals, HiddenStates, MemorySpan, UnitKnockOut } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import type { ModelInput, PassTimes } from '../../lib/explanation.ts';
import { batchOfOne } from './model-calls.ts';

/** Copies of an input that are passed through at once: what methods do, for as long as a look takes. */
const COPIES = 16;

/** How long passes take, the faster of two tries each; the first try of all also wakes the engine. */
export async function passTimesOf(
  model: RecurrentModel,
  input: ModelInput,
  signal: AbortSignal,
): Promise<PassTimes> {
  const { steps, channels, values } = input;
  const copies = new Float32Array(COPIES * values.length);
  for (let i = 0; i < COPIES; i++) copies.set(values, i * values.length);
  const x = sequenceBatch(copies, COPIES, steps, channels);
  const targets = new Int32Array(COPIES);
  const own = batchOfOne(input);
  return {
    forwardMs: (await fasterMs(() => model.scores(x, { signal }))) / COPIES,
    gradientMs: (await fasterMs(() => model.scoreGradient(x, targets, 'score', { signal }))) / COPIES,
    tracedMs: hasCapability(model, 'recurrentCells')
      ? await fasterMs(() => cellTraces(model, own, { signal }))
      : NaN,
  };
}

async function fasterMs(work: () => Promise<unknown>): Promise<number> {
  let fastest = Infinity;
  for (let i = 0; i < 2; i++) {
    const start = performance.now();
    await work();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

export function tracesOf(model: RecurrentModel, input: ModelInput, signal: AbortSignal): Promise<CellTraces> {
  return cellTraces(model, batchOfOne(input), { signal });
}

/** @param count steps whose memory is asked for, evenly spread, the last among them */
export function memoryOf(
  model: RecurrentModel,
  input: ModelInput,
  target: number,
  count: number,
  signal: AbortSignal,
): Promise<MemorySpan> {
  const { steps } = input;
  const n = Math.min(count, steps);
  const at = Array.from({ length: n }, (_, i) => Math.round(((i + 1) * steps) / n) - 1);
  return memorySpan(model, batchOfOne(input), target, { at, signal });
}

export function knockOut(
  model: RecurrentModel,
  input: ModelInput,
  target: number,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<UnitKnockOut> {
  return unitKnockOut(model, batchOfOne(input), target, { onEvent, signal });
}

/** Sequences at once: few enough to be stopped soon. */
const STATES_AT_ONCE = 32;

export function hiddenStatesOf(
  model: RecurrentModel,
  x: SequenceBatch,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<HiddenStates> {
  return hiddenStates(model, x, { onEvent, signal, batchSize: STATES_AT_ONCE });
}

export function counterfactualOf(
  model: RecurrentModel,
  input: ModelInput,
  target: number,
  options: Readonly<Record<string, unknown>>,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<Counterfactuals> {
  return counterfactual(model, batchOfOne(input), target, { ...options, onEvent, signal });
}
