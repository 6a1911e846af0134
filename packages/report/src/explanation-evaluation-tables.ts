import type { Interval } from '@saliogram/core';
import type { Metric } from '@saliogram/explain';
import type { EvaluatedMethod, ExplainedAgain, ExplanationEvaluation } from './explanation-evaluation.ts';
import { intervalText } from './interval-text.ts';
import type { TableBlock, TableColumn } from './report-data.ts';

const right = (title: string): TableColumn => ({ title, align: 'right' });

/** Methods and controls, the best mean rank first. */
export function rankTable({ methods, rankedBy, again }: ExplanationEvaluation): TableBlock {
  const hasUntrained = methods.some(({ betterThan }) => typeof betterThan?.untrained === 'number');
  const hasRobustness = (again?.robustnessRankedBy.length ?? 0) > 0;
  const hasSanity = (again?.sanityRankedBy.length ?? 0) > 0;
  const controls = ['random', 'magnitude', ...(hasUntrained ? (['untrained'] as const) : [])] as const;
  return {
    type: 'table',
    caption: `Mean rank with its 95 % interval; by how many of ${rankedBy.length} measures a method is better for sure than random maps, than |x|${hasUntrained ? ' and than its own maps of an untrained model' : ''}; passes through the model for one map, there + back.`,
    columns: [
      { title: 'Method' },
      right('Mean rank'),
      right('Place'),
      right('Beats random'),
      right('Beats |x|'),
      ...(hasUntrained ? [right('Beats untrained')] : []),
      ...(hasRobustness ? [right('Stability rank')] : []),
      ...(hasSanity ? [right('Sanity rank')] : []),
      right('Passes'),
    ],
    rows: methods.map((method) => [
      method.control ? `${method.title} (control)` : method.title,
      intervalText(method.meanRank, 1),
      rankedBy.length === 0 ? '' : placesText(method.places),
      ...controls.map((name) => String(method.betterThan === null ? '' : (method.betterThan[name] ?? '–'))),
      ...(hasRobustness ? [rankText(method.robustnessRank)] : []),
      ...(hasSanity ? [rankText(method.sanityRank)] : []),
      passesText(method.cost),
    ]),
  };
}

/** What is left of each method's maps, layer upon layer. */
export function layersTable({ layers, n }: ExplainedAgain, methods: readonly EvaluatedMethod[]): TableBlock {
  return {
    type: 'table',
    caption: `Size of the rank correlation of the magnitudes with those of the same model with its layers drawn anew, from the head down to the one named (MPRT), over ${n} sequences. Low is good: the map looks at what was learned; a map that is only turned round is at 1. |x| stays at 1, as it must.`,
    columns: [{ title: 'Method' }, ...layers.map((layer) => right(`Down to ${layer}`))],
    rows: methods.flatMap(({ title, control, layersLeft }) =>
      layersLeft === null || Object.keys(layersLeft).length === 0
        ? []
        : [
            [
              control ? `${title} (control)` : title,
              ...layers.map((layer) => intervalText(layersLeft[layer], 2)),
            ],
          ],
    ),
  };
}

/** All that is known of a measure, method by method. */
export function numbersTable(
  { name, title, better }: Metric,
  methods: readonly EvaluatedMethod[],
): TableBlock {
  const rows = methods.filter(({ scores }) => name in scores);
  const controls = [
    ['Over random', 'overRandom'],
    ['Over |x|', 'overMagnitude'],
    ['Over untrained', 'overUntrained'],
  ] as const;
  const taken = controls.filter(([, over]) => rows.some(({ scores }) => scores[name][over]));
  const text = (interval: Interval | undefined): string => (interval ? intervalText(interval, 3) : '');
  return {
    type: 'table',
    collapsed: true,
    caption: `${title}${better === 'neither' ? '' : ` (${better} is better)`}${taken.length > 0 ? ', and how much better than each control on the same sequences' : ''}`,
    columns: [
      { title: 'Method' },
      right('Sequences alike'),
      right('Classes alike'),
      ...taken.map(([head]) => right(head)),
    ],
    rows: rows.map(({ title: label, scores }) => [
      label,
      intervalText(scores[name], 3),
      intervalText(scores[name].byClass, 3),
      ...taken.map(([, over]) => text(scores[name][over])),
    ]),
  };
}

/** What each measure asks, computes and hides. */
export function measuresTable(measures: readonly Metric[]): TableBlock {
  return {
    type: 'table',
    caption: 'What each measure asks in plain words, how it is computed, and how it misleads.',
    columns: [
      { title: 'Measure' },
      { title: 'It asks' },
      { title: 'Better' },
      { title: 'Formula' },
      { title: 'It misleads' },
    ],
    rows: measures.map(({ title, says, better, formula, trap, source }) => [
      title,
      says,
      better === 'neither' ? '–' : better,
      `${formula} (${source})`,
      trap,
    ]),
  };
}

/** `1` or `2 to 6`, in one piece. */
export function placesText({ best, worst }: EvaluatedMethod['places']): string {
  return best === worst ? String(best) : `${best}\u00a0to\u00a0${worst}`;
}

function rankText(rank: Interval | null): string {
  return rank === null ? '–' : rank.estimate.toFixed(1);
}

/** Passes there and back of one map. */
export function passesText({ forward, backward }: EvaluatedMethod['cost']): string {
  const text = (passes: number): string => String(Math.round(passes));
  if (forward === 0 && backward === 0) return 'none';
  return backward === 0 ? text(forward) : `${text(forward)}\u00a0+\u00a0${text(backward)}`;
}
