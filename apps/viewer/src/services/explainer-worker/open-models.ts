import { SaliogramError, sha256Hex } from '@saliogram/core';
import { hasCapability } from '@saliogram/explain';
import type { Capability } from '@saliogram/explain';
import { decodeModel } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';
import type { ModelFacts, Slot } from '../../lib/explanation.ts';

/** The models that are open, one in each slot. */
export interface OpenModels {
  /** Puts a model into a slot; the one that was there goes when the new one has been read. @throws as `decodeModel` */
  open(slot: Slot, bytes: Uint8Array, name: string): Promise<ModelFacts>;
  close(slot: Slot): Promise<void>;
  /** @throws `data-missing` when no model is open there */
  at(slot: Slot): RecurrentModel;
}

export function createOpenModels(): OpenModels {
  const models = new Map<Slot, RecurrentModel>();
  const close = async (slot: Slot): Promise<void> => {
    const model = models.get(slot);
    models.delete(slot);
    await model?.close();
  };
  return {
    async open(slot, bytes, name) {
      const digest = await sha256Hex(bytes);
      const model = await decodeModel(bytes, { name });
      await close(slot);
      models.set(slot, model);
      return { ...factsOf(model), name, digest };
    },
    close,
    at(slot) {
      const model = models.get(slot);
      if (model) return model;
      throw new SaliogramError('data-missing', `no ${slot} model is open; open a model file`, {
        details: { slot },
      });
    },
  };
}

const ALL: readonly Capability[] = [
  'scores',
  'scoresPerStep',
  'scoreGradient',
  'matchGradient',
  'scoresOfVariants',
  'scoresOfStepVariants',
  'recurrentCells',
  'hiddenStates',
];

function factsOf(model: RecurrentModel): Omit<ModelFacts, 'name' | 'digest'> {
  const { metadata, classes, engine } = model;
  // Single steps need the state before them, which a network that reads both ways does not have.
  const able = metadata.architecture.bidirectional
    ? ALL.filter((each) => each !== 'scoresOfStepVariants')
    : ALL;
  return {
    metadata,
    classes,
    engine: `${engine.backend}, ${engine.threads} ${engine.threads === 1 ? 'thread' : 'threads'}`,
    capabilities: able.filter((capability) => hasCapability(model, capability)),
  };
}
