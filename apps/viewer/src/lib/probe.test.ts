import { describe, expect, it } from 'vitest';
import { draggedSteps, drawnTo, editedInput } from './probe.ts';

const input = { values: Float32Array.of(1, 10, 2, 20, 3, 30), steps: 3, channels: 2 };

describe('probe', () => {
  it('hides whole steps on every channel, draws on one, in the order of the edits, and leaves the input alone', () => {
    const changed = editedInput(input, [
      { kind: 'draw', channel: 1, from: 0, values: [7, 8, 9, 10] },
      { kind: 'hide', from: 1, to: 9 },
      { kind: 'draw', channel: 0, from: 2, values: [5] },
    ]);
    expect([...changed.values]).toEqual([1, 7, 0, 0, 5, 0]);
    expect([...input.values]).toEqual([1, 10, 2, 20, 3, 30]);
  });

  it('takes a drag either way, at least one step, within the beat', () => {
    expect(draggedSteps(2.7, 1.2, 10)).toEqual({ from: 1, to: 3 });
    expect(draggedSteps(4.1, 4.9, 10)).toEqual({ from: 4, to: 5 });
    expect(draggedSteps(-3, 99, 10)).toEqual({ from: 0, to: 10 });
  });

  it('joins the places of a fast stroke by straight lines, and draws over itself on the way back', () => {
    const first = drawnTo(null, null, { step: 4, value: 1 });
    expect(first).toEqual({ kind: 'draw', channel: 0, from: 4, values: [1] });
    const back = drawnTo(first, { step: 4, value: 1 }, { step: 2, value: 3 });
    expect(back).toEqual({ kind: 'draw', channel: 0, from: 2, values: [3, 2, 1] });
    const forth = drawnTo(back, { step: 2, value: 3 }, { step: 3, value: 9 });
    expect(forth.values).toEqual([3, 9, 1]);
  });
});
