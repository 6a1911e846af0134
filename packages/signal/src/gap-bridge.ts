/** Receives a sample: its value, and whether it was measured or bridges a gap. */
export type OnBridged = (value: number, measured: boolean) => void;

/**
 * Bridges each run of values that are not finite by a straight line between its neighbours; at an end the one neighbour
 * is held, and where nothing is finite the samples are 0.
 *
 * A gap is passed on when it is over. Until then only its length is kept, however long it is.
 */
export function createGapBridge(onSample: OnBridged): { push(value: number): void; end(): void } {
  let before: number | undefined;
  let missing = 0;
  const bridge = (from: number, to: number): void => {
    const step = (to - from) / (missing + 1);
    for (let i = 1; i <= missing; i++) onSample(from + step * i, false);
    missing = 0;
  };
  return {
    push(value) {
      if (!Number.isFinite(value)) {
        missing++;
        return;
      }
      if (missing > 0) bridge(before ?? value, value);
      onSample(value, true);
      before = value;
    },
    end: () => bridge(before ?? 0, before ?? 0),
  };
}
