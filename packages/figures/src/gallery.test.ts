import { describe, expect, it } from 'vitest';
import {
  abstentionFigure,
  beatStrip,
  classModeFigure,
  classModeImageFigure,
  confusionMatrixFigure,
  imageSaliencyFigure,
  recordHeatMapFigure,
  reliabilityFigure,
  saliencyFigure,
  PAPER_CLASS_NAME_NOTE,
  tableOneFigure,
  temporalScoresFigure,
  temporalScoresImageFigure,
  trainingCurveFigure,
} from './index.ts';

const classes = [
  { symbol: 'N', name: 'Normal' },
  { symbol: 'V', name: 'Premature ventricular contraction' },
];
const layout = { steps: 216, samplingFrequency: 360, originStep: 72, unit: 'z-score' };
const image = { rows: 28, columns: 28 };
const wave = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, t) => Math.exp(-(((t - length / 3) / 9) ** 2)));
const temporal = (length: number, decisionStep: number | null) => ({
  label: 'Normal & <odd>',
  detail: 'record 100, 1.0 s',
  values: wave(length),
  correctProbability: wave(length),
  mostLikely: Uint8Array.from({ length }, (_, t) => (t < length / 2 ? 0 : 1)),
  decisionStep,
});
const saliency = (length: number) => ({
  label: 'Premature ventricular contraction',
  probability: 0.987654,
  values: wave(length),
  heats: [wave(length), null],
});
const mode = (length: number) => ({
  label: 'Normal',
  mode: wave(length),
  median: wave(length),
  score: -1.234,
  probability: 0.5,
  iterations: 10,
  converged: false,
});
const gallery: Record<string, () => string> = {
  temporal: () =>
    temporalScoresFigure({ classes, layout, samples: [temporal(216, 72), temporal(216, null)] }),
  temporalImage: () => temporalScoresImageFigure({ classes, layout: image, samples: [temporal(784, 392)] }),
  mode: () => classModeFigure({ layout, samples: [mode(216)] }),
  modeImage: () => classModeImageFigure({ layout: image, samples: [mode(784)] }),
  saliency: () =>
    saliencyFigure({ techniques: ['A', 'B'], layout, rows: [saliency(216)], notes: [PAPER_CLASS_NAME_NOTE] }),
  imageSaliency: () =>
    imageSaliencyFigure({ techniques: ['A', 'B'], layout: image, samples: [saliency(784)] }),
  tableOne: () =>
    tableOneFigure({
      dataName: 'ECG',
      rows: [{ label: 'A' }, { label: 'B', control: true }],
      readings: [{ title: 't', quantity: 'q', values: [{ estimate: 1, low: NaN, high: NaN }, null] }],
    }),
  confusion: () =>
    confusionMatrixFigure({
      classes,
      confusion: [
        [99, 1],
        [0, 0],
      ],
    }),
  training: () =>
    trainingCurveFigure({
      chosenEpoch: 2,
      epochs: [1, 2].map((epoch) => ({
        epoch,
        trainLoss: 1 / epoch,
        validationLoss: null,
        trainAccuracy: 0.9,
        validationAccuracy: 0.8,
      })),
    }),
  reliability: () =>
    reliabilityFigure({
      curves: [
        {
          name: 'as it is',
          expectedCalibrationError: 0.125,
          bins: [
            { low: 0, high: 0.5, n: 0, confidence: null, accuracy: null },
            { low: 0.5, high: 1, n: 40, confidence: 0.75, accuracy: 0.5 },
          ],
        },
      ],
    }),
  abstention: () =>
    abstentionFigure({
      points: [
        { coverage: 0.5, risk: 0.02 },
        { coverage: 1, risk: 0.1 },
      ],
      area: 0.04,
      leastArea: 0.005,
    }),
  records: () =>
    recordHeatMapFigure({
      classes,
      records: [
        {
          name: '207',
          accuracy: 0.25,
          perClass: { N: { support: 0, sensitivity: null }, V: { support: 1234, sensitivity: 0.25 } },
        },
      ],
    }),
  strip: () => beatStrip({ samplesMv: wave(360), samplingFrequency: 360, lead: 'V5', beats: [] }),
};

describe('gallery', () => {
  for (const [name, draw] of Object.entries(gallery)) {
    it(`${name} is well-formed, described, legible and the same every time`, () => {
      const svg = draw();
      expect(draw()).toBe(svg);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(svg).toMatch(/<title>[^<]+<\/title><desc>[^<]+<\/desc>/);
      expect(unclosed(svg)).toEqual([]);
      const sizes = Array.from(svg.matchAll(/font-size="([\d.]+)"/g), (match) => Number(match[1]));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(9);
    });
  }

  it('marks where the decision was made, in steps and milliseconds', () => {
    const svg = gallery.temporal();
    expect(svg).toMatch(/>▼ decided at\s0 ms<.*>step\s72</);
    expect(svg).toContain('never decided');
    expect(svg.match(/stroke-dasharray="4 2"/g)).toHaveLength(1);
    expect(svg).toContain('Normal &amp; &lt;odd&gt;');
  });

  it('says where nothing is salient, and what the paper called the class', () => {
    const svg = gallery.saliency();
    expect(svg.match(/>nothing salient</g)).toHaveLength(1);
    expect(svg).toMatch(/>p =\s0\.988</);
    expect(svg).toContain('V-fib');
    expect(gallery.imageSaliency()).toContain('>nothing salient<');
  });

  it('gives sensitivity and positive predictivity, and a dash for an empty class', () => {
    const svg = gallery.confusion();
    expect(svg).toContain('>99.0 %<');
    expect(svg).toContain('>100 %<');
    expect(svg).toContain('>–<');
  });

  it('puts the point of a reliability bin where its confidence and accuracy are', () => {
    const svg = gallery.reliability();
    const [, cx, cy] = /<circle cx="([\d.]+)" cy="([\d.]+)"/.exec(svg) ?? [];
    const [, x, y, width, height] =
      /<rect x="([\d.]+)" y="([\d.]+)" width="(230)" height="(230)"/.exec(svg) ?? [];
    expect(Number(cx)).toBeCloseTo(Number(x) + 0.75 * Number(width), 1);
    expect(Number(cy)).toBeCloseTo(Number(y) + 0.5 * Number(height), 1);
    expect(svg).toContain('75.0 % sure, 50.0 % right (40)');
  });

  it('says how many errors are left when a share is decided, and where records fail', () => {
    expect(gallery.abstention()).toContain('2.00 % when 50 % are decided, 10.00 % when 100 % are decided');
    const svg = gallery.records();
    expect(svg.match(/>25\.0\s% of\s1,234</g)).toHaveLength(2);
    expect(svg).toContain('207: 25.0 % right.');
  });

  it('tells of modes that did not converge', () => {
    expect(gallery.mode()).toContain('>10 steps, not converged<');
    expect(gallery.mode()).toContain('>score −1.23<');
  });
});

/** Elements opened and not closed, by a stack. */
function unclosed(svg: string): string[] {
  const stack: string[] = [];
  for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)) {
    if (self === '/') continue;
    if (close === '') stack.push(name);
    else if (stack.pop() !== name) return [`${name} closed out of order`];
  }
  return stack;
}
