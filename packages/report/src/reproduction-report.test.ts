import { describe, expect, it } from 'vitest';
import type { Interval } from '@saliogram/core';
import type { EveryReading, TableOne, TableOneRow, WeightedIntervals } from '@saliogram/explain';
import type { Evaluation } from '@saliogram/training';
import { modelCardMarkdown } from './model-card.ts';
import type { ModelResults } from './model-results.ts';
import { reproductionMarkdown } from './reproduction-markdown.ts';
import { reproductionFindings, reproductionReport } from './reproduction-report.ts';
import type { ReproductionResults } from './reproduction-report.ts';
import { differenceOf, orderingOf, READINGS } from './table-one-readings.ts';

const classes = [
  { symbol: 'N', name: 'Normal' },
  { symbol: 'V', name: 'Premature ventricular contraction' },
];
const around = (estimate: number, half: number): Interval => ({
  estimate,
  low: estimate - half,
  high: estimate + half,
});
const weighted = (value: Interval): WeightedIntervals => ({
  byPrevalence: value,
  byClass: value,
  perClass: { N: value },
});
const every = (value: WeightedIntervals): EveryReading<WeightedIntervals> => {
  const readings = { raw: value, timesUnmasked: value, overUnmasked: value, overMasked: value };
  return { score: readings, probability: readings };
};
const row = (technique: string, fall: number, maskedFraction: number): TableOneRow => ({
  technique,
  kind: technique.startsWith('random') ? 'control' : 'technique',
  reductions: every(weighted(around(fall, 0.01))),
  maskedFraction,
  maskedFractionPerClass: { N: maskedFraction },
  n: 100,
  untouched: 0,
});
/** A table whose three methods fall by these amounts under all readings, each difference known to +- `half`. */
function table(derivative: number, occlusion: number, mask: number, half: number): TableOne {
  const falls: [string, number][] = [
    ['input-derivative', derivative],
    ['occlusion', occlusion],
    ['learned-mask', mask],
    ['random block (learned-mask)', 0.1],
  ];
  return {
    rows: falls.map(([technique, fall], i) => row(technique, fall, 0.1 * (i + 1))),
    paired: falls.flatMap(([technique, fall], i) =>
      falls.slice(i + 1).map(([versus, other]) => ({
        technique,
        versus,
        differences: every(weighted(around(fall - other, half))),
      })),
    ),
    settings: { groups: 40, grouped: true, coverage: 0.95, threshold: 0.7, baseline: 0 },
    cost: { forward: 0, backward: 0 },
  };
}
const evaluation = (right: number): Evaluation => ({
  n: 200,
  accuracy: right / 200,
  crossEntropy: 0.1,
  confusion: [
    [100, 0],
    [200 - right, right - 100],
  ],
  perClass: {
    N: { sensitivity: 1, positivePredictivity: 0.9, f1: 0.95, support: 100 },
    V: { sensitivity: (right - 100) / 100, positivePredictivity: null, f1: null, support: 100 },
  },
});
const model: ModelResults = {
  file: 'a|b.safetensors',
  metadata: {
    architecture: { kind: 'lstm', inputs: 1, hidden: [128, 128], outputs: 2 },
    classes,
    preprocessing: { lead: 'MLII', window: { before: 72, after: 144 } },
    units: 'z-score',
    zero: 'mean of the beat',
    codeVersion: '0.1.0',
    created: '2026-01-01T00:00:00Z',
  },
  splits: [
    {
      name: 'random',
      description: 'd',
      patientDisjoint: false,
      evaluation: evaluation(198),
      oneNearestNeighbour: evaluation(199),
    },
    { name: 'patient', description: 'd', patientDisjoint: true, evaluation: evaluation(160) },
  ],
  history: [
    { epoch: 1, trainLoss: 1, trainAccuracy: 0.5, crossEntropy: 0.5, accuracy: 0.6 },
    { epoch: 2, trainLoss: 0.5, trainAccuracy: 0.7, crossEntropy: 0.6, accuracy: 0.7 },
  ],
};
const results = (tableOne: TableOne): ReproductionResults => ({
  experiments: [{ data: 'ecg', dataName: 'ECG', classes, model, figures: {}, tableOne }],
  beats: {
    total: 104_484,
    perClass: { N: 90_000, V: 14_484 },
    perRecord: [],
    dropped: {},
    missed: 5,
    notes: [],
  },
  provenance: { command: 'c', created: '', versions: {}, seeds: {}, hashes: {}, settings: {} },
});

