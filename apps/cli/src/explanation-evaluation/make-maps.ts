import { join } from 'node:path';
import type { Attribution } from '@saliogram/explain';
import type { ChosenMethods, LeftOut } from '../explanation/choose-methods.ts';
import { decidedClasses } from './decided-classes.ts';
import { madeFrom } from './evaluation-run.ts';
import type { EvaluationRun } from './evaluation-run.ts';
import { explainSequences } from './explain-sequences.ts';
import { MANY_PASSES, isDear } from './many-passes.ts';
import { folderCache, noCache } from './map-cache.ts';
import { evaluationOptions } from './methods-to-evaluate.ts';
import type { SequencesToExplain } from './sequences-to-explain.ts';
import { untrainedMaps } from './untrained-maps.ts';

/** Maps by all methods, and what they are of. */
export interface MadeMaps {
  /** Scores of the model, [B, K]. */
  readonly scores: Float32Array;
  /** The classes that the model decides for, [B]. */
  readonly targets: Int32Array;
  readonly maps: readonly Attribution[];
  readonly untrained: readonly Attribution[];
  readonly leftOut: readonly LeftOut[];
}

/** Explains the sequences by each method, and unless told not to those of an untrained model by the same methods. */
export async function makeMaps(
  run: EvaluationRun,
  sequences: SequencesToExplain,
  chosen: ChosenMethods,
): Promise<MadeMaps> {
  const { model, settings, signal, onEvent } = run;
  const { out, seed } = settings;
  const scores = await model.scores(sequences.x, { signal });
  const targets = decidedClasses(model, scores);
  const request = {
    sequences,
    targets,
    chosen,
    optionsFor: (of: SequencesToExplain) => evaluationOptions(chosen.names, settings, of),
    lenient: settings.methods === 'all',
    cache: out === undefined ? noCache : folderCache(join(out, 'maps')),
    madeFrom: (of: SequencesToExplain) => madeFrom(run, of),
    signal,
    onEvent,
  };
  const { maps, leftOut } = await explainSequences({ ...request, model, suffix: '' });
  if (!settings.untrained) return { scores, targets, maps, untrained: [], leftOut };
  const dear = maps.filter((map) => !settings.slow && isDear(map)).map(({ method }) => method);
  const names = maps.map(({ method }) => method).filter((name) => !dear.includes(name));
  const able = { names, leftOut: [] };
  const untrained = await untrainedMaps(model, { ...request, chosen: able, lenient: false }, seed);
  const why = `no maps of an untrained model: more than ${MANY_PASSES} passes each; made with --slow`;
  return {
    scores,
    targets,
    maps,
    untrained: untrained.maps,
    leftOut: [...leftOut, ...dear.map((method) => ({ method, why }))],
  };
}
