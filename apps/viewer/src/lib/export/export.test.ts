import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { MIT_BIH_CLASSES, MIT_BIH_PREPROCESSING } from '@saliogram/datasets';
import type { Attribution } from '@saliogram/explain';
import { INITIAL_STATE } from '../app-state.ts';
import type { AppState } from '../app-state.ts';
import type { DisplayList } from '../display-list.ts';
import type { ExportFacts } from './export-facts.ts';
import type { ExportPicture } from './export-picture.ts';
import { exportValues } from './export-values.ts';
import { textWidth, wrapText } from './helvetica.ts';
import { listSvg } from './list-svg.ts';
import { pdfDocument } from './pdf-document.ts';
import { placeItems } from './place-items.ts';
import { withResolution } from './png-resolution.ts';
import { readPdf } from './read-pdf.ts';
import type { WrittenText } from './read-pdf.ts';
import { reportSheet } from './report-sheet.ts';

const created = new Date('2026-11-23T10:20:30Z');
const about = { title: 'A report', producer: 'Saliogram 0.1.0', created };
const steps = 216;

const attribution: Attribution = {
  method: 'occlusion',
  targets: Int32Array.of(3),
  shape: { batch: 1, steps, channels: 1 },
  values: Float32Array.from({ length: steps }, (_, t) => Math.max(0, 0.5 - Math.abs(t - 72) / 40)),
  heat: { scaling: 'zero-max', floor: 1e-6 },
  settings: { width: 10, stride: 1 },
  cost: { forward: 217, backward: 0 },
  notes: ['Hidden samples are replaced by the mean of the beat.'],
};

const state: AppState = {
  ...INITIAL_STATE,
  recording: {
    name: '119',
    kind: 'wfdb',
    samplingFrequency: 360,
    sampleCount: 650_000,
    leads: [
      { name: 'MLII', units: 'mV' },
      { name: 'V1', units: 'mV' },
    ],
    comments: [],
    annotators: ['atr'],
    digest: 'a'.repeat(64),
  },
  references: [{ sample: 1000, symbol: 'V', note: '' }],
  model: {
    name: 'mitdb-lstm.safetensors',
    metadata: {
      architecture: { kind: 'lstm', inputs: 1, hidden: [128, 128], outputs: 5 },
      classes: MIT_BIH_CLASSES,
      preprocessing: { ...MIT_BIH_PREPROCESSING },
      units: 'z-score',
      zero: 'mean of the beat',
      codeVersion: '0.1.0',
      created: '2026-11-23T01:17:40Z',
      dataHash: 'd'.repeat(64),
    },
    classes: MIT_BIH_CLASSES,
    digest: 'b'.repeat(64),
    engine: 'wasm, 2 threads',
    capabilities: [],
  },
  beats: {
    lead: 'MLII',
    count: 3,
    peaks: Int32Array.of(700, 1000, 1450),
    referenceOf: Int32Array.of(-1, 0, -1),
    inputs: new Float32Array(3 * steps).fill(0.5),
    steps,
    channels: 1,
    probabilities: Float32Array.of(1, 0, 0, 0, 0, 0.1, 0.05, 0.05, 0.75, 0.05, 1, 0, 0, 0, 0),
    classified: 3,
    complete: true,
  },
  view: { ...INITIAL_STATE.view, beat: 1 },
};

const facts: ExportFacts = {
  state,
  explanations: [
    {
      title: 'Occlusion',
      unit: 'drop of the probability when hidden',
      attribution,
      reliability: 'masked score 0.21',
    },
  ],
  missing: ['Learned mask'],
  measurements: [{ name: 'R amplitude', value: '1.10 mV (MLII)' }],
  patientId: 'Müller 42',
  created,
  softwareVersion: '0.1.0',
};

/** A strip of `seconds` at 25 mm/s on a screen of 5 pixels per millimetre, with a line at every second. */
function strip(seconds: number, pxPerMm = 5): ExportPicture {
  const width = seconds * 25 * pxPerMm;
  const items = Array.from({ length: seconds + 1 }, (_, s) => ({
    kind: 'line' as const,
    points: [s * 25 * pxPerMm, 0, s * 25 * pxPerMm, 10 * pxPerMm],
    style: { stroke: 'warning' as const },
  }));
  return {
    name: 'strip',
    title: 'Strip',
    list: { width, height: 30 * pxPerMm, description: '', items },
    pxPerMm,
  };
}

const beat: ExportPicture = {
  name: 'occlusion',
  title: 'Occlusion',
  caption: 'drop of the probability when hidden',
  list: {
    width: 600,
    height: 300,
    description: '',
    items: [
      {
        kind: 'rectangle',
        x: 100,
        y: 0,
        width: 50,
        height: 300,
        style: { fill: { heat: 0.7 }, opacity: 0.5 },
      },
      {
        kind: 'line',
        points: [0, 150, 100, 150, NaN, NaN, 120, 20, 600, 150],
        style: { stroke: 'trace', width: 2 },
      },
      { kind: 'text', x: 300, y: 290, text: 'ms from R', size: 12, align: 'middle', ink: 'text-weak' },
    ],
  },
};