describe('order of Table I', () => {
  const order = (...falls: [number, number, number, number]): string | null =>
    orderingOf(table(...falls), READINGS[0], 'byPrevalence');

  it('holds, is unsure, fails or is reversed by the paired intervals', () => {
    expect(order(0.04, 0.15, 0.22, 0.01)).toBe('holds');
    expect(order(0.04, 0.15, 0.16, 0.02)).toBe('unsure');
    expect(order(0.04, 0.17, 0.16, 0.02)).toBe('fails');
    expect(order(0.04, 0.3, 0.16, 0.02)).toBe('reversed');
  });

  it('turns a pair round with its interval', () => {
    const difference = differenceOf(
      table(0.04, 0.15, 0.22, 0.01),
      'learned-mask',
      'occlusion',
      READINGS[0],
      'byClass',
    );
    expect(difference?.estimate).toBeCloseTo(0.07, 9);
    expect(difference?.low).toBeCloseTo(0.06, 9);
    expect(difference?.high).toBeCloseTo(0.08, 9);
  });

  it('is not judged when a row is missing', () => {
    const partial = { ...table(0, 0, 0, 0), paired: [] };
    expect(orderingOf(partial, READINGS[0], 'byPrevalence')).toBeNull();
  });
});

describe('reproduction report', () => {
  const verdicts = (tableOne: TableOne): string[] =>
    reproductionFindings(results(tableOne)).map(({ verdict }) => verdict);

  it('computes its verdicts from the results', () => {
    // Beats 2,000 off; 99 % > 98 %; 19 points lost on new patients; order holds; mask beats its blocks.
    expect(verdicts(table(0.04, 0.15, 0.22, 0.01))).toEqual([
      'partly',
      'agrees',
      'differs',
      'agrees',
      'agrees',
    ]);
    expect(verdicts(table(0.3, 0.2, 0.05, 0.01))).toEqual([
      'partly',
      'agrees',
      'differs',
      'differs',
      'differs',
    ]);
  });

  it('says why: nearest neighbour, mask sizes, patients', () => {
    const whys = reproductionFindings(results(table(0.04, 0.15, 0.16, 0.02))).map(({ why }) => why);
    expect(whys[0]).toContain('2,000 fewer');
    expect(whys[1]).toMatch(/One nearest neighbour, without any training, gets 99\.50\s%/);
    expect(whys[3]).toMatch(/occlusion 20\.0\s%.*In 8 of 8 readings 40 patients/);
  });

  it("shows the paper's numbers beside ours, every reading, and the control", () => {
    const html = reproductionReport(results(table(0.04, 0.15, 0.22, 0.01)));
    for (const number of ['0.0411', '0.1460', '0.2203', '106,484']) expect(html).toContain(number);
    for (const { title } of READINGS) expect(html).toContain(title);
    expect(html).toContain('above 0.7 are set to 0, which for this model is the mean of the beat.');
    expect(html).toContain('Random block, sized as mask');
    expect(html).toContain('epoch 1, the least validation cross-entropy, was kept');
    expect(html).not.toMatch(/NaN|undefined/);
  });

  it('puts claims, Table I and figures on a page of Markdown', () => {
    const made = results(table(0.04, 0.15, 0.22, 0.01));
    const [experiment] = made.experiments;
    const page = reproductionMarkdown(
      {
        ...made,
        experiments: [{ ...experiment!, figures: { temporalScores: '<svg/>', saliency: '<svg/>' } }],
      },
      (figure, data) => `${data}-${figure}.svg`,
    );
    // The fall of the occlusion's probability +- 0.01 by `table`; 0.146 is the paper's.
    expect(page).toMatch(/\| Occlusion \| 0\.1460 \|( 0\.150 \[0\.140, 0\.160\] \|){4} 20\.0.%/);
    expect(page.match(/\]\((ecg-\d\.svg)\)/g)).toEqual(['](ecg-1.svg)', '](ecg-3.svg)']);
    for (const { claim } of reproductionFindings(made)) expect(page).toContain(claim.replace(/\s+/g, ' '));
    expect(page).not.toMatch(/NaN|<svg/);
  });

  it('tells coarse epochs and chooses among those that saw every step', () => {
    const made = results(table(0.1, 0.2, 0.3, 0.01));
    const [experiment] = made.experiments;
    const history = model.history!.map((point, i) => (i === 0 ? { ...point, timeScale: 4 } : point));
    const html = reproductionReport({
      ...made,
      experiments: [{ ...experiment!, model: { ...model, history } }],
    });
    expect(html).toContain('4 steps into one in epoch 1.');
    expect(html).toContain('Chosen: epoch 2,');
    expect(reproductionReport(made)).toContain('Chosen: epoch 1,');
  });

  it('survives results without table, beats and figures', () => {
    const { provenance } = results(table(0, 0, 0, 0));
    const bare = {
      experiments: [
        { data: 'mnist' as const, dataName: 'MNIST', classes, model: { ...model, splits: [] }, figures: {} },
      ],
    };
    expect(reproductionReport({ ...bare, provenance })).toContain('Of 0 claims');
  });

  it('writes a model card whose cells survive Markdown', () => {
    const card = modelCardMarkdown(model);
    expect(card).toContain('| File | a\\|b.safetensors |');
    expect(card).toMatch(/\| Premature ventricular contraction \(V\) \| 100 \| 98\.00\s% \| – \| – \|/);
    expect(card).toContain('| random | 200 |');
    for (const line of card.split('\n').filter((each) => each.startsWith('|')))
      expect(line.endsWith('|')).toBe(true);
  });
});
