import type { Attribution } from '@saliogram/explain';
import { layerNames } from '@saliogram/nn';
import type { LeftOut } from '../explanation/choose-methods.ts';
import type { AgainSequences } from './again-columns.ts';
import { decidedClasses } from './decided-classes.ts';
import { madeFrom } from './evaluation-run.ts';
import type { EvaluationRun } from './evaluation-run.ts';
import { AGAIN_PARTS } from './evaluation-settings.ts';
import { explainAgain } from './explain-again.ts';
import { evaluationOptions } from './methods-to-evaluate.ts';
import type { NumbersCache } from './numbers-cache.ts';
import { sequencesToExplain } from './sequences-to-explain.ts';

/** Robustness and sanity, as far as asked for, of fewer sequences since each is explained about ten times. */
export async function explainSomeAgain(
  run: EvaluationRun,
  maps: readonly Attribution[],
  cache: NumbersCache,
): Promise<{ readonly sequences: AgainSequences | null; readonly leftOut: readonly LeftOut[] }> {
  const { model, data, settings, signal, onEvent } = run;
  const { split, again, measures, slow, seed } = settings;
  const parts = AGAIN_PARTS.filter((name) => measures.includes(name));
  if (parts.length === 0) return { sequences: null, leftOut: [] };
  const sequences = sequencesToExplain(model, data, split, again, run);
  const targets = decidedClasses(model, await model.scores(sequences.x, { signal }));
  const names = maps.map(({ method }) => method);
  const { rows, leftOut } = await explainAgain({
    model,
    sequences,
    targets,
    maps,
    options: await evaluationOptions(names, settings, sequences),
    parts,
    slow,
    lenient: settings.methods === 'all',
    seed,
    cache,
    madeFrom: madeFrom(run, sequences),
    signal,
    onEvent,
  });
  const layers = layerNames(model.metadata.architecture);
  return { sequences: { targets, groups: sequences.groups, layers, rows }, leftOut };
}
