import { describe, expect, it } from 'vitest';
import { coordinate, element, svgDocument } from './svg.ts';

describe('svg', () => {
  it('escapes text and attributes', () => {
    const { markup } = element('text', { id: `a"b'<` }, `<script>&"`);
    expect(markup).toBe('<text id="a&quot;b&#39;&lt;">&lt;script&gt;&amp;&quot;</text>');
  });

  it('leaves out absent attributes and children', () => {
    expect(element('g', { x: null, y: undefined }, null, undefined).markup).toBe('<g/>');
  });

  it('rounds coordinates to two decimals and has no negative zero', () => {
    expect([1.005, 1 / 3, -0.001, 12].map(coordinate)).toEqual(['1', '0.33', '0', '12']);
  });

  it('never lets a number that is none into a figure', () => {
    expect(() => element('rect', { x: NaN })).toThrow('internal: coordinate NaN');
  });

  it('names and describes a document, and sizes it in millimetres when asked', () => {
    const options = { width: 400, height: 100, title: 'A & B', description: 'd' };
    expect(svgDocument(options)).toContain('<title>A &amp; B</title><desc>d</desc>');
    expect(svgDocument({ ...options, millimetresPerUnit: 0.25 })).toContain('width="100mm" height="25mm"');
  });
});
