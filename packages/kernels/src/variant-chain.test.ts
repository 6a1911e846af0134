import { sequenceBatch } from '@saliogram/core';
import type { Variants } from '@saliogram/core';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.ts';
import type { Engine } from './engine.ts';
import { testProblem } from '../testing/network-problem.ts';

const { shape, parameters, x } = testProblem(2, [12, 9], 3, 11, 21);
const open: Engine[] = [];
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
});

async function engine(): Promise<Engine> {
  const made = await createEngine(shape, { threads: 1, microBatch: 8 });
  open.push(made);
  made.setParameters(parameters);
  return made;
}

describe('variants that begin alike', () => {
  it('go on from one another where many begin alike, to the same bits', async () => {
    const subject = await engine();
    const bases = sequenceBatch(x.values.slice(0, 2 * x.steps * x.channels), 2, x.steps, x.channels);
    // Of each stretch of three steps either what is there or nothing: few beginnings, many sequences.
    const kept = fc.tuple(
      fc.integer({ min: 0, max: 1 }),
      fc.array(fc.boolean(), { minLength: x.steps, maxLength: x.steps }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(kept, { minLength: 10, maxLength: 40 }), async (coalitions) => {
        const size = x.steps * x.channels;
        const values = Float32Array.from(
          coalitions.flatMap(([base, keep]) =>
            Array.from({ length: size }, (_, i) =>
              keep[Math.floor(i / x.channels / 3)] ? bases.values[base * size + i] : 0,
            ),
          ),
        );
        const sequences = sequenceBatch(values, coalitions.length, x.steps, x.channels);
        const baseOf = coalitions.map(([base]) => base);
        // That nothing is shared may be said of all.
        const variants = { sequences, baseOf, firstChange: coalitions.map(() => 0) };
        const { scores, steps } = await subject.forwardVariants(bases, variants);
        expect(scores).toEqual(await subject.forward(sequences));
        expect(steps).toBeLessThanOrEqual(coalitions.length * x.steps);
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  it('take no step twice (by hand)', async () => {
    const subject = await engine();
    const one = sequenceBatch(new Float32Array(x.steps * x.channels).fill(1), 1, x.steps, x.channels);
    const differingFrom = (...starts: number[]): Variants => {
      const values = new Float32Array(starts.length * one.values.length);
      starts.forEach((start, v) => {
        for (let i = 0; i < one.values.length; i++) {
          const t = Math.floor(i / x.channels);
          // All leave the base at once, and each the others at its own step.
          values[v * one.values.length + i] = t === start ? 3 : 2;
        }
      });
      const sequences = sequenceBatch(values, starts.length, x.steps, x.channels);
      return { sequences, baseOf: starts.map(() => 0), firstChange: starts.map(() => 0) };
    };
    const { steps } = await subject.forwardVariants(one, differingFrom(3, 5, 8, 5));
    // The first whole; then from steps 5 and 3, where the two part from it; and the twin of one not at all.
    expect(steps).toBe(x.steps + (x.steps - 5) + (x.steps - 3));
  });
});
