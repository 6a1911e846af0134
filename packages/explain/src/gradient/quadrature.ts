/** Nodes in (0, 1) and weights that add up to 1. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** The rules by name: Gauss and Legendre's, or the middles of equal parts. */
export type QuadratureRule = 'gauss-legendre' | 'midpoint';

/** A rule of `count` nodes for integrals over [0, 1]; Gauss and Legendre's is exact for polynomials of degree 2 count - 1. */
export function quadrature(rule: QuadratureRule, count: number): Quadrature {
  if (rule === 'gauss-legendre') return gaussLegendre(count);
  return {
    nodes: Float64Array.from({ length: count }, (_, i) => (i + 0.5) / count),
    weights: new Float64Array(count).fill(1 / count),
  };
}

/** Roots of the Legendre polynomial by Newton's method from Tricomi's approximation, moved from [-1, 1] to [0, 1]. */
function gaussLegendre(count: number): Quadrature {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let root = Math.cos((Math.PI * (count - i - 0.25)) / (count + 0.5));
    let slope = 0;
    for (let iteration = 0; iteration < 20; iteration++) {
      let [before, value] = [1, root];
      for (let n = 2; n <= count; n++) {
        [before, value] = [value, ((2 * n - 1) * root * value - (n - 1) * before) / n];
      }
      slope = (count * (root * value - before)) / (root * root - 1);
      const step = value / slope;
      root -= step;
      if (Math.abs(step) < 1e-15) break;
    }
    nodes[i] = (1 + root) / 2;
    weights[i] = 1 / ((1 - root * root) * slope * slope);
  }
  return { nodes, weights };
}