const PT_PER_MM = 72 / 25.4;

/** The ends of the upright lines in the colour of warnings, #7a1f08, in millimetres of paper. */
function warningLines(operators: string): { x: number; fromY: number; toY: number }[] {
  return operators
    .split(/^q\n/m)
    .filter((part) => part.startsWith('0.4784 0.1216 0.0314 RG\n'))
    .map((part) => {
      const ends = /^([\d.-]+) ([\d.-]+) m\n([\d.-]+) ([\d.-]+) l\nS\nQ$/m.exec(part)?.slice(1) ?? [];
      const [x, fromY, toX, toY] = ends.map((pt) => Number(pt) / PT_PER_MM);
      expect(toX).toBe(x);
      return { x, fromY, toY };
    });
}

const wordsOf = (written: readonly WrittenText[]): string => written.map(({ text }) => text).join(' ');

describe('the report as PDF', () => {
  const pdf = (pictures: readonly ExportPicture[], changes: Partial<ExportFacts> = {}) =>
    readPdf(pdfDocument(reportSheet({ ...facts, ...changes }, pictures), about));

  it('is one A4 page that says what it is and when it was made', () => {
    const { width, height, facts: said, catalog } = pdf([strip(6), beat]);
    expect(width / PT_PER_MM).toBeCloseTo(210, 3);
    expect(height / PT_PER_MM).toBeCloseTo(297, 3);
    expect(catalog).toContain('/PrintScaling /None');
    expect(said).toMatchObject({
      Title: 'A report',
      Creator: 'Saliogram 0.1.0',
      CreationDate: "D:20261123102030+00'00'",
    });
  });

  it('has the same bytes whenever it is made', () => {
    const bytes = (): Uint8Array => pdfDocument(reportSheet(facts, [strip(6), beat]), about);
    vi.useFakeTimers({ now: new Date('2030-01-01') });
    const later = bytes();
    vi.useRealTimers();
    expect(Buffer.from(later).equals(bytes())).toBe(true);
  });

  it.each([3.7795, 5, 9.13])(
    'has 25 mm of paper in a second and 10 mm in a millivolt, on a screen of %f pixels per mm',
    (pxPerMm) => {
      const lines = warningLines(pdf([strip(6, pxPerMm), beat]).operators);
      expect(lines).toHaveLength(7);
      lines.forEach(({ x, fromY, toY }, second) => {
        expect(x).toBeCloseTo(10 + 25 * second, 3);
        expect(fromY - toY).toBeCloseTo(10, 3);
      });
    },
  );

  it('cuts a strip that is wider than the paper around the beat, and says so', () => {
    const focusX = 8 * 25 * 5;
    const { operators, written } = pdf([{ ...strip(20), focusX }]);
    expect(warningLines(operators)[8]?.x).toBeCloseTo(105, 3);
    expect(wordsOf(written)).toContain('Cut to the paper');
    // The region of the clip: the 190 mm between the margins.
    const region = /^([\d.]+) [\d.]+ ([\d.]+) [\d.-]+ re\nW\nn$/m.exec(operators);
    expect(Number(region?.[1]) / PT_PER_MM).toBeCloseTo(10, 3);
    expect(Number(region?.[2]) / PT_PER_MM).toBeCloseTo(190, 3);
  });

  it('tells who, what, how sure, how explained, of which versions, and that it is research', () => {
    const { written } = pdf([strip(6), beat]);
    const words = wordsOf(written);
    expect(new Set(written.map(({ font }) => font))).toEqual(new Set(['Helvetica', 'Helvetica-Bold']));
    for (const piece of [
      'Müller 42',
      '119; MLII, V1; 360 Hz',
      '2026-11-23 10:20 UTC',
      'Premature ventricular contraction (V), 75.0 %, uncertain',
      'premature ventricular contraction (V)',
      'Lead read MLII',
      'unread',
      '833 ms',
      '1250 ms',
      '72 per minute',
      '1.10 mV (MLII)',
      'drop of the probability when hidden',
      'Reliability: masked score 0.21.',
      '25 mm/s · 10 mm/mV',
      'no filter',
      'Saliogram 0.1.0',
      'mitdb-lstm.safetensors',
      'b'.repeat(64),
      'a'.repeat(64),
      'width 10, stride 1',
      'Not computed yet: Learned mask.',
      'For research use only. Not a medical device.',
      'one beat of one lead at a time and knows 5 classes',
    ]) {
      expect(words).toContain(piece);
    }
  });

  it('keeps all of it on the page, however much there is to say', () => {
    const long = { ...attribution, notes: ['A note that is long. '.repeat(40)] };
    const explanations = Array.from({ length: 8 }, () => ({ ...facts.explanations[0], attribution: long }));
    const { written } = pdf([strip(20), beat, beat, beat], { explanations });
    for (const { x, y } of written) {
      expect(x).toBeGreaterThan(0);
      expect(y).toBeGreaterThan(9 * PT_PER_MM);
      expect(y).toBeLessThan(290 * PT_PER_MM);
    }
    expect(wordsOf(written)).toMatch(/\d more in the file of values/);
  });

  it('keeps the label back in blind mode until the reader has given one', () => {
    const blind = { ...state, settings: { ...state.settings, blind: true } };
    const words = wordsOf(pdf([strip(6)], { state: blind }).written);
    expect(words).not.toContain('ventricular contraction (V)');
    expect(words).toContain('blind mode');
  });
});

