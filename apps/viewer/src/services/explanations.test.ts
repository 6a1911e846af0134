import { describe, expect, it } from 'vitest';
import { SaliogramError } from '@saliogram/core';
import type { Explainer } from '../lib/explanation.ts';
import type { ExplanationTask } from '../lib/explanation-task.ts';
import { INITIAL_STATE } from '../lib/app-state.ts';
import { explanationsOf } from './explanations.ts';
import { latestWins } from './latest-wins.ts';
import { createStore } from './store.ts';

/** An explainer whose jobs end when the test says so. */
function heldExplainer() {
  const open = new Map<number, { method: string; end: () => void; fail: (error: Error) => void }>();
  const begun: string[] = [];
  const hold = (job: number, method: string, result: unknown) =>
    new Promise((resolve, reject) => {
      begun.push(method);
      open.set(job, { method, end: () => resolve(result), fail: reject });
    });
  const explainer = {
    temporalScores: (job: number) => hold(job, 'temporal-scores', {}),
    explain: (job: number, { method }: { method: string }) => hold(job, method, { method }),
    async cancel(job: number) {
      open.get(job)?.fail(new SaliogramError('cancelled', 'cancelled'));
    },
  } as unknown as Explainer;
  const last = () => [...open.values()].at(-1)!;
  return { explainer, begun, last };
}

const task = (method: string, beatKey = 'a'): ExplanationTask => ({
  method,
  title: method,
  slot: 'first',
  modelDigest: 'm',
  beatKey,
  input: { values: new Float32Array(1), steps: 1, channels: 1 },
  target: 0,
  options: {},
});
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function opened() {
  const store = createStore({ ...INITIAL_STATE, model: { digest: 'm' } as never });
  const held = heldExplainer();
  return { store, ...held, explanations: explanationsOf(store, held.explainer) };
}

describe('explanations', () => {
  it('runs the quick ones first, one at a time, and none twice', async () => {
    const { explanations, begun, last } = opened();
    const tasks = ['learned-mask', 'occlusion', 'input-derivative', 'temporal-scores'].map((name) =>
      task(name),
    );
    explanations.want('panel', tasks);
    explanations.want('other', tasks.slice(0, 2));
    for (const name of ['temporal-scores', 'input-derivative', 'occlusion', 'learned-mask']) {
      expect(begun.at(-1)).toBe(name);
      last().end();
      await turn();
    }
    explanations.want('panel', tasks);
    await turn();
    expect(begun).toHaveLength(4);
    expect(explanations.of(task('occlusion')).value.status).toBe('done');
  });

  it('cancels what nobody wants any more, and begins it anew when it is wanted again', async () => {
    const { explanations, begun, last } = opened();
    explanations.want('panel', [task('learned-mask')]);
    explanations.want('panel', [task('learned-mask', 'b')]);
    await turn();
    expect(explanations.of(task('learned-mask')).value.status).toBe('waiting');
    expect(explanations.of(task('learned-mask', 'b')).value.status).toBe('running');
    last().end();
    await turn();
    explanations.want('panel', [task('learned-mask')]);
    expect(begun).toHaveLength(3);
  });

  it('leaves a stopped one stopped until it is asked for, and tells of a failure', async () => {
    const { explanations, store, last, begun } = opened();
    explanations.want('panel', [task('learned-mask')]);
    explanations.stop(task('learned-mask'));
    await turn();
    expect(explanations.of(task('learned-mask')).value.status).toBe('stopped');
    explanations.want('panel', [task('learned-mask')]);
    expect(begun).toHaveLength(1);
    explanations.run(task('learned-mask'));
    last().fail(new SaliogramError('model-mismatch', 'no gradient'));
    await turn();
    expect(explanations.of(task('learned-mask')).value).toMatchObject({
      status: 'failed',
      problem: 'no gradient',
    });
    expect(store.state.value.notices.map(({ text }) => text)).toEqual(['no gradient']);
  });

  it('drops what was computed while another model was opened', async () => {
    const { explanations, store, last, begun } = opened();
    explanations.want('panel', [task('occlusion')]);
    store.change((state) => ({ ...state, model: { digest: 'n' } as never }));
    last().end();
    await turn();
    expect(explanations.of(task('occlusion')).value.status).toBe('waiting');
    expect(begun).toHaveLength(1);
  });
});

describe('latest wins', () => {
  it('answers the first and the last question, and skips those between', async () => {
    const asked: number[] = [];
    const ask = latestWins(async (question: number) => {
      asked.push(question);
      await turn();
    });
    [1, 2, 3, 4].forEach(ask);
    await turn();
    await turn();
    expect(asked).toEqual([1, 4]);
  });
});
