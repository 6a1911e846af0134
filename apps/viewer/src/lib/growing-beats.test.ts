import { describe, expect, it } from 'vitest';
import { growingBeats } from './growing-beats.ts';
import { interestingBeat } from './interesting-beat.ts';
import type { BeatPiece } from './recording.ts';

const piece = (...peaks: number[]): BeatPiece => ({
  peaks: Int32Array.from(peaks),
  referenceOf: Int32Array.from(peaks, () => -1),
  inputs: Float32Array.from(peaks.flatMap((peak) => [peak, -peak])),
  steps: 2,
  channels: 1,
});
const classes = ['N', 'V', '/'].map((symbol) => ({ symbol, name: symbol }));
/** Probabilities of beats of these classes. */
const of = (...symbols: string[]): Float32Array =>
  Float32Array.from(symbols.flatMap((symbol) => classes.map((info) => (info.symbol === symbol ? 1 : 0))));

describe('growing beats', () => {
  it('hold what was added, and what was handed out stays as it was', () => {
    const growing = growingBeats();
    growing.append(piece(10, 20));
    growing.classify(of('N'), 3);
    const before = growing.beats('MLII', false);
    for (let i = 0; i < 600; i++) growing.append(piece(30 + i));
    growing.classify(of('V', '/'), 3);
    expect(before).toMatchObject({ count: 2, classified: 1, complete: false, lead: 'MLII', steps: 2 });
    expect([...before.inputs]).toEqual([10, -10, 20, -20]);
    expect([...before.probabilities]).toEqual([1, 0, 0]);
    const after = growing.beats('MLII', true);
    expect(after).toMatchObject({ count: 602, classified: 3, complete: true });
    expect(after.peaks[601]).toBe(629);
    expect([...after.inputs.subarray(0, 6)]).toEqual([10, -10, 20, -20, 30, -30]);
    expect([...growing.inputs(600, 602)]).toEqual([628, -628, 629, -629]);
    expect([...after.probabilities]).toEqual([...of('N', 'V', '/')]);
  });
});

describe('the beat to show first', () => {
  const beatsOf = (symbols: string[], complete: boolean) => {
    const growing = growingBeats();
    growing.append(piece(...symbols.map((_, i) => i)));
    growing.classify(of(...symbols), 3);
    return interestingBeat(growing.beats('MLII', complete), classes);
  };

  it('is the first V that has beats before it', () => {
    expect(beatsOf(['V', 'N', 'N', 'V', 'V'], false)).toBe(3);
  });

  it('is waited for, and else the first that is not as most are', () => {
    expect(beatsOf(['N', 'N', 'N', '/'], false)).toBeNull();
    expect(beatsOf(['N', 'N', 'N', '/'], true)).toBe(3);
    expect(beatsOf(['N', 'N'], true)).toBe(1);
    expect(beatsOf([], true)).toBeNull();
    expect(
      beatsOf(
        Array.from({ length: 64 }, (_, i) => (i === 50 ? '/' : 'N')),
        false,
      ),
    ).toBe(50);
  });
});
