import { describe, expect, it } from 'vitest';
import { unlessBroken } from './unless-broken.ts';

const failure = (message?: string): Event => Object.assign(new Event('error'), { message });
const never = (): Promise<never> => new Promise(() => undefined);

describe('calls of a worker', () => {
  it('answer as the worker does', async () => {
    const call = unlessBroken(new EventTarget(), 'runs models');
    expect(await call(async () => 7)).toBe(7);
    await expect(call(() => Promise.reject(new Error('no model')))).rejects.toThrow('no model');
  });

  it('reject when the worker dies, those that wait and those that come', async () => {
    const worker = new EventTarget();
    const call = unlessBroken(worker, 'reads recordings');
    const waits = call(never);
    worker.dispatchEvent(failure('out of memory'));
    const what = {
      code: 'host-unsupported',
      message: 'the worker that reads recordings failed: out of memory; reload the page',
    };
    await expect(waits).rejects.toMatchObject(what);
    let isCalled = false;
    await expect(call(async () => (isCalled = true))).rejects.toMatchObject(what);
    expect(isCalled).toBe(false);
  });

  it('tell of a script that does not load', async () => {
    const worker = new EventTarget();
    const waits = unlessBroken(worker, 'runs models')(never);
    worker.dispatchEvent(failure());
    await expect(waits).rejects.toThrow('the worker that runs models failed: its script did not load');
  });
});
