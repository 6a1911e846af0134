import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ModelFacts } from '../explanation.ts';
import { makingRows, modelRows } from './model-card.ts';
import { modelLimits } from './model-limits.ts';
import { proportion } from './proportion.ts';
import { splitCards } from './split-card.ts';

/** A committed model, by the metadata that its file begins with. */
function committed(name: string): ModelFacts {
  const bytes = readFileSync(new URL(`../../../../../models/${name}`, import.meta.url));
  const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString()) as {
    __metadata__: Record<string, string>;
  };
  const metadata = JSON.parse(header.__metadata__['saliogram.model'] ?? '') as ModelFacts['metadata'];
  return { name, metadata, classes: metadata.classes, digest: 'd', engine: 'wasm', capabilities: [] };
}

describe('a proportion', () => {
  it("has Wilson's interval", () => {
    // Newcombe 1998, table I, method 3: 81 of 263 gives 0.2553 to 0.3662, 0 of 20 gives 0 to 0.1611.
    const { low, high } = proportion(81, 263);
    expect([low, high].map((end) => end.toFixed(4))).toEqual(['0.2553', '0.3662']);
    expect(proportion(0, 20).low).toBe(0);
    expect(proportion(0, 20).high).toBeCloseTo(0.1611, 4);
  });

  it('is none where nothing was counted', () => {
    expect(proportion(0, 0).share).toBeNaN();
  });
});

describe('the card of the committed models', () => {
  const random = committed('mitdb-lstm.safetensors');
  const patient = committed('mitdb-lstm-patient.safetensors');

  it('has the figures that their files hold', () => {
    for (const { metadata, classes } of [random, patient]) {
      const [split] = splitCards(metadata.metrics, classes);
      const [{ test: stored }] = Object.values(metadata.metrics ?? {}) as {
        test: {
          accuracy: number;
          perClass: Record<string, { sensitivity: number; positivePredictivity: number }>;
        };
      }[];
      expect(split.accuracy.share).toBeCloseTo(stored.accuracy, 12);
      for (const { info, sensitivity, positivePredictivity } of split.classes) {
        expect(sensitivity.share).toBeCloseTo(stored.perClass[info.symbol].sensitivity, 12);
        expect(positivePredictivity.share).toBeCloseTo(stored.perClass[info.symbol].positivePredictivity, 12);
      }
      expect(split.baselines.map(({ name }) => name)).toContain('the nearest training beat');
    }
    expect(splitCards(patient.metadata.metrics, patient.classes)[0].isPatientDisjoint).toBe(true);
  });

  it('says what they cannot see, and which beats they do not find', () => {
    const limits = (model: ModelFacts) =>
      modelLimits(model, splitCards(model.metadata.metrics, model.classes)).join(' ');
    expect(limits(random)).toContain('one beat of one lead at a time and knows 5 classes');
    expect(limits(random)).toContain('200 ms before and 400 ms behind the R peak');
    expect(limits(random)).toContain('made for lead MLII or, where that is missing, V5');
    expect(limits(patient)).toMatch(/In patients .* less than half .*Right bundle branch block \(0\.0 %\)/);
  });

  it('tells network, data, seeds and versions, not the course of the training', () => {
    const rows = new Map(modelRows(random));
    expect(rows.get('Network')).toBe('LSTM, 1 value per step, layers of 128 and 128 units, 5 classes');
    expect(rows.get('SHA-256 of the data')).toBe(random.metadata.dataHash);
    expect(rows.get('Made')).toBe(
      `${random.metadata.created.slice(0, 10)} by version ${random.metadata.codeVersion}`,
    );
    const making = new Map(makingRows(random));
    expect(making.get('modelSeed')).toBe('1');
    expect(making.get('preprocessing.window.before')).toBe('72');
    expect([...making.keys()].filter((name) => name.startsWith('history'))).toEqual([]);
  });
});

describe('the card of a model of another maker', () => {
  it('leaves out figures that are none', () => {
    const classes = [
      { symbol: 'a', name: 'A' },
      { symbol: 'b', name: 'B' },
    ];
    const metrics = {
      text: 'very good',
      nothing: null,
      other: { test: { confusion: [[1, 2, 3]] } },
      negative: {
        test: {
          confusion: [
            [1, -2],
            [3, 4],
          ],
        },
      },
      mine: {
        test: {
          confusion: [
            [8, 2],
            [0, 0],
          ],
        },
      },
    };
    const cards = splitCards(metrics, classes);
    expect(cards.map(({ name }) => name)).toEqual(['mine']);
    expect(cards[0].classes[1].sensitivity.share).toBeNaN();
    expect(cards[0].crossEntropy).toBeNull();
    expect(splitCards(undefined, classes)).toEqual([]);
  });
});
