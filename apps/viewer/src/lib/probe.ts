import type { ModelInput } from './explanation.ts';

/** A change the reader makes to the input of a beat; steps `from` up to `to`, exclusive. */
export type ProbeEdit =
  | { readonly kind: 'hide'; readonly from: number; readonly to: number }
  /** One value per step. */
  | {
      readonly kind: 'draw';
      readonly channel: number;
      readonly from: number;
      readonly values: readonly number[];
    };

/** What hides: the value the model takes for nothing. */
export const HIDDEN_VALUE = 0;

/** The input with all edits done in order, as a copy. */
export function editedInput(input: ModelInput, edits: readonly ProbeEdit[]): ModelInput {
  const values = input.values.slice();
  for (const edit of edits) {
    if (edit.kind === 'hide') {
      const [from, to] = [Math.max(0, edit.from), Math.min(input.steps, edit.to)];
      values.fill(HIDDEN_VALUE, from * input.channels, Math.max(from, to) * input.channels);
      continue;
    }
    edit.values.forEach((value, i) => {
      const step = edit.from + i;
      if (step >= 0 && step < input.steps) values[step * input.channels + edit.channel] = value;
    });
  }
  return { ...input, values };
}

/** Whole steps between two places of a drag, whichever way it went; at least one, within the input. */
export function draggedSteps(start: number, end: number, steps: number): { from: number; to: number } {
  const within = (step: number): number => Math.min(steps - 1, Math.max(0, Math.floor(step)));
  const [from, last] = [within(Math.min(start, end)), within(Math.max(start, end))];
  return { from, to: last + 1 };
}

/** A stroke that went on to (step, value): what lies between its last place and the new one is joined by a straight line. */
export function drawnTo(
  edit: Extract<ProbeEdit, { kind: 'draw' }> | null,
  last: { readonly step: number; readonly value: number } | null,
  next: { readonly step: number; readonly value: number },
  channel = 0,
): Extract<ProbeEdit, { kind: 'draw' }> {
  const drawn = new Map(edit?.values.map((value, i) => [edit.from + i, value]));
  const begin = last ?? next;
  const way = Math.sign(next.step - begin.step) || 1;
  for (let step = begin.step; step !== next.step + way; step += way) {
    const share = next.step === begin.step ? 1 : (step - begin.step) / (next.step - begin.step);
    drawn.set(step, begin.value + share * (next.value - begin.value));
  }
  const from = Math.min(...drawn.keys());
  return {
    kind: 'draw',
    channel,
    from,
    values: Array.from({ length: drawn.size }, (_, i) => drawn.get(from + i)!),
  };
}
