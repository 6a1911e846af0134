import { SaliogramError, createRandom } from '@saliogram/core';
import type { EngineOptions } from '@saliogram/kernels';
import { parameterTable } from '@saliogram/kernels';
import type { Initialisation } from './initialise.ts';
import { initialParameters } from './initialise.ts';
import type { RecurrentArchitecture } from './metadata.ts';
import { networkShape } from './metadata.ts';
import type { RecurrentModel } from './recurrent-model.ts';
import { modelOf } from './recurrent-model.ts';

/**
 * Names of the layers of an architecture from the head down: `head`, `dense.1`, `dense.0`, `lstm.1`, `lstm.0`, say. Both
 * directions of a recurrent layer are one.
 */
export function layerNames(architecture: RecurrentArchitecture): string[] {
  const names = parameterTable(networkShape(architecture)).map(({ name }) => layerOf(name));
  return [...new Set(names)].reverse();
}

/** The layer that a parameter belongs to: `lstm.weight_ih_l1_reverse` to `lstm.1`, `dense.0.norm.bias` to `dense.0`. */
function layerOf(parameter: string): string {
  const [owner, part] = parameter.split('.');
  if (owner === 'head') return owner;
  return owner === 'dense' ? `dense.${part}` : `${owner}.${/_l(\d+)/.exec(part)?.[1]}`;
}

/** How {@link reinitialisedLayers} draws, and what the copies run on. */
export interface ReinitialiseOptions extends EngineOptions {
  /** Default 0. */
  readonly seed?: number;
  /** As of {@link createModel}. */
  readonly initialisation?: Initialisation;
}

/** Makes copies of a model with some of its layers drawn anew. */
export interface ReinitialisedLayers {
  /** Names of the layers, from the head down. */
  readonly layers: readonly string[];
  /** A copy, on an engine of its own. */
  readonly randomised: (layers: readonly string[]) => Promise<RecurrentModel>;
  /** Ends the engine of a copy. */
  readonly release: (copy: RecurrentModel) => Promise<void>;
}

/**
 * Copies of a model with some of its layers drawn anew as an untrained model starts, for tests of whether an explanation
 * depends on what was learned. The same seed draws the same weights for a layer, whichever others are drawn with it.
 *
 * @throws `argument-invalid` for a layer that the model does not have
 */
export function reinitialisedLayers(
  model: RecurrentModel,
  options: ReinitialiseOptions = {},
): ReinitialisedLayers {
  const { seed = 0, initialisation, ...engineOptions } = options;
  const { architecture } = model.metadata;
  const table = parameterTable(networkShape(architecture));
  const layers = layerNames(architecture);
  return {
    layers,
    async randomised(chosen) {
      const unknown = chosen.find((layer) => !layers.includes(layer));
      if (unknown !== undefined) {
        throw new SaliogramError(
          'argument-invalid',
          `randomised layers: got ${unknown}, expected some of ${layers.join(', ')}`,
          { details: { layer: unknown, layers } },
        );
      }
      const parameters = Float32Array.from(model.engine.getParameters());
      const drawn = initialParameters(table, createRandom(seed), initialisation);
      for (const { name, offset, length } of table) {
        if (chosen.includes(layerOf(name))) parameters.set(drawn.subarray(offset, offset + length), offset);
      }
      const { backend, threads } = model.engine;
      return modelOf(model.metadata, parameters, { backend, threads, ...engineOptions });
    },
    release: (copy) => copy.close(),
  };
}
