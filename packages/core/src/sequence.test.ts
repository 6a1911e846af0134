import { describe, expect, it } from 'vitest';
import { SaliogramError, isSaliogramError, throwIfAborted } from './errors.ts';
import { gatherBatch, sequenceBatch, sliceBatch } from './sequence.ts';
import { sha256Hex } from './digest.ts';

describe('sequenceBatch', () => {
  const x = sequenceBatch(
    Float32Array.from({ length: 12 }, (_, i) => i),
    3,
    2,
    2,
  );

  it('slices without copying and gathers with copying', () => {
    expect([...sliceBatch(x, 1, 2).values]).toEqual([4, 5, 6, 7]);
    expect(sliceBatch(x, 1, 2).values.buffer).toBe(x.values.buffer);
    const picked = gatherBatch(x, [2, 0]);
    expect([...picked.values]).toEqual([8, 9, 10, 11, 0, 1, 2, 3]);
    expect(picked.values.buffer).not.toBe(x.values.buffer);
  });

  it('says what does not fit', () => {
    expect(() => sequenceBatch(new Float32Array(5), 2, 3)).toThrow('got 5 values, expected 2 x 3 x 1');
  });
});

describe('SaliogramError', () => {
  it('is told by code and keeps details and cause', () => {
    const cause = new Error('below');
    const error = new SaliogramError('file-missing', 'a.dat: not there', {
      details: { path: 'a.dat' },
      cause,
    });
    expect(isSaliogramError(error, 'file-missing')).toBe(true);
    expect(isSaliogramError(error, 'cancelled')).toBe(false);
    expect(isSaliogramError(cause)).toBe(false);
    expect(error.details).toEqual({ path: 'a.dat' });
    expect(error.cause).toBe(cause);
  });

  it('reports an aborted signal', () => {
    expect(() => throwIfAborted(AbortSignal.abort(), 'training')).toThrow('training: cancelled');
    expect(() => throwIfAborted(undefined, 'training')).not.toThrow();
  });
});

describe('sha256Hex', () => {
  it('gives the digest of "abc" in FIPS 180-4, example B.1', async () => {
    expect(await sha256Hex(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
