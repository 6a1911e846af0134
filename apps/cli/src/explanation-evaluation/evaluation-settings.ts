import * as v from 'valibot';
import type { EvaluationPart } from '@saliogram/explain';
import type { ExplanationEvaluation } from '@saliogram/report';
import { commonOptions, engineOptions, oneOf, text, wholeNumber } from '../options.ts';

/** Measures of maps that are there. */
export const MAP_PARTS = [
  'removal',
  'cumulative',
  'additive',
  'shape',
] as const satisfies readonly EvaluationPart[];
/** Measures that explain again. */
export const AGAIN_PARTS = ['robustness', 'sanity'] as const;
/** All measures that can be asked for. */
export const MEASURE_PARTS = [...MAP_PARTS, ...AGAIN_PARTS];

/** The options of `evaluate-explanations`, checked. */
export const evaluationSettings = v.object({
  ...commonOptions,
  ...engineOptions,
  model: v.optional(text),
  data: v.optional(text),
  split: v.optional(oneOf(['test', 'validation', 'train']), 'test'),
  limit: v.optional(wholeNumber(2), 100),
  methods: v.optional(text, 'all'),
  slow: v.optional(v.boolean(), false),
  baseline: v.optional(text, '0'),
  set: v.optional(v.array(text), []),
  measures: v.optional(
    v.pipe(
      v.string(),
      v.transform((list) => list.split(',').map((name) => name.trim())),
      v.array(oneOf(MEASURE_PARTS)),
    ),
    MEASURE_PARTS.join(','),
  ),
  again: v.optional(wholeNumber(2), 10),
  untrained: v.boolean(),
  out: v.optional(text),
});
export type EvaluationSettings = v.InferOutput<typeof evaluationSettings>;

/** The command that gives these results anywhere: without paths, and without what is the default. */
export function commandOf({ model, split }: ExplanationEvaluation, settings: EvaluationSettings): string {
  const { limit, methods, slow, baseline, set, measures, again, untrained, seed } = settings;
  return [
    `saliogram evaluate-explanations --model ${model} --split ${split.part} --limit ${limit} --methods ${methods}`,
    ...(slow ? ['--slow'] : []),
    ...(baseline === '0' ? [] : [`--baseline ${baseline}`]),
    ...set.map((pair) => `--set ${pair}`),
    ...(measures.length < MEASURE_PARTS.length ? [`--measures ${measures.join(',')}`] : []),
    ...(again === 10 ? [] : [`--again ${again}`]),
    ...(untrained ? [] : ['--no-untrained']),
    `--seed ${seed}`,
  ].join(' ');
}
