/**
 * Where the states and gates of a step are held: slot s takes one row per sequence.
 *
 * A pass that a backward pass follows keeps every step. One that nothing follows holds one span at a time, the state
 * before it in slot 0. Bidirectional layers keep all hidden states either way, because the layer above reads them from
 * both ends. Step t of a direction finds its state in slot `before(t)` and leaves it in `after(t)`; both directions
 * leave the state of step t in the same slot, t + 1, so that the reverse one starts from slot T + 1.
 */
export interface Slots {
  /** Every step's gates and cells are kept. */
  readonly keep: boolean;
  /** Every step's hidden state is kept. */
  readonly keepHidden: boolean;
}

export function slotsOf(keep: boolean, directions: 1 | 2): Slots {
  return { keep, keepHidden: keep || directions === 2 };
}

/** Slot of gates and inputs of step `t` of a span that begins at `from`. */
export function gateSlot({ keep }: Slots, t: number, from: number): number {
  return keep ? t : t - from;
}

/** Slot of the hidden state that step `t` leaves. */
export function outputSlot({ keepHidden }: Slots, t: number, from: number): number {
  return keepHidden ? t + 1 : t + 1 - from;
}

/** Slot of the hidden state that step `t` starts from, in direction 0 (forwards) or 1 (in reverse). */
export function hiddenSlot(slots: Slots, direction: number, t: number, from: number): number {
  return outputSlot(slots, t, from) + (direction === 0 ? -1 : 1);
}

/** Slots of the cells before and after step `t`; without keeping, they are one. */
export function cellSlots({ keep }: Slots, direction: number, t: number): { before: number; after: number } {
  if (!keep) return { before: 0, after: 0 };
  return { before: direction === 0 ? t : t + 2, after: t + 1 };
}
