import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, AttributionFrame, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import type { HeatRule } from '../attribution/heat.ts';
import { baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { searchInputs } from './input-searches.ts';
import type { InputFound, InputQuestions, InputResult, SoughtSequence } from './input-searches.ts';

/** Options of every method that seeks its values by gradient steps. */
export interface SoughtOptions extends RunOptions, BaselineOptions {
  /** Receives the values so far of one sequence of the batch, [1, T, C], after each iteration; they are a copy. */
  readonly onFrame?: (frame: AttributionFrame, sequence: number) => void;
}

/** A method that seeks its values by gradient steps, beside its model, sequences and targets. */
export interface Sought {
  readonly method: string;
  /** In words, for progress. */
  readonly stage: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** What is differentiated. */
  readonly objective: Objective;
  readonly heat: HeatRule;
  /** When a sequence counts as converged, in words. */
  readonly rule: string;
  readonly maxIterations: number;
  /** What stands for absent inputs, where it is not the baseline, [B, T, C]. */
  readonly fill?: Float32Array;
  begin(sequence: SoughtSequence, found: InputFound): InputQuestions;
  /** Sentences on what was found. */
  notes?(rows: readonly InputResult[]): readonly string[];
}

/** Runs the search of every sequence and makes an attribution of what they find; steps after an early end get 0. */
export async function soughtAttribution(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  sought: Sought,
  options: SoughtOptions,
): Promise<Attribution> {
  const { method, stage, objective, maxIterations } = sought;
  requireCapability(model, 'scoreGradient', method);
  const fill = sought.fill ?? baselineSequences(stage, x, options)[0].values;
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const size = x.steps * x.channels;
  const padded = ({ values }: InputFound): Float32Array => {
    const whole = new Float32Array(size);
    whole.set(values);
    return whole;
  };
  const reached = new Uint32Array(x.batch);
  let done = 0;
  const rows = await searchInputs(
    {
      stage,
      model,
      x,
      targets: classOf,
      fill,
      objective,
      begin: (sequence, found) => sought.begin(sequence, found),
      watch(row, iteration, found, last) {
        options.onFrame?.(
          { iteration, values: padded(found), objective: Float32Array.of(found.objective) },
          row,
        );
        const now = last ? maxIterations : iteration;
        done += now - reached[row];
        reached[row] = now;
        options.onEvent?.({ type: 'progress', stage, done, total: x.batch * maxIterations });
      },
    },
    options,
  );
  const values = new Float32Array(x.values.length);
  rows.forEach((row, b) => values.set(row.values, b * size));
  const unfinished = rows.filter(({ converged }) => !converged).length;
  return {
    method,
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: sought.heat,
    settings: { ...sought.settings, ...(sought.fill ? {} : baselineSettings(options)) },
    cost: passesSince(model, start),
    convergence: {
      rule: sought.rule,
      converged: rows.map(({ converged }) => converged),
      iterations: rows.map(({ iterations }) => iterations),
      objective: rows.map((row) => row.objective),
    },
    notes: [
      ...(sought.notes?.(rows) ?? []),
      ...(unfinished === 0
        ? []
        : [`${x.batch === 1 ? 'The search' : `${unfinished} of ${x.batch} searches`} did not converge.`]),
    ],
  };
}
