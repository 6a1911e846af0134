import type { WorkEvent } from '../work-event.ts';

/** A map to be judged, and how long it took to make. */
export interface TimedMap {
  readonly method: string;
  readonly tookMs: number;
}

/** The orders of one map against those that all are compared with: some 330 of 1,200 passes. */
const OWN_ORDERS = 0.28;
/** A map is made again from a noisy copy and on an untrained model, and by many methods with another seed. */
const EXPLANATIONS = 3;

/** Tells which map is judged and how far all are, in hundredths of the time that they are expected to take. */
export class VerdictProgress {
  readonly #maps: readonly TimedMap[];
  readonly #ordersMs: number;
  readonly #onEvent: (event: WorkEvent) => void;

  /** @param sharedMs how long it took to find what all maps are compared with */
  constructor(maps: readonly TimedMap[], sharedMs: number, onEvent: (event: WorkEvent) => void) {
    this.#maps = maps;
    this.#ordersMs = OWN_ORDERS * sharedMs;
    this.#onEvent = onEvent;
  }

  /** Of the map at `index`, whose orders may be judged and which may have been made again some times. */
  show(index: number, ordersJudged = false, explanations = 0): void {
    const { method, tookMs } = this.#maps[index];
    const own = (ordersJudged ? this.#ordersMs : 0) + Math.min(EXPLANATIONS, explanations) * tookMs;
    const doneMs = this.#expectedMs(index) + own;
    this.#onEvent({
      type: 'progress',
      stage: 'verdicts',
      done: Math.floor((100 * doneMs) / this.#expectedMs(this.#maps.length)),
      total: 100,
      detail: `${method} (${index + 1} of ${this.#maps.length})`,
    });
  }

  end(): void {
    this.#onEvent({ type: 'progress', stage: 'verdicts', done: 100, total: 100 });
  }

  /** Of the first `count` maps. */
  #expectedMs(count: number): number {
    return this.#maps
      .slice(0, count)
      .reduce((sum, { tookMs }) => sum + this.#ordersMs + EXPLANATIONS * tookMs, 0);
  }
}
