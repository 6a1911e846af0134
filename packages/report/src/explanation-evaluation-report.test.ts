import { describe, expect, it } from 'vitest';
import { metric } from '@saliogram/explain';
import { explanationEvaluationReport } from './explanation-evaluation-report.ts';
import type { EvaluatedMethod, ExplanationEvaluation } from './explanation-evaluation.ts';

const interval = (estimate: number) => ({ estimate, low: estimate - 0.1, high: estimate + 0.1 });
const score = (estimate: number, place?: number) => ({
  ...interval(estimate),
  byClass: interval(estimate),
  ...(place !== undefined && { place, mayBeBest: place === 1 }),
});
const method = (title: string, control: boolean, deletion: number): EvaluatedMethod => ({
  method: title,
  title,
  control,
  meanRank: interval(deletion),
  places: { best: 1, worst: control ? 2 : 1 },
  robustnessRank: interval(4),
  sanityRank: null,
  layersLeft: control ? null : { head: interval(0.5) },
  cost: { forward: 118.5, backward: 0 },
  scores: {
    deletion: score(deletion, control ? 2 : 1),
    gini: score(NaN),
    'weight-randomisation': score(0.5, 1),
  },
  betterThan: control ? null : { random: 1, magnitude: 0, untrained: null, of: 1 },
});
const results: ExplanationEvaluation = {
  model: 'my <model>.safetensors',
  split: { name: 'random', part: 'test', seed: 1 },
  n: 1234,
  drawn: 'patients',
  groups: 12,
  baseline: '0',
  measures: [metric('deletion'), metric('weight-randomisation'), metric('gini'), metric('auroc')],
  rankedBy: ['deletion'],
  methods: [method('Occlusion', false, 0.25), method('Random heat', true, 0.75)],
  agreement: {
    methods: ['Occlusion', 'Magnitude of the input'],
    rankCorrelation: [
      [interval(1), interval(0.25)],
      [interval(0.25), interval(1)],
    ],
  },
  again: {
    n: 7,
    groups: 7,
    methods: 2,
    layers: ['head'],
    robustnessRankedBy: ['sensitivity-max'],
    sanityRankedBy: ['weight-randomisation'],
  },
  curves: {
    shares: [0, 1],
    lines: [{ method: 'occlusion', title: 'Occlusion', control: false, deletion: [1, 0], insertion: [0, 1] }],
  },
  leftOut: [{ method: 'dynamask', why: 'slow' }],
  notes: ['A note.'],
};
const provenance = { command: 'c', created: '2026', versions: {}, seeds: {}, hashes: {}, settings: {} };

describe('explanationEvaluationReport', () => {
  const page = explanationEvaluationReport(results, provenance);

  it('ranks methods and controls with their intervals', () => {
    expect(page).toContain('my &lt;model&gt;.safetensors');
    expect(page).toContain('1,234 sequences of 12 patients');
    // 0.25 and its ends to one decimal.
    expect(page).toContain('0.3 (0.1\u00a0to\u00a00.3)');
    expect(page).toContain('1\u00a0to\u00a02');
    expect(page).toContain('How the rank is made: by each of 1 measures');
    expect(page).toContain('Occlusion is before all other methods for sure.');
    expect(page).toContain('Random heat (control)');
    // Nothing was asked of an untrained model.
    expect(page).not.toContain('Beats untrained');
    expect(page).toContain('dynamask: slow');
  });

  it('shows measures that were taken, and says what each is and how it misleads', () => {
    expect(page).toContain('Deletion area (lower is better)');
    expect(page).not.toContain('AUROC (higher is better)');
    expect(page.replaceAll('&#39;', "'")).toContain(metric('deletion').trap);
    expect(page).toContain(`Deletion area: ${metric('deletion').says}`);
  });

  it('shows the places of all measures, and what is left layer upon layer', () => {
    expect(page).toContain('Deletion area: Occlusion 1, Random heat 2.');
    expect(page).toContain('over 7 sequences that were explained again, among 2 rows');
    expect(page).toContain('Down to head');
    expect(page).toContain('0.50 (0.40\u00a0to\u00a00.60)');
  });

  it('says so when nothing ranks', () => {
    const none = explanationEvaluationReport({ ...results, rankedBy: [], again: null }, provenance);
    expect(none).toContain('No measure was taken that says which of two methods is better.');
    expect(none).not.toContain('Stability rank');
    expect(none).not.toContain('What is left on a model');
  });
});
