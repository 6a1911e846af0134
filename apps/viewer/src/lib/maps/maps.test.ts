import { describe, expect, it } from 'vitest';
import { createRandom, sequenceBatch } from '@saliogram/core';
import { MIT_BIH_CLASSES, MIT_BIH_PREPROCESSING } from '@saliogram/datasets';
import { attributionMethods } from '@saliogram/explain';
import type { Attribution, AttributionMethod } from '@saliogram/explain';
import { createModel } from '@saliogram/nn';
import { BEAT_STRETCHES } from '@saliogram/signal';
import { INITIAL_STATE, NO_BEATS } from '../app-state.ts';
import type { ExplainedBeat } from '../explained-beat.ts';
import { baselineOption, baselineWords, drawsFromOthers, othersReference } from './baseline-choice.ts';
import { labelledBeats } from './labelled-beats.ts';
import { heatOfSteps, mapAgreement } from './map-agreement.ts';
import { mapTask } from './map-task.ts';
import type { MapMaterial } from './map-task.ts';
import { endText, quantityOf } from '../saliency/value-meaning.ts';
import { bandSentence, checkWords, evidenceSentence, segmentSentence } from './map-words.ts';
import { durationText, expectedPasses, passesMs } from './method-cost.ts';
import { isoelectricLevels, stepWaves, waveSegments } from './step-waves.ts';

const layout = {
  steps: 10,
  channels: 1,
  samplingFrequency: 100,
  originStep: 4,
  timeUnit: 'ms',
  unit: '',
} as const;
const beat = {
  key: 'r:1000',
  peak: 1000,
  layout,
  input: { values: Float32Array.from({ length: 10 }, (_, t) => t), steps: 10, channels: 1 },
  model: { digest: 'm', metadata: {} },
  target: 1,
} as unknown as ExplainedBeat;
const wave = (onset: number, offset: number) => ({ onset, offset });
/** At 200 Hz: QRS from step 3 on, T from step 7 on. */
const waves = stepWaves(
  beat,
  {
    waves: { p: null, qrs: wave(998, 1003), t: wave(1006, 1020), rPeak: 1000 },
    measured: { qrsDurationMs: 25, rAmplitudeMv: 1.2, sAmplitudeMv: null, tAmplitudeMv: -0.3 },
  } as never,
  { samplingFrequency: 200, leads: [{ name: 'MLII' }] } as never,
  0,
);
const attribution = (values: readonly number[], more: Partial<Attribution> = {}): Attribution => ({
  method: 'x',
  targets: Int32Array.of(0),
  shape: { batch: 1, steps: values.length, channels: 1 },
  values: Float32Array.from(values),
  heat: { scaling: 'magnitude', floor: 0 },
  settings: {},
  cost: { forward: 0, backward: 0 },
  ...more,
});
const methodNamed = (name: string): AttributionMethod => attributionMethods.find((m) => m.name === name)!;

describe('waves of a beat in steps', () => {
  it('puts each step into its wave, and cuts the waves into segments', () => {
    // Steps lie at samples 992, 994, ...: QRS 998 to 1003 holds steps 3 to 5, T from 1006 holds steps 7 to 9.
    const names = Array.from(waves.stretches, (stretch) => BEAT_STRETCHES[stretch]);
    expect(names).toEqual(['before', 'before', 'before', 'QRS', 'QRS', 'QRS', 'ST', 'T', 'T', 'T']);
    expect(waveSegments(waves).map(({ name, from, to, channel }) => [name, from, to, channel])).toEqual([
      ['before', 0, 3, 0],
      ['QRS', 3, 6, 0],
      ['ST', 6, 7, 0],
      ['T', 7, 10, 0],
    ]);
  });

  it('reads the isoelectric line off the 20 ms before the QRS onset', () => {
    // Samples 994 to 998: steps 1 to 3, whose values are 1, 2 and 3.
    expect(isoelectricLevels(waves, beat.input.values)).toEqual([2]);
    expect(isoelectricLevels({ ...waves, isoelectricSteps: [] }, beat.input.values)).toBeNull();
  });
});

