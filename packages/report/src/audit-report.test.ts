import { describe, expect, it } from 'vitest';
import type { GroupedMeans } from '@saliogram/explain';
import { auditMarkdown } from './audit-markdown.ts';
import { auditReport } from './audit-report.ts';
import type { AuditResults } from './audit-results.ts';
import { auditTables } from './audit-tables.ts';

const means = (estimate: number): GroupedMeans => {
  const mean = { estimate, low: estimate - 0.1, high: estimate + 0.1, n: 40, groups: 7 };
  return { all: mean, perClass: { V: mean } };
};
const rows = (['models', 'different beats', 'methods'] as const).map((kind) => ({
  kind,
  pair: `${kind} of a.safetensors`,
  method: 'Occlusion',
  measures: { rankCorrelation: means(0.25), topOverlap: means(0.5), cosine: means(0.75) },
}));
const model = (file: string) => ({
  file,
  split: { name: 'patient', seed: 0 },
  right: means(0.9),
  channels: [{ name: 'rr-before', method: 'Integrated gradients', share: means(0.125) }],
});
const results: AuditResults = {
  models: [model('a.safetensors'), model('<b>.safetensors')],
  beats: {
    n: 40,
    patients: 7,
    perClass: [{ symbol: 'V', name: 'Premature ventricular contraction', n: 40, patients: 7 }],
    available: 1234,
    testOf: 'every model',
  },
  drift: {
    grid: { fromMs: -10, stepMs: 10, points: 3 },
    methods: [{ name: 'occlusion', title: 'Occlusion' }],
    agreement: [{ of: 'all beats', n: 40, rows }],
    centre: [{ method: 'Occlusion', first: means(10), second: means(-20), shift: means(-30) }],
    segments: [
      {
        method: 'Occlusion',
        segment: 'QRS',
        time: means(0.2),
        first: means(0.6),
        second: means(0.5),
        difference: means(-0.1),
      },
    ],
    meanHeat: ['a.safetensors', '<b>.safetensors'].map((file) => ({
      symbol: 'V',
      name: 'Premature ventricular contraction',
      model: file,
      n: 40,
      probability: 0.75,
      beat: [0, 1, 0],
      heats: [[0, 1, 0.5]],
    })),
  },
  shortcuts: [
    {
      model: 'a.safetensors',
      suspect: 'Window edges',
      done: 'first 30 ms replaced',
      measure: 'decisions changed',
      effect: means(0.3),
      fall: means(0.2).all,
      control: { name: 'elsewhere', effect: means(0.1).all, excess: means(0.2).all },
      verdict: 'shortcut',
    },
    {
      model: '<b>.safetensors',
      suspect: 'Gain',
      done: 'doubled',
      measure: 'decisions changed',
      effect: means(NaN),
      verdict: 'not measured',
    },
  ],
  notes: ['Trained on none.'],
};
const provenance = {
  command: 'saliogram audit',
  created: '',
  versions: {},
  seeds: {},
  hashes: {},
  settings: {},
};
const rules = ['holds: little changes.'];

describe('audit report', () => {
  it('has the figures, the tables and the rules, and escapes names', () => {
    const page = auditReport(results, rules, provenance);
    expect(page.match(/<svg /g)).toHaveLength(2);
    expect(page).toContain('holds: little changes.');
    expect(page).toContain('&lt;b&gt;');
    expect(page).not.toContain('<b>');
    expect(page).not.toMatch(/NaN|undefined/);
  });

  it('needs no second model', () => {
    const { drift: _, ...one } = results;
    const page = auditReport({ ...one, models: [results.models[0]] }, rules, provenance);
    expect(page).toContain('What a.safetensors goes by');
    expect(page).not.toMatch(/<svg |same beats differ/);
  });
});

describe('audit tables', () => {
  it('say each share in per cent with its interval, a table of shortcuts for each model', () => {
    const tables = auditTables(results);
    const found = tables.filter(({ section }) => section === 'shortcuts').map((table) => table.rows);
    expect(found).toEqual([
      [
        [
          'Window edges',
          'first 30 ms replaced',
          '40 beats: decisions changed',
          '30.0 (20.0 to 40.0)',
          'elsewhere: 10.0 (0.0 to 20.0)',
          '20.0 (10.0 to 30.0)',
          '20.0 (10.0 to 30.0)',
          'shortcut',
        ],
      ],
      [
        [
          'Gain',
          'doubled',
          '40 beats: decisions changed',
          '–',
          'the same beats, unaltered: 0',
          '',
          '',
          'not measured',
        ],
      ],
    ]);
    const channels = tables.find(({ caption }) => caption.includes('each channel'));
    expect(channels?.rows).toEqual([['rr-before', '12.5 (2.5 to 22.5)']]);
    const centre = tables.find(({ caption }) => caption.startsWith('Where the middle'));
    expect(centre?.rows[0][3]).toBe('−30 (−30 to −30)');
  });

  it('are Markdown with the command above them', () => {
    const text = auditMarkdown(results, 'saliogram audit --model a', rules);
    expect(text).toMatch(/^`saliogram audit --model a`\n\n- Trained on none\./);
    expect(text).toContain('| the same beats, unaltered: 0 |');
    expect(text.trimEnd().endsWith('- holds: little changes.')).toBe(true);
  });
});