describe('values as JSON', () => {
  it('hold the beat, its explanation with settings, and the hashes', () => {
    const values = JSON.parse(JSON.stringify(exportValues(facts))) as ReturnType<typeof exportValues>;
    expect(Object.keys(values)).toEqual(
      'format formatVersion created software notice recording model view reader beat explanations missing'.split(
        ' ',
      ),
    );
    expect(values).toMatchObject({
      format: 'saliogram-values',
      formatVersion: 1,
      created: '2026-11-23T10:20:30.000Z',
      software: { name: 'Saliogram', version: '0.1.0' },
      recording: { name: '119', sha256: 'a'.repeat(64) },
      model: { sha256: 'b'.repeat(64), dataHash: 'd'.repeat(64), units: 'z-score' },
      beat: {
        index: 1,
        peak: 1000,
        reference: 'V',
        model: 'V',
        probabilities: { V: 0.75, N: 0.100000001 },
        rrAfterMs: 1250,
        input: { steps, channels: 1 },
      },
    });
    const [explanation] = values.explanations;
    expect(explanation).toMatchObject({ method: 'occlusion', target: 3, settings: { width: 10, stride: 1 } });
    expect(Float32Array.from(explanation?.values as number[])).toEqual(attribution.values);
    expect(Math.max(...(explanation?.heat as number[]))).toBe(1);
    expect(JSON.stringify(values)).not.toContain('Müller');
  });

  it('keep beat and explanation back in blind mode', () => {
    const blind = { ...state, settings: { ...state.settings, blind: true } };
    expect(exportValues({ ...facts, state: blind })).toMatchObject({ beat: null, explanations: [] });
  });
});

describe('a picture as SVG', () => {
  it('has its true size, its places, and text that cannot break out', () => {
    const list: DisplayList = {
      ...beat.list,
      description: 'a < b & "c"',
      items: [
        ...beat.list.items,
        { kind: 'clip', x: 0, y: 0, width: 9, height: 9, items: beat.list.items },
        { kind: 'text', x: 1, y: 2, text: '</text><script>\u0000', size: 9, ink: 'text' },
      ],
    };
    const svg = listSvg(list, { theme: 'print', title: 'Beat', mmPerPx: 0.2 });
    expect(svg).toContain('width="120mm" height="60mm" viewBox="0 0 600 300"');
    expect(svg).toContain('d="M0 150L100 150M120 20L600 150"');
    expect(svg).toContain('<desc>a &lt; b &amp; &quot;c&quot;</desc>');
    expect(svg).toContain('<clipPath id="clip-1"><rect x="0" y="0" width="9" height="9"/></clipPath>');
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;\ufffd');
    expect(svg).not.toContain('style=');
  });
});

describe('print resolution of a PNG', () => {
  // One black pixel.
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
    'base64',
  );

  it('is a chunk behind the header', async () => {
    const whole = Buffer.from(await withResolution(png, 300));
    expect(whole.subarray(33 + 4, 33 + 8).toString()).toBe('pHYs');
    // 300 dots per inch are 11811 per metre.
    expect([whole.readUInt32BE(41), whole.readUInt32BE(45), whole[49]]).toEqual([11811, 11811, 1]);
    // pHYs, 11811 twice, 1: the sum by Python's zlib.crc32.
    expect(whole.readUInt32BE(50)).toBe(0x78a53f76);
    const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    expect(sha(Buffer.concat([whole.subarray(0, 33), whole.subarray(54)]))).toBe(sha(png));
  });

  it('is for PNGs only', async () => {
    await expect(withResolution(new Uint8Array(50), 300)).rejects.toThrowError(/expected a PNG/);
  });
});

describe('letters', () => {
  it('are as wide as Adobe says', () => {
    // Helvetica.afm: H 722, e 556, l 222, o 556; Helvetica-Bold.afm: H 722, i 278.
    expect(textWidth('Hello', 1000)).toBe(722 + 556 + 222 + 222 + 556);
    expect(textWidth('Hi', 10, true)).toBeCloseTo(10);
  });

  it('break into lines that fit', () => {
    const lines = wrapText(`one two three ${'x'.repeat(100)} four`, 60, 10);
    expect(lines.join('').replaceAll(' ', '')).toBe(`onetwothree${'x'.repeat(100)}four`);
    for (const line of lines) expect(textWidth(line, 10)).toBeLessThanOrEqual(60);
  });
});

describe('items at another place', () => {
  it('keep their pens lifted', () => {
    const [line] = placeItems([{ kind: 'line', points: [1, 2, NaN, NaN], style: { dash: [2] } }], 10, 20, 3);
    expect(line).toEqual({ kind: 'line', points: [13, 26, NaN, NaN], style: { width: 3, dash: [6] } });
  });
});
