/** Below this difference the derivative half-way is nearer to the quotient than the quotient's own rounding. */
const CLOSE = 1e-5;

/** (a - b) / (x - y) for a = tanh x and b = tanh y; the derivative where x and y are one. */
export function tanhSlope(a: number, b: number, x: number, y: number): number {
  if (Math.abs(x - y) > CLOSE) return (a - b) / (x - y);
  const middle = (a + b) / 2;
  return 1 - middle * middle;
}

/** The same for the logistic sigmoid. */
export function sigmoidSlope(a: number, b: number, x: number, y: number): number {
  if (Math.abs(x - y) > CLOSE) return (a - b) / (x - y);
  const middle = (a + b) / 2;
  return middle * (1 - middle);
}

/** The same for ReLU; where x and y are one its derivative, 0 at the kink. */
export function reluSlope(x: number, y: number): number {
  if (x > 0 && y > 0) return 1;
  if (x <= 0 && y <= 0) return 0;
  return (Math.max(0, x) - Math.max(0, y)) / (x - y);
}
