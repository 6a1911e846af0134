import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { saliencyFigure } from '@saliogram/figures';
import { svgToPng } from './png.ts';

const heat = new Float32Array(216).fill(1, 100, 116);
const figure = saliencyFigure({
  techniques: ['A'],
  layout: { steps: 216, samplingFrequency: 360, unit: 'mV' },
  rows: [{ label: 'Normal', probability: 1, values: new Float32Array(216), heats: [heat] }],
});

/** Width, height and a reader of 8-bit RGBA pixels; undoes the five PNG filters. */
function decode(png: Uint8Array): { width: number; height: number; pixel(x: number, y: number): number[] } {
  const bytes = Buffer.from(png);
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * 4;
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let i = 0; i < stride; i++) {
      const left = i < 4 ? 0 : out[y * stride + i - 4];
      const up = y === 0 ? 0 : out[(y - 1) * stride + i];
      const corner = i < 4 || y === 0 ? 0 : out[(y - 1) * stride + i - 4];
      const guess = left + up - corner;
      const near = [left, up, corner].reduce((a, b) => (Math.abs(b - guess) < Math.abs(a - guess) ? b : a));
      const predicted = [0, left, up, (left + up) >> 1, near][filter];
      out[y * stride + i] = raw[y * (stride + 1) + 1 + i] + predicted;
    }
  }
  return {
    width,
    height,
    pixel: (x, y) => Array.from(out.subarray(y * stride + x * 4, y * stride + x * 4 + 3)),
  };
}

describe('svgToPng', () => {
  it('has the size that was asked for', () => {
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(figure) ?? [];
    const twice = decode(svgToPng(figure, { scale: 2 }));
    expect(twice.width).toBe(2 * Number(width));
    expect(Math.abs(twice.height - 2 * Number(height))).toBeLessThan(1);
    expect(decode(svgToPng(figure, { widthPx: 380 })).width).toBe(380);
  });

  it('paints hot steps in their colour and leaves cold ones white', () => {
    const image = decode(svgToPng(figure));
    const [, x1, top, x2, fill] =
      /M([\d.]+) ([\d.]+)H([\d.]+)v78H[\d.]+z" fill="(#[0-9a-f]{6})"/.exec(figure) ?? [];
    const hot = image.pixel(Math.round((Number(x1) + Number(x2)) / 2), Math.round(Number(top)) + 10);
    const cold = image.pixel(Math.round(Number(x1)) - 20, Math.round(Number(top)) + 10);
    expect(hot).toEqual([1, 3, 5].map((at) => Number.parseInt(fill.slice(at, at + 2), 16)));
    expect(cold).toEqual([255, 255, 255]);
  });

  it('writes text with the fonts it brings, and the same pixels every time', () => {
    const text =
      '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><text x="2" y="15" font-family="\'DejaVu Sans\'">HHH</text></svg>';
    const image = decode(svgToPng(text));
    let dark = 0;
    for (let x = 0; x < 60; x++) for (let y = 0; y < 20; y++) dark += image.pixel(x, y)[0] < 128 ? 1 : 0;
    expect(dark).toBeGreaterThan(40);
    expect(svgToPng(figure)).toEqual(svgToPng(figure));
  });
});
