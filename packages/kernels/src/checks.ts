import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch, Variants } from '@saliogram/core';
import type { DropoutOptions, EngineOptions, TrainStepOptions } from './engine.ts';
import type { Network, NetworkShape } from './network-shape.ts';
import type { ParameterInfo } from './parameters.ts';

function invalid(message: string, details: Record<string, unknown>): never {
  throw new SaliogramError('argument-invalid', message, { details });
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 1;

const MOST_LAYERS = 8;
const CELLS = ['lstm', 'gru', 'rnn'];

/** Throws unless the cell is known, all sizes are positive integers and there are 1 to 8 layers. */
export function checkShape(shape: NetworkShape): void {
  const { cell = 'lstm', inputs, hidden, dense = [], outputs } = shape;
  if (!CELLS.includes(cell)) {
    invalid(`network shape: got cell ${String(cell)}, expected one of ${CELLS.join(', ')}`, { cell });
  }
  const units = dense.map((layer) => layer.units);
  if (
    hidden.length === 0 ||
    hidden.length > MOST_LAYERS ||
    ![inputs, outputs, ...hidden, ...units].every(isCount)
  ) {
    invalid(
      `network shape: got ${inputs} inputs, layers of [${hidden.join(', ')}] units, a head of [${units.join(', ')}] units and ${outputs} outputs, expected positive whole numbers and 1 to ${MOST_LAYERS} layers`,
      { shape },
    );
  }
}

export function checkOptions(options: EngineOptions): void {
  for (const name of ['threads', 'microBatch'] as const) {
    const value = options[name];
    if (value !== undefined && !isCount(value)) {
      invalid(`engine: got ${name} ${value}, expected a positive whole number`, { [name]: value });
    }
  }
}

export function checkBatch(x: SequenceBatch, shape: NetworkShape, what = 'sequences'): void {
  const { batch, steps, channels, values, lengths } = x;
  if (channels !== shape.inputs) {
    invalid(`${what}: got ${channels} channels, expected ${shape.inputs}, the inputs of the network`, {
      channels,
      inputs: shape.inputs,
    });
  }
  if (!isCount(steps)) invalid(`${what}: got ${steps} steps, expected at least 1`, { steps });
  if (!Number.isSafeInteger(batch) || batch < 0 || values.length !== batch * steps * channels) {
    invalid(
      `${what}: got ${values.length} values, expected ${batch} x ${steps} x ${channels} (sequences x steps x channels)`,
      { length: values.length, batch, steps, channels },
    );
  }
  if (!lengths) return;
  checkLength(lengths, batch, `lengths of ${what}`);
  for (let i = 0; i < batch; i++) {
    if (isCount(lengths[i]) && lengths[i] <= steps) continue;
    invalid(`lengths of ${what}: got ${lengths[i]} at position ${i}, expected 1 to ${steps} steps`, {
      length: lengths[i],
      position: i,
    });
  }
}

/** Throws unless there is one class index in [0, classes) per sequence. */
export function checkClasses(classes: ArrayLike<number>, count: number, outputs: number, what: string): void {
  if (classes.length !== count) {
    invalid(`${what}: got ${classes.length}, expected one per sequence (${count})`, {
      length: classes.length,
      count,
    });
  }
  for (let i = 0; i < count; i++) {
    const value = classes[i];
    if (!(Number.isInteger(value) && value >= 0 && value < outputs)) {
      invalid(`${what}: got ${value} at position ${i}, expected a class index from 0 to ${outputs - 1}`, {
        value,
        position: i,
      });
    }
  }
}

export function checkVariants(bases: SequenceBatch, variants: Variants): void {
  const { sequences, baseOf, firstChange } = variants;
  const count = sequences.batch;
  if (sequences.steps !== bases.steps) {
    invalid(`variants: got ${sequences.steps} steps, expected ${bases.steps} as in their bases`, {
      steps: sequences.steps,
    });
  }
  checkClasses(baseOf, count, bases.batch, 'bases of variants');
  checkClasses(firstChange, count, bases.steps + 1, 'first changes of variants');
}

export function checkStepVariants(
  x: SequenceBatch,
  network: Network,
  others: Float32Array,
  samples: number,
  window: number,
  hasGradient: boolean,
): void {
  if (network.directions === 2 || x.lengths) {
    invalid(
      'step variants: got a bidirectional network or sequences of several lengths, expected neither',
      {},
    );
  }
  if (!isCount(samples)) invalid(`step variants: got ${samples} samples, expected at least 1`, { samples });
  if (!isCount(window) || (hasGradient && window > 1)) {
    const expected = hasGradient ? 'single steps where gradients are asked for' : 'at least 1';
    invalid(`step variants: got windows of ${window} steps, expected ${expected}`, { window });
  }
  checkLength(others, x.values.length * samples * window, 'other inputs of steps');
}

export function checkOneWay({ directions }: Network): void {
  if (directions === 2)
    invalid('gradient of steps: got a bidirectional network, expected one that reads one way', {});
}

/** Throws unless there is one class index in [0, classes) per sequence or one per step. */
export function checkStepTargets(
  targets: ArrayLike<number>,
  { batch, steps }: SequenceBatch,
  outputs: number,
): void {
  const perStep = targets.length === batch * steps;
  checkClasses(targets, perStep ? batch * steps : batch, outputs, 'targets');
}

export function checkLength(values: ArrayLike<number>, expected: number, what: string): void {
  if (values.length !== expected) {
    invalid(`${what}: got ${values.length} numbers, expected ${expected}`, {
      length: values.length,
      expected,
    });
  }
}

export function checkDropout({ dropout = 0, headDropout = 0 }: DropoutOptions): void {
  for (const rate of [dropout, headDropout]) {
    if (!(rate >= 0 && rate < 1)) invalid(`dropout: got ${rate}, expected at least 0 and below 1`, { rate });
  }
}

/** Throws unless every name is that of a parameter. */
export function checkFrozen(frozen: readonly string[] = [], parameters: readonly ParameterInfo[]): void {
  const unknown = frozen.find((name) => !parameters.some((parameter) => parameter.name === name));
  if (unknown !== undefined) {
    invalid(
      `training step: got ${unknown} to freeze, expected one of ${parameters.map(({ name }) => name).join(', ')}`,
      { frozen },
    );
  }
}

export function checkTrainStep(step: TrainStepOptions): void {
  const within = (
    name: string,
    value: number | undefined,
    good: (value: number) => boolean,
    range: string,
  ): void => {
    if (value !== undefined && !good(value)) {
      invalid(`training step: got ${name} ${value}, expected ${range}`, { [name]: value });
    }
  };
  within(
    'learningRate',
    step.learningRate,
    (value) => Number.isFinite(value) && value >= 0,
    'a number from 0 up',
  );
  within('clipNorm', step.clipNorm, (value) => value > 0, 'a number above 0');
  within(
    'weightDecay',
    step.weightDecay,
    (value) => Number.isFinite(value) && value >= 0,
    'a number from 0 up',
  );
  within('beta1', step.beta1, (value) => value >= 0 && value < 1, 'at least 0 and below 1');
  within('beta2', step.beta2, (value) => value >= 0 && value < 1, 'at least 0 and below 1');
  within('epsilon', step.epsilon, (value) => value > 0, 'a number above 0');
}