describe('words of a map', () => {
  it('says where the evidence lies in ms and mV, and around R where no waves are known', () => {
    const map = attribution([0, 0, 0, 2, -4, 2, 0, 0, 1, 1]);
    expect(evidenceSentence(map, layout, beat.input.values, waves)).toBe(
      'Shares of the heat: 80 % in the QRS (30 % of the time), 25 ms wide, R 1.20 mV; 20 % in the T wave (30 % of the time), −0.30 mV. It is hottest at +5 ms from R.',
    );
    expect(evidenceSentence(map, layout, beat.input.values, null)).toMatch(
      /of the heat lies within R ± 50 ms/,
    );
    expect(
      evidenceSentence(attribution(Array.from({ length: 10 }, () => 0)), layout, beat.input.values, waves),
    ).toMatch(/^Nothing is salient/);
  });

  it('says what the checks of a method found', () => {
    expect(
      checkWords(
        attribution([3, 5], {
          completenessGap: [-2],
          fit: [0.817],
          standardErrors: Float32Array.of(0.5, 0.1),
          convergence: { rule: '', converged: [true], iterations: [12], objective: [0] },
        }),
      ),
    ).toEqual([
      'Converged after 12 iterations.',
      'Its parts add up to 8 of 10: 20 % off.',
      'Its own model of the answers explains 82 % of their variance.',
      'Standard errors are at most 10 % of the largest value.',
    ]);
    expect(checkWords(attribution([1, 1], { completenessGap: [0] }))).toEqual([
      'Its parts add up to 2 of 2: exactly so.',
    ]);
    expect(checkWords(attribution([1]))).toEqual([]);
  });

  it('says what the class loses without each wave, where the segments are waves', () => {
    const segment = (name: string, value: number) => ({ name, from: 0, to: 1, value });
    const of = (segments: ReturnType<typeof segment>[], method = 'segment-ablation') =>
      segmentSentence(attribution([0], { method, segments: [segments] }));
    expect(of([segment('T', -0.1), segment('QRS', 0.93)])).toBe(
      'The class probability changes by −0.93 without QRS, +0.10 without T.',
    );
    expect(of([segment('after', 0.2), segment('P', 0.001)])).toBe(
      'The class probability changes by −0.20 without what comes after.',
    );
    expect(of([segment('QRS', 0.001)])).toBe('No wave alone changes the class probability by 0.01 or more.');
    expect(of([segment('steps 0 to 9', 0.5)])).toBeNull();
    expect(of([segment('QRS', 0.93)], 'kernel-shap')).toBeNull();
  });

  it('says which frequencies are kept', () => {
    const of = (values: number[]) =>
      bandSentence(
        attribution([0], { bands: { edges: [0, 5, 10, 20], unit: 'Hz', values: Float32Array.from(values) } }),
      );
    expect(of([0.5, 0.05, 1])).toBe('Frequencies kept: 100 % of 10 to 20 Hz, 50 % of 0 to 5 Hz.');
    expect(of([0, 0, 0])).toBe('No band of frequencies is kept.');
    expect(bandSentence(attribution([0]))).toBeNull();
  });

  it('says in plain words what the values of every method measure', () => {
    for (const { name, formula } of attributionMethods) {
      const words = quantityOf(name, 'z-score');
      expect(words, name).toMatch(/^[a-z][^=|Σ]+ [^=|Σ]+$/);
      expect(words).not.toBe(formula);
    }
    expect(quantityOf('some-method', 'mV')).toBe('some-method');
    // Beside 0.9, 0.0005 is next to nothing; alone it is not.
    expect([endText(-0.0005, 0.9), endText(0.1, 0.9), endText(0, 0.9)]).toEqual(['≈ 0', '0.1', '0']);
  });

  it('compares maps over time, and says nothing of one that says the same everywhere', () => {
    const one = heatOfSteps(attribution([1, -2, 3, 4]));
    expect(mapAgreement(one, heatOfSteps(attribution([2, 4, 6, 9]))).rank).toBeCloseTo(1);
    expect(mapAgreement(one, heatOfSteps(attribution([4, 3, 2, 1]))).rank).toBeCloseTo(-1);
    expect(mapAgreement(one, new Float32Array(4)).rank).toBeNull();
  });
});

