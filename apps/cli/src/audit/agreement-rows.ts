import { createRandom } from '@saliogram/core';
import { AGREEMENT_MEASURES, heatAgreement } from '@saliogram/explain';
import type { HeatAgreement } from '@saliogram/explain';
import type { AgreementRow } from '@saliogram/report';
import type { Explained } from './explain-beats.ts';
import { meansOf } from './measure-change.ts';
import type { Members } from './measure-change.ts';

/** Heat of a model's explanations. */
export interface ExplainedBy {
  readonly file: string;
  readonly explained: readonly Explained[];
}

/**
 * How alike the maps of two models are on the same beats, by each method, and beside them what such figures come to
 * without another model: the maps of two different beats of a class (of another patient) under one model, which share no
 * more than the place of the waves, and the maps of two methods on the same beat of one model.
 *
 * @param counted 1 for beats that count, [B]
 */
export function agreementRows(
  models: readonly ExplainedBy[],
  points: number,
  members: Members,
  counted: ArrayLike<number>,
): AgreementRow[] {
  const partner = partners(members, counted);
  const self = Array.from(counted, (_, b) => b);
  const row = (
    kind: AgreementRow['kind'],
    pair: string,
    method: string,
    [one, other]: readonly [Float64Array, Float64Array],
    otherOf: readonly number[] = self,
  ): AgreementRow => ({
    kind,
    pair,
    method,
    measures: agreementOf(one, other, points, otherOf, members, counted),
  });
  const titles = models[0].explained.map(({ method }) => method.title);
  const rows: AgreementRow[] = [];
  const [first, second] = models;
  if (second !== undefined) {
    titles.forEach((title, m) =>
      rows.push(
        row('models', 'the two models, same beat', title, [
          first.explained[m].heat,
          second.explained[m].heat,
        ]),
      ),
    );
  }
  for (const { file, explained } of models) {
    explained.forEach(({ heat }, m) =>
      rows.push(row('different beats', `${file}, beats of two patients`, titles[m], [heat, heat], partner)),
    );
  }
  for (const { file, explained } of models) {
    explained.forEach(({ heat }, m) => {
      for (let n = m + 1; n < explained.length; n++) {
        rows.push(
          row('methods', `${file}, two methods`, `${titles[m]}, ${titles[n]}`, [heat, explained[n].heat]),
        );
      }
    });
  }
  return rows;
}

function agreementOf(
  one: Float64Array,
  other: Float64Array,
  points: number,
  otherOf: readonly number[],
  members: Members,
  counted: ArrayLike<number>,
): AgreementRow['measures'] {
  const agreements = otherOf.map((b2, b): HeatAgreement | null =>
    counted[b] && b2 >= 0
      ? heatAgreement(
          one.subarray(b * points, (b + 1) * points),
          other.subarray(b2 * points, (b2 + 1) * points),
        )
      : null,
  );
  return Object.fromEntries(
    AGREEMENT_MEASURES.map((measure) => [
      measure,
      meansOf(
        agreements.map((each) => each?.[measure] ?? NaN),
        members,
      ),
    ]),
  ) as AgreementRow['measures'];
}

/** For each beat that counts, one of the same class and another patient, drawn by lot; -1 where there is none. */
function partners({ classOf, patients, seed }: Members, counted: ArrayLike<number>): number[] {
  const random = createRandom(seed);
  const all = Array.from(classOf, (label, b) => ({ label, patient: patients[b], b }));
  return all.map(({ label, patient, b }) => {
    if (!counted[b]) return -1;
    const others = all.filter((each) => counted[each.b] && each.label === label && each.patient !== patient);
    return others.length === 0 ? -1 : others[random.integer(others.length)].b;
  });
}
