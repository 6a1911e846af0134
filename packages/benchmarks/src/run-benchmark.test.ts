import { TRUTH_BENCHMARKS } from '@saliogram/datasets';
import { memoryCheckpointStore } from '@saliogram/training';
import { describe, expect, it } from 'vitest';
import { PUBLISHED } from './published.ts';
import { recipeOf } from './recipes.ts';
import { runBenchmark } from './run-benchmark.ts';

describe('protocols and published numbers', () => {
  it('there is a protocol for every benchmark, and a benchmark for every published table', () => {
    for (const { name, sizes } of TRUTH_BENCHMARKS) {
      expect(recipeOf(name).training === undefined).toBe(sizes.train === 0);
    }
    const names = TRUTH_BENCHMARKS.map(({ name }) => name);
    expect(Object.keys(PUBLISHED).filter((name) => !names.includes(name))).toEqual([]);
    expect(() => recipeOf('mnist')).toThrow('benchmark protocol: got mnist');
  });

  it('names a source for every row, and keeps the two truths of state apart', () => {
    for (const row of Object.values(PUBLISHED).flat()) {
      expect(row.source.length).toBeGreaterThan(4);
      expect(Object.keys(row.measures).length).toBeGreaterThan(0);
    }
    const auprc = (name: string): number | undefined =>
      PUBLISHED[name].find(({ method }) => method === 'integrated-gradients')?.measures.auprc;
    expect([auprc('state-every-step'), auprc('state-change')]).toEqual([0.908, 0.022]);
  });
});

describe('rare feature', () => {
  it('is found by integrated gradients with the published areas, and not by the controls', async () => {
    const { rows, accuracy } = await runBenchmark('rare-feature', {
      methods: ['integrated-gradients'],
      folds: 1,
    });
    expect(accuracy).toBeUndefined();
    const [found, random, magnitude] = rows;
    expect(found.measures.auprc.mean).toBeCloseTo(1, 12);
    // 0.125 to 0.134 with a standard deviation of 0.010 over folds are published: see PUBLISHED.
    expect(Math.abs(found.measures.aur.mean - 0.13)).toBeLessThan(0.03);
    expect(Math.abs(found.measures['mask-information'].mean - 457)).toBeLessThan(80);
    expect([random.method, magnitude.method]).toEqual(['random-heat', 'magnitude']);
    for (const control of [random, magnitude]) {
      expect(Math.abs(control.measures.auroc.mean - 0.5)).toBeLessThan(0.05);
    }
  });
});

describe('a trained benchmark', () => {
  const tiny = { folds: 2, epochs: 1, limit: 2, sizes: { train: 20, validation: 0, test: 8 } };

  it.each(['spike', 'freq-shapes'])('%s: methods, controls and the untrained model', async (name) => {
    const table = await runBenchmark(name, { ...tiny, methods: ['input-derivative'] });
    expect(table.rows.map(({ method, isUntrained }) => [method, isUntrained])).toEqual([
      ['input-derivative', false],
      ['random-heat', false],
      ['magnitude', false],
      ['integrated-gradients', true],
    ]);
    expect(table.accuracy?.values).toHaveLength(2);
    expect(table.rows[0].measures.auroc.values).toHaveLength(2);
    expect(table.rows[0].passes.backward).toBeGreaterThan(0);
    const classes = Object.keys(table.rows[0].auprcByClass ?? {});
    expect(classes).toEqual(name === 'spike' ? [] : ['0', '1']);
    expect(table.rows[0].route).toBe(name === 'spike' ? 'last-answer' : 'sequence');
  });

  it('takes up what an interrupted run left: one training a fold, each method once', async () => {
    const cache = memoryCheckpointStore();
    const controller = new AbortController();
    const stop = ({ stage, done }: { stage: string; done: number }): void => {
      if (stage === 'benchmark freq-shapes' && done === 1) controller.abort();
    };
    const options = { ...tiny, cache, methods: ['input-derivative', 'lrp'] };
    const cut = runBenchmark('freq-shapes', { ...options, onEvent: stop, signal: controller.signal });
    await expect(cut).rejects.toMatchObject({ code: 'cancelled' });
    // A model, its accuracy, two methods, two controls and the untrained model.
    expect(await cache.list()).toHaveLength(7);
    const stages: string[] = [];
    const whole = await runBenchmark('freq-shapes', {
      ...options,
      onEvent: ({ stage }) => stages.push(stage),
    });
    expect(stages.filter((stage) => stage.startsWith('training'))).toEqual([
      'training of freq-shapes, fold 2',
    ]);
    expect(await runBenchmark('freq-shapes', options)).toEqual(whole);
    const fresh = await runBenchmark('freq-shapes', { ...tiny, methods: options.methods });
    expect(fresh.rows.map(({ measures }) => measures)).toEqual(whole.rows.map(({ measures }) => measures));
    const { rows } = await runBenchmark('freq-shapes', { ...options, limit: 3, folds: 1 });
    expect(rows[0].measures).not.toEqual(whole.rows[0].measures);
  });

  it('gives methods the options it is told, and keeps what they find apart', async () => {
    const options = { ...tiny, folds: 1, cache: memoryCheckpointStore(), methods: ['occlusion'] };
    const wide = { ...options, methodOptions: { occlusion: { width: 20 } } };
    const own = await runBenchmark('freq-shapes', options);
    const other = await runBenchmark('freq-shapes', wide);
    expect(other.rows[0].measures).not.toEqual(own.rows[0].measures);
    expect(await runBenchmark('freq-shapes', wide)).toEqual(other);
    expect(await runBenchmark('freq-shapes', options)).toEqual(own);
  });

  it('joins maps, and then shows what the shares of |x| find', async () => {
    const name = 'input-derivative*gradient-times-input:shares';
    const { rows } = await runBenchmark('freq-shapes', {
      ...tiny,
      folds: 1,
      methods: [name, 'input-derivative'],
    });
    expect(rows.map(({ method }) => method)).toEqual([
      name,
      'input-derivative',
      'random-heat',
      'magnitude',
      'magnitude:shares',
      'integrated-gradients',
    ]);
    // With one channel every share is 1: no order at all.
    expect(rows[0].measures.auroc.mean).toBe(0.5);
    expect(rows[0].passes.backward).toBe(2 * rows[1].passes.backward);
  });

  it('says what is wrong with its options', async () => {
    await expect(runBenchmark('hmm')).rejects.toThrow('benchmark: got hmm, expected one of rare-feature,');
    await expect(runBenchmark('rare-time', { folds: 0 })).rejects.toThrow('got folds 0');
    await expect(runBenchmark('state-change', { folds: 9 })).rejects.toThrow('expected at most 5');
    await expect(runBenchmark('rare-time', { methods: ['saliency'] })).rejects.toThrow('got saliency');
    await expect(runBenchmark('rare-time', { limit: 0.5 })).rejects.toThrow('got limit 0.5');
  });
});
