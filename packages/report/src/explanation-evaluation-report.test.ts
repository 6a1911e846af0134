import { describe, expect, it } from 'vitest';
import { metric } from '@saliogram/explain';
import { explanationEvaluationReport } from './explanation-evaluation-report.ts';
import type { EvaluatedMethod, ExplanationEvaluation } from './explanation-evaluation.ts';

const interval = (estimate: number) => ({ estimate, low: estimate - 0.1, high: estimate + 0.1 });
const score = (estimate: number) => ({ ...interval(estimate), byClass: interval(estimate) });
const method = (title: string, control: boolean, deletion: number): EvaluatedMethod => ({
  method: title,
  title,
  control,
  meanRank: interval(deletion),
  cost: { forward: 118.5, backward: 0 },
  scores: { deletion: score(deletion), gini: score(NaN) },
  betterThan: control ? null : { random: 1, magnitude: 0, untrained: null, of: 1 },
});
const results: ExplanationEvaluation = {
  model: 'my <model>.safetensors',
  split: { name: 'random', part: 'test', seed: 1 },
  n: 1234,
  drawn: 'patients',
  groups: 12,
  baseline: '0',
  measures: [metric('deletion'), metric('gini'), metric('auroc')],
  rankedBy: ['deletion'],
  methods: [method('Occlusion', false, 0.25), method('Random heat', true, 0.75)],
  agreement: null,
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
    expect(page).toContain('1 of 1');
    expect(page).toContain('Random heat (control)');
    // Nothing was asked of an untrained model.
    expect(page).not.toContain('Better than untrained');
    expect(page).toContain('dynamask: slow');
  });

  it('shows measures that were taken, and says what each is and how it misleads', () => {
    expect(page).toContain('Deletion area (lower is better)');
    expect(page).not.toContain('AUROC (higher is better)');
    expect(page.replaceAll('&#39;', "'")).toContain(metric('deletion').trap);
    expect(page).not.toContain('How far the methods agree');
  });
});
