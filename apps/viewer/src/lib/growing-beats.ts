import type { Beats } from './app-state.ts';
import { growingFloats } from './growing-floats.ts';
import type { BeatPiece } from './recording.ts';

/** The beats of a recording while they are found and classified. */
export interface GrowingBeats {
  /** Adds beats; pieces come in order of time. */
  append(piece: BeatPiece): void;
  /** Adds the probabilities [m, K] of the next m beats. */
  classify(probabilities: Float32Array, classes: number): void;
  /** Inputs of the beats `from` to `to`, copied. */
  inputs(from: number, to: number): Float32Array;
  readonly count: number;
  readonly classified: number;
  /** What is known so far; it stays as it is when more is added. */
  beats(lead: string, complete: boolean): Beats;
}

export function growingBeats(): GrowingBeats {
  const inputs = growingFloats();
  const probabilities = growingFloats();
  const peaks: number[] = [];
  const referenceOf: number[] = [];
  const spreads: number[] = [];
  let [steps, channels, classified] = [0, 1, 0];
  let found = { peaks: new Int32Array(0), referenceOf: new Int32Array(0), spreads: new Float32Array(0) };
  return {
    append(piece) {
      ({ steps, channels } = piece);
      for (const peak of piece.peaks) peaks.push(peak);
      for (const reference of piece.referenceOf) {
        referenceOf.push(reference);
        spreads.push(piece.spread ?? NaN);
      }
      inputs.append(piece.inputs);
    },
    classify(values, classes) {
      probabilities.append(values);
      classified += values.length / classes;
    },
    inputs: (from, to) => inputs.values().slice(from * steps * channels, to * steps * channels),
    get count() {
      return peaks.length;
    },
    get classified() {
      return classified;
    },
    beats(lead, complete) {
      // Copied only when there are more: most changes are of probabilities.
      if (found.peaks.length !== peaks.length) {
        found = {
          peaks: Int32Array.from(peaks),
          referenceOf: Int32Array.from(referenceOf),
          spreads: Float32Array.from(spreads),
        };
      }
      return {
        ...found,
        count: peaks.length,
        inputs: inputs.values(),
        steps,
        channels,
        lead,
        probabilities: probabilities.values(),
        classified,
        complete,
      };
    },
  };
}
