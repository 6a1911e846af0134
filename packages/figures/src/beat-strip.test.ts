import { describe, expect, it } from 'vitest';
import { beatStrip } from './beat-strip.ts';

const samplesMv = new Float32Array(360 * 5);
samplesMv[360] = 1;
const strip = {
  samplesMv,
  samplingFrequency: 360,
  lead: 'MLII',
  beats: [
    { sample: 360, symbol: 'N', classIndex: 0 },
    { sample: 720, symbol: 'V', classIndex: 3, marked: true },
  ],
};
const marks = (svg: string): number[] =>
  Array.from(svg.matchAll(/<path d="M([\d.]+) [\d.]+v5" stroke/g), (match) => Number(match[1]));

describe('beat strip', () => {
  it('is drawn at 25 mm/s and 10 mm/mV, a quarter of a millimetre to the unit', () => {
    const svg = beatStrip(strip);
    expect(svg).toContain('width="172mm"');
    const [first, second] = marks(svg);
    expect(second - first).toBeCloseTo(25 * 4, 2);
    const [, y] = /M36,([\d.]+)L/.exec(svg) ?? [];
    const peak = new RegExp(`L${first},([\\d.]+)L`).exec(svg)?.[1];
    expect(Number(y) - Number(peak)).toBeCloseTo(10 * 4, 2);
  });

  it('follows other speeds and says so', () => {
    const svg = beatStrip({ ...strip, mmPerSecond: 50 });
    const [first, second] = marks(svg);
    expect(second - first).toBeCloseTo(50 * 4, 2);
    expect(svg).toContain('lead MLII · 50 mm/s · 10 mm/mV · no display filter');
  });

  it('breaks long excerpts into rows and loses no beat', () => {
    const beats = Array.from({ length: 20 }, (_, i) => ({ sample: i * 360, symbol: 'N', classIndex: 0 }));
    const svg = beatStrip({ ...strip, samplesMv: new Float32Array(7200), beats, startS: 100 });
    expect(marks(svg)).toHaveLength(20);
    expect(svg.match(/>\d+\.\d s</g)).toEqual(['>100.0 s<', '>106.5 s<', '>113.0 s<', '>119.4 s<']);
  });
});
