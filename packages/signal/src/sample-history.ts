/** Samples of a signal in an array: sample i is `values[i - origin]`, and those from `end` on are not there (yet). */
export interface SampleSpan {
  readonly values: Float32Array;
  readonly origin: number;
  readonly end: number;
}

/** Samples an empty history has room for. */
const ROOM = 1024;

/** The latest samples of a signal that arrives bit by bit; what has been forgotten takes no memory. */
export class SampleHistory implements SampleSpan {
  values: Float32Array;
  origin: number;
  end = 0;
  #wanted: number;

  /** @param lead zeros that stand before sample 0, for filters that take the signal as 0 there */
  constructor(lead = 0) {
    this.values = new Float32Array(ROOM + lead);
    this.origin = 0 - lead; // not -lead: of 0 that is -0, no small integer, and slow to count with
    this.#wanted = this.origin;
  }

  /** Adds sample number `end`. */
  push(value: number): void {
    if (this.end - this.origin === this.values.length) this.#makeRoom();
    this.values[this.end - this.origin] = value;
    this.end++;
  }

  /** Samples before `start` will not be asked for again. */
  forget(start: number): void {
    this.#wanted = Math.max(this.#wanted, Math.min(start, this.end));
  }

  #makeRoom(): void {
    const kept = this.values.subarray(this.#wanted - this.origin, this.end - this.origin);
    const { length } = this.values;
    const next = kept.length > length / 2 ? new Float32Array(2 * length) : this.values;
    next.set(kept); // a typed array moves its own values as if through a copy
    this.values = next;
    this.origin = this.#wanted;
  }
}
