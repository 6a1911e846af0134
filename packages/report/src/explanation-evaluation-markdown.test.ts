import { describe, expect, it } from 'vitest';
import { metric } from '@saliogram/explain';
import { explanationEvaluationMarkdown } from './explanation-evaluation-markdown.ts';
import type { EvaluatedMethod, ExplanationEvaluation } from './explanation-evaluation.ts';

const interval = { estimate: 1.25, low: 1, high: 2 };
const method = (title: string, control: boolean): EvaluatedMethod => ({
  method: title,
  title,
  control,
  meanRank: interval,
  places: { best: 1, worst: 2 },
  robustnessRank: null,
  sanityRank: null,
  layersLeft: null,
  cost: control ? { forward: 0, backward: 0 } : { forward: 50, backward: 51 },
  scores: { deletion: { ...interval, byClass: interval, place: 1 } },
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
  methods: [method('Occlusion', false), method('Magnitude of |x|', true)],
  agreement: { methods: [], rankCorrelation: [] },
  curves: { shares: [], lines: [] },
  again: null,
  leftOut: [
    { method: 'dynamask', why: 'slow' },
    { method: 'rise', why: 'dear' },
    { method: 'curve-mask', why: 'slow' },
  ],
  notes: ['A note.'],
};

describe('explanationEvaluationMarkdown', () => {
  it('says what was explained, what was found, and what was left out why', () => {
    const text = explanationEvaluationMarkdown(results);
    expect(text.split('\n\n')).toEqual([
      'm.safetensors, 50 sequences of 20 patients, test part of the split random; absent inputs are 0.',
      '- Occlusion is before all other methods for sure.\n- No method is better than |x| for sure by more than half of the measures.\n- By none of them: Occlusion.',
      'Mean rank with its 95 % interval; by how many of 1 measures a method is better for sure than random maps, than |x|; passes through the model for one map, there + back.',
      [
        '| Method | Mean rank | Place | Beats random | Beats \\|x\\| | Passes |',
        '| --- | --- | --- | --- | --- | --- |',
        '| Occlusion | 1.3 (1.0 to 2.0) | 1 to 2 | 1 | 0 | 50 + 51 |',
        '| Magnitude of \\|x\\| (control) | 1.3 (1.0 to 2.0) | 1 to 2 |  |  | none |',
      ].join('\n'),
      '- A note.',
      'Left out:',
      '- `dynamask`, `curve-mask`: slow\n- `rise`: dear',
    ]);
  });
});
