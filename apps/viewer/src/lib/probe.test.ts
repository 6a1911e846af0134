import { describe, expect, it } from 'vitest';
import { draggedBlock, draggedSteps, drawnTo, editedInput, inkedTo } from './probe.ts';

const input = { values: Float32Array.of(1, 10, 2, 20, 3, 30), steps: 3, channels: 2 };

describe('changes of an image', () => {
  const image = { rows: 4, columns: 5 };
  const input = { values: new Float32Array(20).fill(0.5), steps: 20, channels: 1 };

  it('hide a block whichever way it was dragged, line by line', () => {
    const block = draggedBlock({ row: 2, column: 3 }, { row: 1, column: 1 });
    expect(block).toEqual({ row: 1, column: 1, rows: 2, columns: 3 });
    const { values } = editedInput(input, [{ kind: 'hide-block', block, rowLength: 5 }]);
    const hidden = Array.from(values, (value, step) => (value === 0 ? step : -1)).filter((step) => step >= 0);
    expect(hidden).toEqual([6, 7, 8, 11, 12, 13]);
  });

  it('draw a line of ink two pixels wide that stays within the image', () => {
    const steps = inkedTo([0], { row: 3, column: 1 }, { row: 3, column: 4 }, image);
    expect(steps.toSorted((a, b) => a - b)).toEqual([0, 16, 17, 18, 19]);
    const { values } = editedInput(input, [{ kind: 'ink', steps }]);
    expect([values[0], values[16], values[15]]).toEqual([1, 1, 0.5]);
  });
});

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
