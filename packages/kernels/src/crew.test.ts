import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngine, describeHost } from '../dist/index.js';
import type { Engine } from '../dist/index.js';
import { difference, testProblem } from '../testing/network-problem.ts';

// The threads load the built worker, so these tests use the package as it ships.
describe.skipIf(!describeHost().simd)('a crew of two threads', () => {
  const { shape, parameters, x, labels } = testProblem(3, [20, 12], 4, 9, 45);
  const open: Engine[] = [];
  afterEach(async () => {
    for (const engine of open.splice(0)) await engine.close();
  });
  async function engine(threads: number): Promise<Engine> {
    const made = await createEngine(shape, { threads, microBatch: 8 });
    open.push(made);
    made.setParameters(parameters);
    return made;
  }

  it('scores, differentiates and reuses prefixes like one thread, to the bit', async () => {
    const [one, two] = [await engine(1), await engine(2)];
    expect(two.threads).toBe(2);
    expect(await two.forward(x, { perStep: true })).toEqual(await one.forward(x, { perStep: true }));
    expect(await two.inputGradient(x, labels, 'probability')).toEqual(
      await one.inputGradient(x, labels, 'probability'),
    );
    const targets = Int32Array.from({ length: x.batch * x.steps }, (_, i) => i % 4);
    expect(await two.stepsGradient(x, targets, 'probability')).toEqual(
      await one.stepsGradient(x, targets, 'probability'),
    );
    const gradient = { targets, objective: 'score' } as const;
    expect(await two.stepVariants(x, x.values, 1, { gradient })).toEqual(
      await one.stepVariants(x, x.values, 1, { gradient }),
    );
    const variants = {
      sequences: { ...x, values: x.values.map((value, i) => (i % 27 < 12 ? value : 0)) },
      baseOf: Array.from({ length: x.batch }, (_, b) => b),
      firstChange: Array.from({ length: x.batch }, () => 4),
    };
    expect(await two.forwardVariants(x, variants)).toEqual(await one.forwardVariants(x, variants));
  });

  it('trains like one thread up to the order of sums, and like itself to the bit', async () => {
    const trained = async (threads: number): Promise<Float32Array> => {
      const subject = await engine(threads);
      for (let i = 0; i < 5; i++) {
        await subject.trainStep(x, labels, { learningRate: 1e-3, dropout: 0.2, seed: 2, epsilon: 1e-4 });
      }
      return subject.getParameters();
    };
    const two = await trained(2);
    expect(await trained(2)).toEqual(two);
    expect(difference(two, await trained(1))).toBeLessThan(1e-5);
  });

  it('sees memory that grew after it started', async () => {
    const [one, two] = [await engine(1), await engine(2)];
    const long = testProblem(3, [20, 12], 4, 500, 30);
    await two.forward(x);
    const { gradient } = await two.inputGradient(long.x, long.labels, 'score');
    expect(gradient).toEqual((await one.inputGradient(long.x, long.labels, 'score')).gradient);
  });

  it('lets the process end when nobody closes it', async () => {
    const script = `import { createEngine } from '@saliogram/kernels';
      const engine = await createEngine({ inputs: 1, hidden: [4], outputs: 2 }, { threads: 2 });
      const scores = await engine.forward({ values: new Float32Array(3), batch: 1, steps: 3, channels: 1 });
      console.log(scores.length);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname,
      timeout: 20_000,
    });
    expect(stdout.trim()).toBe('2');
  });
});
