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

/** Of each beat, by measure; NaN where it does not count, [B]. */
type Agreements = Readonly<Record<keyof HeatAgreement, Float64Array>>;

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
  const self = Array.from(counted, (one, b) => (one ? b : -1));
  const partner = partners(members, counted);
  const row = (
    kind: AgreementRow['kind'],
    pair: string,
    method: string,
    agreements: Agreements,
  ): AgreementRow => ({
    kind,
    pair,
    method,
    measures: ofEachMeasure((measure) => meansOf(agreements[measure], members)),
  });
  const titles = models[0].explained.map(({ method }) => method.title);
  const ofBeats = models.map(({ explained }) =>
    explained.map(({ heat }) => agreementsOf(heat, heat, points, partner)),
  );
  const [first, second] = models;
  const ofModels =
    second === undefined
      ? []
      : titles.map((_, m) => agreementsOf(first.explained[m].heat, second.explained[m].heat, points, self));
  return [
    ...ofModels.map((agreements, m) => row('models', 'the two models, same beat', titles[m], agreements)),
    ...ofModels.map((agreements, m) =>
      row(
        'models less beats',
        'that, less two beats under one model',
        titles[m],
        less(
          agreements,
          ofBeats.map((own) => own[m]),
        ),
      ),
    ),
    ...models.flatMap(({ file }, i) =>
      titles.map((title, m) =>
        row('different beats', `${file}, beats of two patients`, title, ofBeats[i][m]),
      ),
    ),
    ...models.flatMap(({ file, explained }) =>
      explained.flatMap(({ heat }, m) =>
        explained
          .slice(m + 1)
          .map((other, n) =>
            row(
              'methods',
              `${file}, two methods`,
              `${titles[m]}, ${titles[m + 1 + n]}`,
              agreementsOf(heat, other.heat, points, self),
            ),
          ),
      ),
    ),
  ];
}

function ofEachMeasure<V>(make: (measure: keyof HeatAgreement) => V): Record<keyof HeatAgreement, V> {
  return Object.fromEntries(AGREEMENT_MEASURES.map((measure) => [measure, make(measure)])) as Record<
    keyof HeatAgreement,
    V
  >;
}

/** Of the map of each beat with that of another; -1 for none. */
function agreementsOf(
  one: Float64Array,
  other: Float64Array,
  points: number,
  otherOf: readonly number[],
): Agreements {
  const mapOf = (heat: Float64Array, b: number): Float64Array => heat.subarray(b * points, (b + 1) * points);
  const agreements = otherOf.map((b2, b) =>
    b2 >= 0 ? heatAgreement(mapOf(one, b), mapOf(other, b2)) : null,
  );
  return ofEachMeasure((measure) => Float64Array.from(agreements, (each) => each?.[measure] ?? NaN));
}

/** The first less the mean of the others, beat by beat. */
function less(one: Agreements, others: readonly Agreements[]): Agreements {
  return ofEachMeasure((measure) =>
    one[measure].map(
      (value, b) => value - others.reduce((sum, other) => sum + other[measure][b], 0) / others.length,
    ),
  );
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
