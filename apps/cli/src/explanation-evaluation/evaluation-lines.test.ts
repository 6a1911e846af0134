import { describe, expect, it } from 'vitest';
import { metric } from '@saliogram/explain';
import type { EvaluatedMethod, ExplanationEvaluation } from '@saliogram/report';
import { explanationEvaluationLines } from './evaluation-lines.ts';

const interval = { estimate: 1.25, low: 1, high: 2 };
const method = (title: string, control: boolean): EvaluatedMethod => ({
  method: title,
  title,
  control,
  meanRank: interval,
  places: { best: 1, worst: control ? 2 : 1 },
  robustnessRank: control ? null : interval,
  sanityRank: { estimate: NaN, low: NaN, high: NaN },
  layersLeft: null,
  cost: { forward: 50, backward: 51 },
  scores: { deletion: { ...interval, byClass: interval } },
  betterThan: control ? null : { random: 1, magnitude: 0, untrained: null, of: 1 },
});
const results: ExplanationEvaluation = {
  model: 'm.safetensors',
  split: { name: 'random', part: 'test', seed: 1 },
  n: 50,
  drawn: 'patients',
  groups: 20,
  baseline: '0',
  measures: [metric('deletion')],
  rankedBy: ['deletion'],
  methods: [method('Occlusion', false), method('|x|', true)],
  agreement: { methods: [], rankCorrelation: [] },
  curves: { shares: [], lines: [] },
  again: {
    n: 7,
    groups: 7,
    methods: 2,
    layers: [],
    robustnessRankedBy: ['sensitivity-max'],
    sanityRankedBy: [],
  },
  leftOut: [{ method: 'dynamask', why: 'slow' }],
  notes: ['A note.'],
};

describe('explanationEvaluationLines', () => {
  it('has a row for each method and control, and what was explained again', () => {
    const lines = explanationEvaluationLines(results).map((line) => line.replaceAll(/ +/g, ' ').trim());
    expect(lines.slice(0, 4)).toEqual([
      'm.safetensors: 50 sequences of 20 patients, test part of the split random; absent inputs are 0',
      'mean rank place deletion stability sanity beats random, |x|',
      'Occlusion 1.3 [1.0, 2.0] 1 1.250 1.3 - 1, 0',
      '|x| (control) 1.3 [1.0, 2.0] 1-2 1.250 - -',
    ]);
    expect(lines).toContain(
      'Stability and sanity are mean ranks over 7 sequences explained again (--again), among 2 rows: sensitivity-max.',
    );
    expect(lines).toContain('Occlusion is before all other methods for sure.');
    expect(lines.slice(-2)).toEqual(['A note.', 'left out: dynamask (slow)']);
  });

  it('leaves out columns of what was not measured', () => {
    const lines = explanationEvaluationLines({ ...results, again: null });
    expect(lines[1]).not.toContain('stability');
    expect(lines.join(' ')).not.toContain('explained again');
  });
});
