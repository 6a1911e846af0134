import { describe, expect, it } from 'vitest';
import { ADAM_DEFAULTS, adamStep } from './adam.ts';
import { rmsPropStep } from './rms-prop.ts';

describe('optimisers', () => {
  it('Adam moves by the rate at first, and follows the published recurrence after (by hand)', () => {
    const p = Float32Array.of(1, 1);
    const moments = { first: new Float32Array(2), second: new Float32Array(2) };
    const options = { ...ADAM_DEFAULTS, learningRate: 0.1 };
    adamStep(p, Float32Array.of(5, -0.01), moments, 1, options);
    expect(p[0]).toBeCloseTo(0.9, 5);
    expect(p[1]).toBeCloseTo(1.1, 5);
    // Step 2 with gradient 1 after 5: m = 0.9 * 0.5 + 0.1 = 0.55, v = 0.999 * 0.025 + 0.001 = 0.025975;
    // mHat = 0.55 / 0.19, vHat = 0.025975 / 0.001999, step 0.1 * 2.894737 / 3.604734 = 0.0803038.
    adamStep(p, Float32Array.of(1, 0), moments, 2, options);
    expect(p[0]).toBeCloseTo(0.9 - 0.0803038, 5);
  });

  it('RMSProp divides by the root of the running mean square (by hand)', () => {
    const p = Float32Array.of(0);
    const meanSquare = new Float32Array(1);
    const options = { learningRate: 0.1, decay: 0.9, epsilon: 0 };
    // v = 0.1 * 4 = 0.4: 0.1 * 2 / 0.632456; then v = 0.36 + 0.1 = 0.46: 0.1 * 1 / 0.678233.
    rmsPropStep(p, Float32Array.of(2), meanSquare, options);
    expect(p[0]).toBeCloseTo(-0.316228, 5);
    rmsPropStep(p, Float32Array.of(1), meanSquare, options);
    expect(p[0]).toBeCloseTo(-0.316228 - 0.147442, 5);
  });
});
