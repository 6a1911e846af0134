/** Means and rates of the steps since the last reading, and the time left at the pace of the whole session. */
export class ProgressMeter {
  readonly #started = performance.now();
  #stepsDone = 0;
  #stepSeconds = 0;
  #lossSum = 0;
  #correct = 0;
  #seen = 0;

  /** Counts a step over `count` sequences that took so many seconds. */
  add(loss: number, correct: number, count: number, seconds: number): void {
    this.#stepsDone++;
    this.#lossSum += loss * count;
    this.#correct += correct;
    this.#seen += count;
    this.#stepSeconds += seconds;
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
      sequencesPerSecond: this.#seen / this.#stepSeconds,
      timeLeftS: (this.seconds() / this.#stepsDone) * stepsLeft,
    };
    this.#lossSum = this.#correct = this.#seen = this.#stepSeconds = 0;
    return reading;
  }

  /** Seconds of this session. */
  seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }
}
