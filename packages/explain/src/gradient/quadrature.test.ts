import { describe, expect, it } from 'vitest';
import { quadrature } from './quadrature.ts';

const integral = (rule: ReturnType<typeof quadrature>, f: (x: number) => number): number =>
  rule.nodes.reduce((sum, node, i) => sum + rule.weights[i] * f(node), 0);

describe('quadrature', () => {
  it.each([1, 2, 5, 20, 50])('by %i nodes of Gauss and Legendre is exact up to its degree', (count) => {
    const rule = quadrature('gauss-legendre', count);
    for (let degree = 0; degree < Math.min(2 * count, 60); degree++) {
      expect(integral(rule, (x) => x ** degree)).toBeCloseTo(1 / (degree + 1), 13);
    }
    expect([...rule.nodes]).toEqual([...rule.nodes].sort((a, b) => a - b));
  });

  it('has the nodes and weights that tables print for two', () => {
    const { nodes, weights } = quadrature('gauss-legendre', 2);
    expect(nodes[0]).toBeCloseTo((1 - 1 / Math.sqrt(3)) / 2, 15);
    expect([...weights]).toEqual([expect.closeTo(0.5, 15), expect.closeTo(0.5, 15)]);
  });

  it('by midpoints is exact for straight lines and not for squares', () => {
    const rule = quadrature('midpoint', 4);
    expect(integral(rule, (x) => 3 * x)).toBeCloseTo(1.5, 15);
    expect(integral(rule, (x) => x * x)).toBeCloseTo(1 / 3 - 1 / 192, 15);
  });
});
