import { rankCorrelation } from '@saliogram/core';
import type { EvaluatedMethod, EvaluatedScore, ExplanationEvaluation } from './explanation-evaluation.ts';

/** What an evaluation of explanations comes to, in sentences made of its numbers alone. */
export function explanationFindings(results: ExplanationEvaluation): string[] {
  const { rankedBy } = results;
  if (rankedBy.length === 0) return ['No measure was taken that says which of two methods is better.'];
  return [
    ...first(results),
    ...overMagnitude(results),
    ...disagreement(results),
    ...onUntrained(results),
    ...stability(results),
  ];
}

const own = ({ methods }: ExplanationEvaluation): EvaluatedMethod[] =>
  methods.filter(({ control }) => !control);

const passes = ({ cost }: EvaluatedMethod): number => cost.forward + cost.backward;

function first(results: ExplanationEvaluation): string[] {
  const open = own(results).filter(({ places }) => places.best === 1);
  if (open.length === 0)
    return ['A control is before every method for sure: none of them says more than |x|.'];
  const cheapest = open.reduce((least, method) => (passes(method) < passes(least) ? method : least));
  if (open.length === 1) return [`${open[0].title} is before all other methods for sure.`];
  return [
    `Not to be told apart from the first by their mean rank: ${listed(open)}.`,
    `Of these ${cheapest.title} takes the fewest passes: ${Math.round(passes(cheapest))} for a map.`,
  ];
}

function overMagnitude(results: ExplanationEvaluation): string[] {
  const half = results.rankedBy.length / 2;
  const beating = own(results).filter(({ betterThan }) => betterThan !== null && betterThan.magnitude > half);
  const never = own(results).filter(({ betterThan }) => betterThan?.magnitude === 0);
  return [
    beating.length > 0
      ? `Better than |x| for sure by more than half of the measures: ${listed(beating)}.`
      : 'No method is better than |x| for sure by more than half of the measures.',
    ...(never.length > 0 ? [`By none of them: ${listed(never)}.`] : []),
  ];
}

/** The two measures that put the methods in the most different orders. */
function disagreement(results: ExplanationEvaluation): string[] {
  const { rankedBy, measures } = results;
  const methods = own(results);
  if (methods.length < 4) return [];
  const places = rankedBy.map((name) => methods.map(({ scores }) => scores[name]?.place ?? NaN));
  const pairs = rankedBy.flatMap((one, i) =>
    rankedBy.slice(i + 1).map((other, j) => ({
      one,
      other,
      r: rankCorrelation(places[i], places[i + 1 + j]),
    })),
  );
  const known = pairs.filter(({ r }) => !Number.isNaN(r));
  if (known.length === 0) return [];
  const least = known.reduce((lowest, pair) => (pair.r < lowest.r ? pair : lowest));
  const titleOf = (name: string): string =>
    (measures.find((measure) => measure.name === name)?.title ?? name).toLowerCase();
  return [
    `The measures disagree most where ${titleOf(least.one)} meets ${titleOf(least.other)}: their orders of the methods correlate by ${signed(least.r)}.`,
  ];
}

/** What a map keeps of itself when nothing learned is left, so that it cannot come of what was learned. */
const LEFT = 0.5;

function onUntrained(results: ExplanationEvaluation): string[] {
  const measured = own(results).flatMap((method) => scoreOf(method, 'weight-randomisation'));
  if (measured.length === 0) return [];
  const kept = measured.filter(({ score }) => score.low > LEFT).map(({ method }) => method);
  return [
    kept.length > 0
      ? `Much the same on a model that learned nothing (rank correlation beyond ±${LEFT} for sure): ${listed(kept)}.`
      : `No method keeps a rank correlation beyond ±${LEFT} for sure on a model that learned nothing.`,
  ];
}

function stability(results: ExplanationEvaluation): string[] {
  const measured = own(results)
    .flatMap((method) => scoreOf(method, 'sensitivity-average'))
    .sort((a, b) => a.score.estimate - b.score.estimate);
  const [stillest, restless] = [measured[0], measured[measured.length - 1]];
  if (measured.length < 2) return [];
  const text = ({ method, score }: (typeof measured)[number]): string =>
    `${method.title} (${Math.round(100 * score.estimate)} %)`;
  return [
    `Noise of a twentieth of the input's spread moves ${text(stillest)} least and ${text(restless)} most, in shares of the map.`,
  ];
}

function scoreOf(
  method: EvaluatedMethod,
  name: string,
): { readonly method: EvaluatedMethod; readonly score: EvaluatedScore }[] {
  const score = method.scores[name];
  return score !== undefined && Number.isFinite(score.estimate) ? [{ method, score }] : [];
}

function listed(methods: readonly EvaluatedMethod[]): string {
  return methods.map(({ title }) => title).join(', ');
}

function signed(value: number): string {
  return value.toFixed(2).replace('-', '−');
}
