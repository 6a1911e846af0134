import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import type { Capability, CapabilityModels } from '../attribution/capability.ts';
import { checkOptions } from './check-options.ts';

/** How a technique comes to its answer. */
export type Family = 'gradient' | 'propagation' | 'perturbation' | 'mask' | 'inside' | 'control';

/** What a reader should know of a technique before running it. */
export interface Technique {
  readonly name: string;
  readonly title: string;
  readonly family: Family;
  readonly formula: string;
  readonly source: string;
  /** Passes, in words. */
  readonly cost: string;
  /** What the model must be able to do. */
  readonly needs: readonly Capability[];
  /** Whether the map depends on what stands for an absent input. */
  readonly baseline: boolean;
  /** Whether something is trained before the first map. */
  readonly trains: boolean;
  /** What a map of it tells. */
  readonly says: string;
  /** What it does not tell, and where it fails. */
  readonly silent: string;
  /** Options and their defaults; null where the default is to do without. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** A technique that yields an attribution. */
export interface AttributionMethod extends Technique {
  /** @throws `model-mismatch` for a model that cannot do what it needs, `config-invalid` for an unknown option */
  explain(
    model: ScoresModel,
    x: SequenceBatch,
    targets: Targets,
    options?: RunOptions & Readonly<Record<string, unknown>>,
  ): Promise<Attribution>;
}

/** A method as its family lists it: for models that can do what it needs. */
type Entry<C extends Capability> = Omit<AttributionMethod, 'needs' | 'explain'> & {
  readonly needs: readonly [C];
  /** Options that count steps of the sequence, and so can be too long for it. */
  readonly spans?: readonly string[];
  explain(
    this: void,
    model: CapabilityModels[C],
    x: SequenceBatch,
    targets: Targets,
    options: RunOptions & Readonly<Record<string, unknown>>,
  ): Promise<Attribution>;
};

/** Guards a method with the checks that its table entry promises; `frames` for one that calls `onFrame`. */
export function method<C extends Capability>(
  { explain, spans = [], ...entry }: Entry<C>,
  { frames = false } = {},
): AttributionMethod {
  const { name, needs, defaults } = entry;
  return {
    ...entry,
    async explain(model, x, targets, options = {}) {
      requireCapability(model, needs[0], name);
      checkOptions(name, options, defaults, x, spans);
      const { onFrame: _onFrame, ...rest } = options;
      return explain(model, x, targets, frames ? options : rest);
    },
  };
}
