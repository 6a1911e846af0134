import { describe, expect, it } from 'vitest';
import { demoReport } from './demo-report.ts';

const classes = [
  { symbol: 'N', name: 'Normal' },
  { symbol: 'V', name: 'Premature ventricular contraction' },
];
const demo = (synthetic: boolean): string =>
  demoReport({
    synthetic,
    recording: 'seed 1',
    strip: { samplesMv: new Float32Array(720), samplingFrequency: 360, lead: 'MLII', beats: [] },
    beats: [{ reference: 'V', timeS: 1.5, probabilities: [0.25, 0.75] }],
    figures: {},
    truth: [{ technique: 'Occlusion', heatOnTruth: 0.5, expectedByChance: 0.2 }],
    model: {
      file: 'm.safetensors',
      metadata: {
        architecture: { kind: 'lstm', inputs: 1, hidden: [8], outputs: 2 },
        classes,
        preprocessing: {},
        units: 'mV',
        zero: 'isoelectric line',
        codeVersion: '0',
        created: '2026',
      },
      splits: [],
    },
    provenance: { command: 'saliogram demo', created: '', versions: {}, seeds: {}, hashes: {}, settings: {} },
  });

describe('demo report', () => {
  it('says of a synthetic recording, and of no other, that it is synthetic', () => {
    expect(demo(true)).toContain('The recording is synthetic');
    expect(demo(false)).not.toContain('synthetic');
  });

  it('puts the most likely class and the runner-up in order', () => {
    expect(demo(true)).toMatch(
      /Premature ventricular contraction \(V\)<\/th>.*1\.50 s.*contraction \(V\)<.*75\.0\s%.*Normal \(N\)<.*25\.0\s%/,
    );
  });
});
