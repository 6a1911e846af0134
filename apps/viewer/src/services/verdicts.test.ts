import { describe, expect, it } from 'vitest';
import { SaliogramError } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import { INITIAL_STATE } from '../lib/app-state.ts';
import type { ExplanationRequest, Explainer, TrustMaterial } from '../lib/explanation.ts';
import type { ExplanationTask } from '../lib/explanation-task.ts';
import { createStore } from './store.ts';
import { verdictsOf } from './verdicts.ts';

const task = (method: string, changes: Partial<ExplanationTask> = {}): ExplanationTask => ({
  method,
  title: method,
  slot: 'first',
  modelDigest: 'm',
  beatKey: 'a',
  input: { values: new Float32Array(1), steps: 1, channels: 1 },
  target: 0,
  options: {},
  ...changes,
});
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Verdicts of an explainer whose jobs end when the test says so, each with random orders of its own number. */
function opened() {
  const store = createStore({ ...INITIAL_STATE, model: { digest: 'm' } as never });
  const begun: { method: string; chance: number | null }[] = [];
  const open = new Map<number, (error: Error) => void>();
  let end = (): void => undefined;
  let tell: OnEvent = () => undefined;
  const explainer = {
    trust: (
      job: number,
      { method }: ExplanationRequest,
      _map: unknown,
      { chance }: TrustMaterial,
      onEvent: OnEvent,
    ) =>
      new Promise((resolve, reject) => {
        begun.push({ method, chance: chance?.[0] ?? null });
        open.set(job, reject);
        tell = onEvent;
        const own = chance ?? Float64Array.of(begun.length);
        end = () => resolve({ record: { verdict: 'weak' }, chance: own });
      }),
    async cancel(job: number) {
      open.get(job)?.(new SaliogramError('cancelled', 'cancelled'));
    },
  } as unknown as Explainer;
  const verdicts = verdictsOf(store, explainer);
  const statusOf = (own: ExplanationTask) =>
    [...verdicts.known.value].find(([key]) => key.includes(own.method))?.[1].status;
  const finish = async (): Promise<void> => {
    end();
    await turn();
  };
  return {
    store,
    begun,
    verdicts,
    statusOf,
    finish,
    tell: (event: Parameters<OnEvent>[0]) => tell(event),
    seek: (own: ExplanationTask) => verdicts.seek({ task: own, attribution: {} as never, others: [] }),
  };
}

describe('verdicts', () => {
  it('are sought one at a time, and draw random orders once for a beat, class and baseline', async () => {
    const { begun, seek, statusOf, finish, verdicts } = opened();
    const tasks = [
      task('occlusion'),
      task('lrp'),
      task('deep-lift', { options: { baseline: 'mean' } }),
      task('rise', { target: 1 }),
      task('lime', { beatKey: 'b' }),
      task('fit', { options: { samples: 3 } }),
    ];
    tasks.forEach(seek);
    seek(tasks[0]);
    expect([statusOf(tasks[0]), statusOf(tasks[1])]).toEqual(['running', 'waiting']);
    expect(verdicts.hasChance(tasks[1])).toBe(false);
    for (const _ of tasks) await finish();
    expect(begun.map(({ method }) => method)).toEqual(tasks.map(({ method }) => method));
    // Those of the first serve the second and the last: same beat, class and baseline.
    expect(begun.map(({ chance }) => chance)).toEqual([null, 1, null, null, null, 1]);
    expect(tasks.map(statusOf)).toEqual(tasks.map(() => 'done'));
    expect(verdicts.hasChance(tasks[1])).toBe(true);
  });

  it('say what is being tried, and are stopped where they run and where they wait', async () => {
    const { begun, seek, statusOf, tell, verdicts, store, finish } = opened();
    const [first, second, third] = [task('occlusion'), task('lrp'), task('rise')];
    [first, second, third].forEach(seek);
    tell({ type: 'progress', stage: 'with a little noise', done: 2, total: 5 });
    expect([...verdicts.known.value.values()][0]).toEqual({
      status: 'running',
      stage: 'with a little noise',
      done: 2,
      total: 5,
    });
    verdicts.stop(second);
    expect(statusOf(second)).toBeUndefined();
    verdicts.stop(first);
    await turn();
    expect([statusOf(first), statusOf(third)]).toEqual([undefined, 'running']);
    expect(begun.map(({ method }) => method)).toEqual(['occlusion', 'rise']);
    expect(store.state.value.notices).toEqual([]);
    await finish();
    expect(statusOf(third)).toBe('done');
  });

  it('are not sought for a model that was replaced while they waited', async () => {
    const { begun, seek, statusOf, finish, store } = opened();
    const [first, second] = [task('occlusion'), task('lrp')];
    [first, second].forEach(seek);
    store.change((state) => ({ ...state, model: { digest: 'other' } as never }));
    await finish();
    expect(begun).toHaveLength(1);
    expect(statusOf(second)).toBeUndefined();
  });
});
