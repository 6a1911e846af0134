import { describe, expect, it } from 'vitest';
import { createRandom } from '@saliogram/core';
import { BASELINE_NAMES } from '@saliogram/explain';
import { formatAddress, isAddressOf, mannerOf, parseAddress, placeOf } from './address.ts';
import { INITIAL_STATE } from './app-state.ts';
import type { View } from './app-state.ts';

const random = createRandom(9);
const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)];
const letters = ['a', 'Z', '0', '&', '=', '#', '%', ',', ' ', '+', '/', 'é', '心', '?', '"', '\u{1FAC0}'];
const anyText = (): string => Array.from({ length: 1 + random.integer(9) }, () => pick(letters)).join('');

function anyView(): View {
  return {
    startS: random.integer(86_400_000) / 1000,
    speedMmPerS: pick([12.5, 25, 50]),
    gainMmPerMv: pick([5, 10, 20]),
    zoom: pick([1, 0.1, 0.25, 2]),
    filter: pick(['none', 'baseline', 'monitor']),
    beat: pick([null, random.integer(100_000)]),
    target: pick([null, random.integer(10)]),
    methods: Array.from({ length: random.integer(4) }, anyText),
    baseline: pick([null, ...BASELINE_NAMES]),
    panel: pick(['explain', 'compare', 'aggregate', 'review', 'model', 'evaluate', 'annotators']),
  };
}

const digest = '0123456789abcdef'.repeat(4);

describe('address', () => {
  it('brings every view back as it was', () => {
    for (let trial = 0; trial < 500; trial++) {
      const view = anyView();
      const recording = { name: anyText(), digest };
      const found = parseAddress(formatAddress({ recording, view }));
      const { beat, target, baseline, ...said } = view;
      expect(found.view).toEqual({
        ...said,
        ...(beat !== null && { beat }),
        ...(target !== null && { target }),
        ...(baseline !== null && { baseline }),
      });
      expect(found.recording?.name).toBe(recording.name);
      expect(isAddressOf(found, recording)).toBe(true);
    }
  });

  it('is what URL keeps unchanged', () => {
    for (let trial = 0; trial < 200; trial++) {
      const hash = formatAddress({ recording: { name: anyText(), digest }, view: anyView() });
      expect(new URL(hash, 'http://localhost/').hash).toBe(hash);
    }
  });

  it('leaves out what an address says wrongly, and never fails', () => {
    expect(
      parseAddress(
        '#recording=%E0%A4%A&digest=xyz&t=-1&speed=26&gain=toString&zoom=0&beat=1.5&methods=a,,b&panel=',
      ),
    ).toEqual({ recording: null, view: {} });
    expect(parseAddress('')).toEqual({ recording: null, view: {} });
    expect(parseAddress('#t=&beat=&target=NaN').view).toEqual({});
    for (const zoom of ['0', '1e-9', '5', 'Infinity', '-1'])
      expect(parseAddress(`#zoom=${zoom}`).view).toEqual({});
    for (let trial = 0; trial < 500; trial++) {
      const noise = Array.from(
        { length: 6 },
        () => `${pick(['t', 'beat', 'speed', 'methods'])}=${anyText()}`,
      );
      const { view } = parseAddress(`#${noise.join('&')}`);
      expect({ ...INITIAL_STATE.view, ...view }.startS).toBeGreaterThanOrEqual(0);
    }
  });

  it('is a place in one recording and a manner of looking at any', () => {
    const view = anyView();
    const [place, manner] = [placeOf(view), mannerOf(view)];
    expect({ ...place, ...manner }).toEqual(view);
    expect(Object.keys(place).sort()).toEqual(['beat', 'startS', 'target']);
    expect(Object.keys(manner)).not.toContain('startS');
    expect([placeOf({ panel: 'review' }), mannerOf({ beat: 3 })]).toEqual([{}, {}]);
  });

  it('tells recordings apart', () => {
    const address = parseAddress(formatAddress({ recording: { name: '100', digest }, view: anyView() }));
    expect(isAddressOf(address, { digest: `f${digest.slice(1)}` })).toBe(false);
    expect(isAddressOf(parseAddress('#t=1'), { digest })).toBe(false);
  });
});
