/** Means and rates since the last reading, and the time left at the pace of the whole session. */
export class ProgressMeter {
  readonly #started = performance.now();
  #stepsDone = 0;
  #since = performance.now();
  #lossSum = 0;
  #correct = 0;
  #seen = 0;

  add(loss: number, correct: number, count: number): void {
    this.#stepsDone++;
    this.#lossSum += loss * count;
    this.#correct += correct;
    this.#seen += count;
  }

  /** Reads the means and starts them afresh. */
  read(stepsLeft: number): {
    loss: number;
    accuracy: number;
    sequencesPerSecond: number;
    timeLeftS: number;
  } {
    const reading = {
      loss: this.#lossSum / this.#seen,
      accuracy: this.#correct / this.#seen,
      sequencesPerSecond: this.#seen / ((performance.now() - this.#since) / 1000),
      timeLeftS: (this.seconds() / this.#stepsDone) * stepsLeft,
    };
    this.#since = performance.now();
    this.#lossSum = this.#correct = this.#seen = 0;
    return reading;
  }

  /** Seconds of this session. */
  seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }
}
