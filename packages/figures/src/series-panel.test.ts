import { describe, expect, it } from 'vitest';
import { timeAxis } from './axis.ts';
import { stepScale, valueScale } from './layout.ts';
import { heatColour } from './palette.ts';
import { heatColumns, seriesPanel, trace } from './series-panel.ts';

const box = { x: 100, y: 10, width: 432, height: 60 };
const layout = { steps: 216, samplingFrequency: 360, originStep: 72, unit: 'mV' };
const scale = stepScale(216, box);

describe('series panel', () => {
  it('puts the heat of step t at x of t to t + 1, in its colour', () => {
    const heat = new Float32Array(216);
    heat[72] = 1;
    // 432 / 216 = 2 units per step: 100 + 2 * 72 = 244.
    expect(heatColumns(heat, scale, box).markup).toBe(
      `<g shape-rendering="crispEdges"><path d="M244 10H246v60H244z" fill="${heatColour(1)}"/></g>`,
    );
  });

  it('merges neighbours of one colour and leaves cold steps white', () => {
    const heat = new Float32Array(216).fill(0.5, 10, 20);
    expect(heatColumns(heat, scale, box).markup.match(/<path/g)).toHaveLength(1);
    expect(heatColumns(heat, scale, box).markup).toContain('M120 10H140');
  });

  it('draws the trace through the middle of each step', () => {
    const y = valueScale([0, 1], box, 0);
    expect(trace([0, 1, 0.5], scale, y).markup).toContain('d="M101,70L103,10L105,40"');
  });

  it('leaves gaps where samples are not numbers', () => {
    const y = valueScale([0, 1], box, 0);
    expect(trace([0, NaN, 1, 1], scale, y).markup).toContain('d="M101,70ZM105,10L107,10"');
  });

  it('draws the trace after the heat, that is over it', () => {
    const values = new Float32Array(216);
    const { markup } = seriesPanel(
      { layout, values, heat: new Float32Array(216).fill(1), domain: [0, 1] },
      box,
    );
    expect(markup.indexOf('stroke-linejoin')).toBeGreaterThan(markup.indexOf('crispEdges'));
  });

  it('gives each channel its lane and its own heat', () => {
    const heat = new Float32Array(432);
    heat[2 * 5 + 1] = 1;
    const values = new Float32Array(432);
    const { markup } = seriesPanel({ layout: { ...layout, channels: 2 }, values, heat, domain: [0, 1] }, box);
    expect(markup.match(/M110 40H112v30H110z/g)).toHaveLength(1);
    expect(markup.match(/fill="#/g)).toHaveLength(1);
  });

  it('has 0 ms at the R step and true minus signs', () => {
    const { markup } = timeAxis(layout, scale, box, true);
    expect(markup).toContain('M244 70v3');
    expect(markup).toMatch(/x="244" y="83"[^>]*>0</);
    expect(markup).toContain('>−100<');
    expect(markup).toContain('time from R (ms)');
  });
});