describe('baselines', () => {
  const data = sequenceBatch(Float32Array.of(0, 0, 2, 2, 4, 4), 3, 2, 1);
  const state = {
    ...INITIAL_STATE,
    model: { classes: [{ symbol: 'N' }, { symbol: 'V' }] } as never,
    beats: {
      ...NO_BEATS,
      referenceOf: Int32Array.of(0, 1, 2),
      probabilities: Float32Array.of(1, 0, 0, 1, 0, 1),
    },
    references: ['N', 'V', 'Q'].map((symbol) => ({ symbol, sample: 0, note: '' })),
  };
  it('takes classes from the reference, and from the model where that says none', () => {
    expect([...labelledBeats(data, state)!.labels]).toEqual([0, 1]);
    expect([...labelledBeats(data, { ...state, references: [] })!.labels]).toEqual([0, 1, 1]);
    expect(othersReference('data', data, state)).toEqual({ data });
    // The median of all three, step by step, by hand; too few to seek a kind.
    expect([...othersReference('dominant-beat', data, state)!.dominantBeats!.values]).toEqual([2, 2]);
  });

  it('gives each map what it is made of, and says what it waits for', () => {
    const material: MapMaterial = {
      others: data,
      referenceOf: (name) => othersReference(name, data, state),
      waves,
    };
    const missing = (name: string, baseline: Parameters<typeof mapTask>[2], changes: Partial<MapMaterial>) =>
      mapTask(beat, methodNamed(name), baseline, { ...material, ...changes }).missing;
    const occlusion = mapTask(beat, methodNamed('occlusion'), 'isoelectric', material);
    expect(occlusion.task.options).toEqual({ baseline: 'isoelectric' });
    expect(occlusion.task.given).toEqual({ reference: { isoelectric: [2] } });
    expect(mapTask(beat, methodNamed('input-derivative'), 'noise', material).task.options).toEqual({});
    expect(mapTask(beat, methodNamed('segment-ablation'), null, material).task.given).toEqual({
      segments: waveSegments(waves),
    });
    expect(missing('expected-gradients', null, { others: null })).toMatch(/all beats/);
    expect(missing('expected-gradients', 'zero', { others: null })).toBeNull();
    expect(missing('occlusion', 'dominant-beat', { others: null })).toMatch(/all beats/);
    expect(missing('occlusion', 'isoelectric', { waves: null })).toMatch(/waves/);
    expect(missing('occlusion', 'isoelectric', { waves: 'Not measured.' })).toMatch(/^No isoelectric line/);
    expect(missing('segment-ablation', null, { waves: 'Not measured.' })).toBeNull();
  });

  it('knows every baseline, and which are made of other beats', () => {
    expect(baselineWords({}, 'mean of the beat').map(({ name }) => name)).toHaveLength(8);
    expect(baselineWords({ image: { rows: 1, columns: 1 } }, 'black')).toHaveLength(6);
    expect(baselineOption(methodNamed('lrp'), 'zero')).toEqual({});
    expect(drawsFromOthers(methodNamed('expected-gradients'))).toBe(true);
    expect(drawsFromOthers(methodNamed('occlusion'))).toBe(false);
  });
});

describe('what a method costs', () => {
  it('is expected within a factor of four of what each method counts', async () => {
    const STEPS = 40;
    const model = await createModel(
      {
        architecture: { kind: 'lstm', inputs: 1, hidden: [3], outputs: 5 },
        classes: MIT_BIH_CLASSES,
        preprocessing: MIT_BIH_PREPROCESSING,
        units: 'z-score',
        zero: 'mean of the beat',
        codeVersion: '0.1.0',
        created: '2026-01-01T00:00:00Z',
      },
      { seed: 1, backend: 'reference', threads: 1 },
    );
    const random = createRandom(3);
    const x = sequenceBatch(
      Float32Array.from({ length: STEPS }, () => random.normal()),
      1,
      STEPS,
      1,
    );
    const known = attributionMethods.filter((method) => !drawsFromOthers(method) && !method.trains);
    const far: string[] = [];
    for (const method of known) {
      const { cost } = await method.explain(model, x, 0);
      const expected = expectedPasses(method, STEPS)!;
      const all = expected.forward + 2 * expected.gradient + expected.traced;
      const counted = cost.forward + cost.backward;
      // Those that search may end early, and never later.
      const mayEnd = method.family === 'mask' || method.name === 'time-shap';
      const isWithin = mayEnd || all <= 4 * Math.max(1, counted);
      if (!isWithin || counted > 4 * Math.max(1, all)) far.push(`${method.name}: ${all} for ${counted}`);
    }
    expect(far).toEqual([]);
    await model.close();
  });

  it('is told in seconds at the speed of the model', () => {
    const times = { forwardMs: 2, gradientMs: 5, tracedMs: NaN };
    expect(passesMs({ forward: 10, gradient: 100, traced: 0 }, times)).toBe(520);
    expect(passesMs({ forward: 0, gradient: 0, traced: 1 }, times)).toBeNaN();
    expect([300, 4200, 14_000, 200_000].map(durationText)).toEqual([
      'under 1 s',
      'about 4 s',
      'about 14 s',
      'about 3 min',
    ]);
    expect(expectedPasses({ ...methodNamed('occlusion'), trains: true }, 10)).toBeNull();
  });
});
