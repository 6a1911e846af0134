import { SaliogramError } from '@saliogram/core';
import type { Interval } from '@saliogram/core';
import type { AttributionShape } from '../../attribution/attribution-shape.ts';
import { sequenceIntervals } from '../sequence-intervals.ts';
import type { SequenceIntervalOptions } from '../sequence-intervals.ts';
import { AGREEMENT_MEASURES, heatAgreement } from '../heat-agreement.ts';
import type { HeatAgreement } from '../heat-agreement.ts';

/** A map with the name of the method, seed or model that made it. */
export interface NamedMap {
  readonly name: string;
  /** Heat of zero or more, [B, T, C]. */
  readonly heat: ArrayLike<number>;
}

/** Which cells count, and how sequences belong together. */
export interface AgreementOptions extends SequenceIntervalOptions {
  /** Steps of each sequence where they end early, [B]. */
  readonly lengths?: ArrayLike<number>;
}

/** How alike two of the maps are, sequence by sequence and on average. */
export interface AgreementPair {
  readonly one: string;
  readonly other: string;
  /** Per measure, [B]; NaN where a map of the two says nothing. */
  readonly perSequence: Record<keyof HeatAgreement, Float64Array>;
  /** Mean over the sequences that have a number, with its interval. */
  readonly mean: Record<keyof HeatAgreement, Interval>;
}

/**
 * Agreement of maps of the same sequences by different methods, seeds or models: every pair of them, each once, with
 * bootstrap intervals over groups.
 *
 * Agreement is no proof: methods that make the same mistake agree. Maps that say nothing of a sequence leave it out.
 *
 * @throws `argument-invalid` for less than two maps, or one of another shape
 */
export function agreementMatrix(
  maps: readonly NamedMap[],
  shape: AttributionShape,
  options: AgreementOptions = {},
): AgreementPair[] {
  const { lengths } = options;
  check(maps, shape);
  const size = shape.steps * shape.channels;
  const part = (heat: ArrayLike<number>, b: number): Float64Array =>
    Float64Array.from(
      { length: (lengths?.[b] ?? shape.steps) * shape.channels },
      (_, i) => heat[b * size + i],
    );
  const intervals = sequenceIntervals(shape.batch, options);
  return maps.flatMap((one, i) =>
    maps.slice(i + 1).map((other) => {
      const agreements = Array.from({ length: shape.batch }, (_, b) =>
        heatAgreement(part(one.heat, b), part(other.heat, b)),
      );
      const each = <V>(make: (measure: keyof HeatAgreement) => V) =>
        Object.fromEntries(AGREEMENT_MEASURES.map((m) => [m, make(m)])) as Record<keyof HeatAgreement, V>;
      const perSequence = each((m) => Float64Array.from(agreements, (agreement) => agreement[m]));
      return {
        one: one.name,
        other: other.name,
        perSequence,
        mean: each((m) => intervals(perSequence[m]).byPrevalence),
      };
    }),
  );
}

function check(maps: readonly NamedMap[], { batch, steps, channels }: AttributionShape): void {
  const wrong = maps.find(({ heat }) => heat.length !== batch * steps * channels);
  if (maps.length >= 2 && wrong === undefined) return;
  const got = wrong === undefined ? `${maps.length} maps` : `${wrong.heat.length} values of ${wrong.name}`;
  throw new SaliogramError(
    'argument-invalid',
    `agreement: got ${got}, expected at least 2 maps of ${batch} x ${steps} x ${channels} values (sequences x steps x channels)`,
    { details: { maps: maps.length } },
  );
}
