import { MNIST_CLASSES } from '@saliogram/datasets';
import { describe, expect, it } from 'vitest';
import { INITIAL_STATE, NO_BEATS } from '../app-state.ts';
import type { AppState } from '../app-state.ts';
import type { DisplayItem } from '../display-list.ts';
import { explainedBeat } from '../explained-beat.ts';
import { formatAddress, parseAddress } from '../address.ts';
import { modelMisfit } from '../model-misfit.ts';
import type { ExportFacts } from './export-facts.ts';
import { exportValues } from './export-values.ts';
import { imageExport, scoresPicture } from './explanation-pictures.ts';
import { reportSheet } from './report-sheet.ts';

const preprocessing = { order: 'scan-line', rows: 2, columns: 2 };
const model = {
  name: 'digits',
  classes: MNIST_CLASSES,
  digest: 'ee',
  engine: 'wasm, 1 thread',
  capabilities: [],
  metadata: {
    preprocessing,
    units: 'grey level / 255',
    zero: 'black',
    created: '2026-11-23T00:00:00Z',
    codeVersion: '0.1.0',
  },
} as unknown as NonNullable<AppState['model']>;

/** Two images, of which the second is a 7 that the model calls 1. */
const state: AppState = {
  ...INITIAL_STATE,
  recording: {
    name: 't10k-images-idx3-ubyte',
    kind: 'images',
    samplingFrequency: 1,
    sampleCount: 2,
    leads: [],
    comments: [],
    annotators: ['labels'],
    digest: 'd1'.repeat(32),
    images: { rows: 2, columns: 2, part: 'MNIST test set' },
  },
  references: [0, 7].map((digit, sample) => ({ sample, symbol: String(digit), note: '' })),
  model,
  beats: {
    ...NO_BEATS,
    count: 2,
    peaks: Int32Array.of(0, 1),
    referenceOf: Int32Array.of(0, 1),
    inputs: Float32Array.of(0, 0, 0, 0, 0, 1, 0.5, 0),
    steps: 4,
    probabilities: Float32Array.from({ length: 20 }, (_, i) => (i < 10 ? NaN : i === 11 ? 0.55 : 0.05)),
    classified: 1,
  },
  view: { ...INITIAL_STATE.view, beat: 1 },
};
const facts: ExportFacts = {
  state,
  explanations: [],
  missing: [],
  measurements: [],
  patientId: '',
  created: new Date('2026-11-23T10:00:00Z'),
  softwareVersion: '0.1.0',
};

const words = (items: readonly DisplayItem[]): string =>
  items
    .map((item) => (item.kind === 'text' ? item.text : item.kind === 'clip' ? words(item.items) : ''))
    .join(' ');

describe('what leaves the page of an image', () => {
  it('is told as values with the set, the number and what was said of it, without a beat', () => {
    const values = exportValues(facts);
    expect(values).toMatchObject({
      images: { part: 'MNIST test set', count: 2, rows: 2, columns: 2, order: 'scan-line' },
      image: {
        index: 1,
        reference: '7',
        model: '1',
        input: { steps: 4, channels: 1, values: [0, 1, 0.5, 0] },
      },
    });
    expect(values).toHaveProperty('image.probabilities.1', expect.closeTo(0.55, 7));
    expect(Object.keys(values)).not.toEqual(expect.arrayContaining(['beat']));
    expect(Object.keys(values)).not.toEqual(expect.arrayContaining(['recording']));
  });

  it('is a report that speaks of images, with no patient, no lead and no rhythm', () => {
    const image = explainedBeat(state)!;
    const probabilities = { values: new Float32Array(40).fill(0.1), steps: 4, classes: 10 };
    const sheet = reportSheet(facts, [imageExport(image), scoresPicture(image, probabilities)]);
    expect(sheet.description).toBe(
      'Report of images t10k-images-idx3-ubyte: image 2, which the model reads as digit 1.',
    );
    const text = words(sheet.items);
    expect(text).toMatch(
      /Why a model reads an image as it does.*number 2.*Digit 1, 55\.0 %, uncertain.*digit 7/,
    );
    expect(text).toMatch(/reads one image at a time/);
    expect(text).not.toMatch(/Patient|RR|lead|heartbeat/);
  });

  it('has an address with its number and no paper', () => {
    const address = formatAddress({ recording: state.recording!, view: state.view });
    expect(address).toMatch(
      /^#recording=t10k-images-idx3-ubyte&digest=d1d1d1d1d1d1d1d1&image=1&panel=explain&/,
    );
    expect(parseAddress(address).view).toEqual({
      beat: 1,
      panel: 'explain',
      methods: state.view.methods,
    });
  });
});

describe('a model and what is open', () => {
  const beats = { ...model, metadata: { ...model.metadata, preprocessing: { lead: 'MLII' } } };
  const ecg = { name: '100' };

  it('fit, or it is told what to open', () => {
    expect(modelMisfit(state.recording, model)).toBeNull();
    expect(modelMisfit(ecg, beats)).toBeNull();
    expect(modelMisfit(ecg, model)).toMatch(
      /digits reads images .* 100 is an ECG recording; open the IDX files/,
    );
    expect(modelMisfit(state.recording, beats)).toMatch(/reads heartbeats, .* open a model made for digits/);
    const large = { name: 'large', images: { rows: 28, columns: 28, part: '' } };
    expect(modelMisfit(large, model)).toMatch(/images of 2 × 2 pixels, and those of large have 28 × 28/);
    expect(explainedBeat({ ...state, model: beats })).toBeNull();
  });
});
