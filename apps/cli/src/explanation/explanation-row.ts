import { gatherBatch } from '@saliogram/core';
import type { Attribution } from '@saliogram/explain';
import type { ExplanationRow } from '@saliogram/report';
import type { Explanation } from './explain-sequence.ts';
import type { ExplainedMap } from './explained-map.ts';

/** A map of one of the sequences of an attribution, as a row of results. */
export function mapRow(
  method: string,
  attribution: Attribution,
  sequence: number,
): Pick<
  ExplanationRow,
  | 'method'
  | 'values'
  | 'settings'
  | 'cost'
  | 'completenessGap'
  | 'converged'
  | 'verdict'
  | 'trust'
  | 'measures'
> {
  const { values, shape, settings, cost, completenessGap, convergence } = attribution;
  return {
    method,
    values: gatherBatch({ ...shape, values }, [sequence]).values,
    settings,
    cost: { forward: cost.forward / shape.batch, backward: cost.backward / shape.batch },
    completenessGap: completenessGap?.[sequence] ?? null,
    converged: convergence?.converged[sequence] ?? null,
    verdict: null,
    trust: null,
    measures: {},
  };
}

/** The rows of an explanation of one sequence, a row for each map. */
export function explanationRows({
  input,
  classes,
  decided,
  target,
  probabilities,
  maps,
}: Explanation): ExplanationRow[] {
  const { facts } = input;
  const place =
    'record' in facts
      ? { ...facts, image: null }
      : { ...facts, record: null, lead: null, beat: null, sample: null, timeS: null };
  return maps.map(({ method, attribution, trust }: ExplainedMap) => ({
    ...place,
    patient: null,
    predicted: classes[decided].symbol,
    target: classes[target].symbol,
    probabilities,
    ...mapRow(method, attribution, 0),
    verdict: trust?.verdict ?? null,
    trust,
  }));
}
