import { heatOf } from '@saliogram/explain';
import type { Attribution, SegmentValue, TrustRecord } from '@saliogram/explain';
import type { BeatMeasurements, WaveEvidence } from '@saliogram/signal';
import type { LeftOut } from './choose-methods.ts';
import type { MapAgreement } from './compare-maps.ts';
import type { Explanation } from './explain-sequence.ts';
import type { ExplainedMap } from './explained-map.ts';
import type { SequenceFacts } from './explained-input.ts';

/** What one method says, as plain JSON. */
export interface MapJson {
  readonly method: string;
  readonly values: readonly number[];
  readonly heat: readonly number[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cost: Attribution['cost'];
  readonly convergence?: Attribution['convergence'];
  /** How far the values miss the difference that they should add up to. */
  readonly completenessGap?: number;
  readonly evidencePerWave?: readonly WaveEvidence[];
  /** What each segment that was named is worth, in the unit of the values. */
  readonly segments?: readonly SegmentValue[];
  readonly trust?: TrustRecord;
  readonly notes: readonly string[];
}

/** What all methods share. */
export type DecisionJson = SequenceFacts & {
  /** Symbols of classes. */
  readonly decided: string;
  readonly probabilities: Readonly<Record<string, number>>;
  readonly target: string;
  readonly input: readonly number[];
  readonly shape: { readonly steps: number; readonly channels: number };
  /** Of the beat's waves, when asked for evidence per wave. */
  readonly measurements?: BeatMeasurements;
};

/** An explanation as plain JSON: flat for one method, `maps` for several. */
export type ExplanationJson =
  | (DecisionJson & MapJson)
  | (DecisionJson & {
      readonly maps: readonly MapJson[];
      readonly agreement: MapAgreement | null;
      readonly leftOut: readonly LeftOut[];
    });

/** @param several whether the form is that of several methods */
export function explanationJson(
  explanation: Explanation,
  measurements: BeatMeasurements | undefined,
  several: boolean,
): ExplanationJson {
  const { input, classes, decided, target, probabilities, maps, agreement, leftOut } = explanation;
  const { steps, channels, values } = input.x;
  const shared: DecisionJson = {
    ...input.facts,
    decided: classes[decided].symbol,
    probabilities: Object.fromEntries(classes.map(({ symbol }, k) => [symbol, probabilities[k]])),
    target: classes[target].symbol,
    input: plain(values),
    shape: { steps, channels },
    ...(measurements ? { measurements } : {}),
  };
  if (!several) return { ...mapJson(maps[0]), ...shared };
  return { ...shared, maps: maps.map(mapJson), agreement, leftOut };
}

function mapJson({ method, attribution, evidence, trust }: ExplainedMap): MapJson {
  const { values, settings, cost, convergence, completenessGap, notes } = attribution;
  return {
    method,
    values: plain(values),
    heat: plain(heatOf(attribution)),
    settings,
    cost,
    ...(convergence ? { convergence } : {}),
    ...(completenessGap ? { completenessGap: completenessGap[0] } : {}),
    ...(evidence ? { evidencePerWave: evidence } : {}),
    ...(attribution.segments ? { segments: attribution.segments[0] } : {}),
    ...(trust ? { trust } : {}),
    notes: notes ?? [],
  };
}

function plain(values: Float32Array): number[] {
  return Array.from(values, (value) => Number(value.toPrecision(9)));
}
