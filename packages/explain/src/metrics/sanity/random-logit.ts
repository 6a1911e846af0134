import { SaliogramError, createRandom } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../../attribution/attribution.ts';
import type { Targets } from '../../attribution/attribution.ts';
import { comparison } from './weight-randomisation.ts';
import type { SanityOptions, SanitySimilarity } from './weight-randomisation.ts';

/**
 * Random-logit check: how alike the maps of the classes are to those of another class each, drawn at random. A map that
 * is the same for every class does not explain the class.
 *
 * With two classes the scores often mirror each other: the magnitudes agree and the signs do not, rightly.
 * Cost: two explanations. Source: Sixt et al. 2020.
 *
 * @param explain the method, given one class per sequence: values [B, T, C]
 * @throws `argument-invalid` for a model of one class, or targets or groups that do not fit
 */
export async function randomLogit(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  explain: (targets: Int32Array) => Promise<ArrayLike<number>>,
  options: SanityOptions = {},
): Promise<SanitySimilarity & { readonly others: Int32Array }> {
  const where = 'random logit';
  const classes = model.classes.length;
  if (classes < 2) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got a model of ${classes} class, expected at least 2`,
      {
        details: { classes },
      },
    );
  }
  const compare = comparison(x, options);
  const classOf = await resolveTargets(model, x, targets, options);
  const random = createRandom(options.seed ?? 0);
  const others = classOf.map((c) => (c + 1 + random.integer(classes - 1)) % classes);
  return { others, ...compare(await explain(classOf), await explain(others)) };
}
