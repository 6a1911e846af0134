import { describe, expect, it } from 'vitest';
import { metric } from '@saliogram/explain';
import type { EvaluatedMethod, ExplanationEvaluation } from './explanation-evaluation.ts';
import { explanationFindings } from './explanation-findings.ts';

const interval = (estimate: number) => ({ estimate, low: estimate - 0.1, high: estimate + 0.1 });
/** Places by deletion and insertion, and other facts. */
const method = (
  title: string,
  places: readonly [number, number],
  { best = 1, over = 0, forward = 1, left = 0, moved = 0.1, control = false } = {},
): EvaluatedMethod => ({
  method: title,
  title,
  control,
  meanRank: interval((places[0] + places[1]) / 2),
  places: { best, worst: 4 },
  robustnessRank: null,
  sanityRank: null,
  layersLeft: null,
  cost: { forward, backward: 0 },
  scores: {
    deletion: { ...interval(0), byClass: interval(0), place: places[0] },
    insertion: { ...interval(0), byClass: interval(0), place: places[1] },
    'weight-randomisation': { ...interval(left), byClass: interval(left) },
    'sensitivity-average': { ...interval(moved), byClass: interval(moved) },
  },
  betterThan: control ? null : { random: 2, magnitude: over, untrained: null, of: 2 },
});
const results = (methods: readonly EvaluatedMethod[]): ExplanationEvaluation => ({
  model: 'm',
  split: { name: 'random', part: 'test', seed: 1 },
  n: 50,
  drawn: 'patients',
  groups: 20,
  baseline: '0',
  measures: [metric('deletion'), metric('insertion')],
  rankedBy: ['deletion', 'insertion'],
  methods,
  agreement: { methods: [], rankCorrelation: [] },
  curves: { shares: [], lines: [] },
  again: null,
  leftOut: [],
  notes: [],
});

describe('explanationFindings', () => {
  it('says what cannot be told apart, what it costs, and what beats |x|', () => {
    const found = explanationFindings(
      results([
        method('A', [1, 4], { over: 2, forward: 1000 }),
        method('B', [2, 3], { forward: 50, moved: 0.5 }),
        method('C', [3, 2], { best: 3, left: 0.9 }),
        method('D', [4, 1], { best: 4, over: 1, moved: 0.02 }),
        method('|x|', [2, 2], { best: 2, control: true }),
      ]),
    );
    expect(found).toEqual([
      'Not to be told apart from the first by their mean rank: A, B.',
      'Of these B takes the fewest passes: 50 for a map.',
      'Better than |x| for sure by more than half of the measures: A.',
      'By none of them: B, C.',
      'The measures disagree most where deletion area meets insertion area: their orders of the methods correlate by −1.00.',
      'Much the same on a model that learned nothing (rank correlation beyond ±0.5 for sure): C.',
      "Noise of a twentieth of the input's spread moves D (2 %) least and B (50 %) most, in shares of the map.",
    ]);
  });

  it('names a clear first, and a control that is before all', () => {
    const clear = results([method('A', [1, 1]), method('B', [2, 2], { best: 2 })]);
    expect(explanationFindings(clear)[0]).toBe('A is before all other methods for sure.');
    const beaten = results([method('A', [2, 2], { best: 2 })]);
    expect(explanationFindings(beaten)[0]).toContain('none of them says more than |x|');
  });

  it('says so when nothing ranks', () => {
    const none = { ...results([method('A', [1, 1])]), rankedBy: [] };
    expect(explanationFindings(none)).toEqual([
      'No measure was taken that says which of two methods is better.',
    ]);
  });
});
