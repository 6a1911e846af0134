/** The order in which the reader asked for recordings: the last request counts, however long each of them takes. */
export interface RequestOrder {
  /** Takes the next place, of a request that may yet turn out to ask for no recording. */
  take(): number;
  /** The request of that place does ask for a recording. */
  confirm(place: number): void;
  /** Whether no later request asks for a recording. */
  isLast(place: number): boolean;
  /** Whether the reader has asked for no recording yet. */
  isEmpty(): boolean;
}

export function createRequestOrder(): RequestOrder {
  let taken = 0;
  let last = 0;
  return {
    take: () => ++taken,
    confirm(place) {
      last = Math.max(last, place);
    },
    isLast: (place) => place === last,
    isEmpty: () => last === 0,
  };
}
