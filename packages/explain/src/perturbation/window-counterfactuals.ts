import { SaliogramError, createRandom } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { forecasterOf, generatorOf } from './generator-options.ts';
import type { GeneratorName, GeneratorRunOptions } from './generator-options.ts';
import type { SequenceForecaster, SequenceGenerator } from './sequence-generator.ts';

/** What stands in for the inputs of windows. */
export interface WindowCounterfactuals {
  /** In the settings of what was made with it. */
  readonly name: string;
  readonly notes?: readonly string[];
  /** S, how many stand in for each window. */
  readonly samples: number;
  /** For each first step, those of the window that begins there, or of what is left up to `longest`, [B, S, steps, C]. */
  windowsOf(part: SequenceBatch, longest: number): Promise<Float32Array[]>;
}

/** The options on which counterfactuals depend. */
export interface CounterfactualOptions extends Omit<GeneratorRunOptions, 'generator'> {
  readonly generator: GeneratorName | SequenceGenerator | SequenceForecaster;
  readonly samples: number;
  readonly seed: number;
  readonly window: number;
}

/** One for each window: what is to be expected of it, given the past. */
export async function expectedWindows(
  where: string,
  x: SequenceBatch,
  options: CounterfactualOptions,
): Promise<WindowCounterfactuals> {
  const { window } = options;
  const forecaster = await forecasterOf(where, x, window, options);
  return {
    ...namesOf(forecaster),
    samples: 1,
    windowsOf: async (part, longest) =>
      eachWindow(longest, window, async (from, steps) => forecaster.expected(part, { from, steps })),
  };
}

/** Several for each window, drawn given the past; the same draws for every call. */
export async function drawnWindows(
  where: string,
  x: SequenceBatch,
  options: CounterfactualOptions,
): Promise<WindowCounterfactuals> {
  const { window, samples, seed, generator, ...rest } = options;
  if (typeof generator === 'object' && !('sample' in generator)) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got a generator (${generator.name}) that cannot draw, expected one with sample(); or ask for counterfactual: 'expected'`,
      { details: { generator: generator.name } },
    );
  }
  const drawing = await generatorOf(where, x, { ...rest, seed, generator });
  return {
    ...namesOf(drawing),
    samples,
    windowsOf: async (part, longest) => {
      const random = createRandom(seed);
      return eachWindow(longest, window, async (from, steps) =>
        drawing.sample(part, { from, steps, samples }, random),
      );
    },
  };
}

function namesOf({ name, notes }: SequenceGenerator | SequenceForecaster) {
  return { name, ...(notes && { notes }) };
}

async function eachWindow(
  longest: number,
  window: number,
  make: (from: number, steps: number) => Promise<Float32Array>,
): Promise<Float32Array[]> {
  const windows: Float32Array[] = [];
  for (let from = 0; from < longest; from++) {
    windows.push(await make(from, Math.min(window, longest - from)));
  }
  return windows;
}
