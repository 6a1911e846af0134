import { reinitialisedLayers } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';
import { explainSequences } from './explain-sequences.ts';
import type { MapsRequest } from './explain-sequences.ts';

/** The same maps of the same network with all its weights drawn anew: what a map is without anything learned. */
export async function untrainedMaps(
  model: RecurrentModel,
  request: Omit<MapsRequest, 'model' | 'suffix'>,
  seed: number,
): ReturnType<typeof explainSequences> {
  const { layers, randomised, release } = reinitialisedLayers(model, {
    seed,
    backend: model.engine.backend,
    threads: model.engine.threads,
  });
  const untrained = await randomised(layers);
  try {
    return await explainSequences({ ...request, model: untrained, suffix: ' of an untrained model' });
  } finally {
    await release(untrained);
  }
}
