import { createRandom } from '@saliogram/core';
import {
  abstentionCurve,
  calibrationOf,
  evaluateEachGroup,
  evaluateGroups,
  evaluatePredictions,
} from '@saliogram/training';
import { describe, expect, it } from 'vitest';
import { evaluationReport } from './evaluation-report.ts';
import type { EvaluationResults } from './evaluation-results.ts';

const classes = [
  { symbol: 'N', name: 'Normal' },
  { symbol: 'V', name: 'Premature ventricular contraction' },
];
const predictions = {
  classes,
  labels: Uint8Array.of(0, 0, 1, 1),
  decisions: Uint8Array.of(0, 0, 1, 0),
  scores: Float32Array.of(2, 0, 2, 0, 0, 2, 1, 0),
};
const draws = () => ({ groupOf: [0, 1, 0, 1], random: createRandom(1), draws: 100 });
const results: EvaluationResults = {
  ...evaluatePredictions(predictions),
  model: 'm.safetensors',
  split: { name: 'ds1-ds2', seed: 0, part: 'test' },
  classes,
  drawn: 'patients',
  intervals: evaluateGroups(predictions, draws()),
  records: evaluateEachGroup(predictions, [0, 1, 0, 1], ['100', '<207>']),
  calibration: {
    asTrained: calibrationOf(predictions),
    scaled: { temperature: 2.5, ...calibrationOf(predictions, { temperature: 2.5 }) },
  },
  abstention: abstentionCurve([0.9, 0.8, 0.7, 0.6], [true, true, true, false]),
  seen: { sequences: 0, patients: 0 },
  baselines: {
    majority: {
      name: 'majority class',
      ...evaluatePredictions(predictions),
      intervals: evaluateGroups(predictions, draws()),
      modelLessBaseline: { estimate: -0.1, low: -0.2, high: 0 },
    },
  },
  notes: ['It was trained on none of these patients.'],
};
const provenance = {
  command: 'saliogram evaluate',
  created: '',
  versions: {},
  seeds: {},
  hashes: {},
  settings: {},
};

describe('evaluation report', () => {
  const page = evaluationReport(results, provenance);

  it('has sensitivity and the rest by class, with what the intervals draw', () => {
    // V: one of two found, none false; the patient of the found one has it always, the other never.
    expect(page).toMatch(
      /contraction \(V\)<\/th><td class="right">2<\/td><td class="right">2<\/td><td class="right">50\.0\s\(0\.0\sto\s100\.0\)/,
    );
    expect(page).toContain('95\u00a0% intervals from 100 draws of whole patients');
    expect(page).toMatch(/−10\.0\s\(−20\.0\sto\s0\.0\)/);
  });

  it('draws confusion, reliability, abstention and records, and escapes their names', () => {
    expect(page.match(/<svg /g)).toHaveLength(4);
    expect(page).toContain('with temperature 2.50');
    expect(page).toContain('&lt;207&gt;');
    expect(page).not.toContain('<207>');
    expect(page).not.toMatch(/NaN|undefined/);
  });

  it('leaves out what there is not', () => {
    const { scaled: _, ...calibration } = results.calibration;
    const bare = evaluationReport({ ...results, records: [], baselines: {}, calibration }, provenance);
    expect(bare).not.toContain('Beside classifiers without a network');
    expect(bare).not.toContain('The temperature was fitted');
    expect(bare.match(/<svg /g)).toHaveLength(3);
  });
});
