import { SampleHistory } from '../sample-history.ts';
import { derivative } from './derivative.ts';
import { createHighPass } from './high-pass.ts';
import { lowPass } from './low-pass.ts';
import { createIntegrator } from './moving-window-integration.ts';
import { square } from './squaring.ts';

/** No stage looks further back, samples. */
const LEAD = 64;

/** The signals that decisions are made on, at the design frequency; all have the same end. */
export interface Stages {
  /** Output of the high-pass filter. */
  readonly filtered: SampleHistory;
  /** Output of the derivative. */
  readonly slope: SampleHistory;
  /** Output of the moving window. */
  readonly integrated: SampleHistory;
  /** Takes the next sample of the signal. */
  push(value: number): void;
  /** Samples before `start` will not be asked for again. */
  forget(start: number): void;
}

/** The filters of Pan and Tompkins in their order; the signal counts from its first value and is that before the start. */
export function createStages(): Stages {
  const input = new SampleHistory(LEAD);
  const smooth = new SampleHistory(LEAD);
  const filtered = new SampleHistory(LEAD);
  const slope = new SampleHistory(LEAD);
  const squared = new SampleHistory(LEAD);
  const integrated = new SampleHistory(LEAD);
  const all = [input, smooth, filtered, slope, squared, integrated];
  const highPass = createHighPass();
  const integrate = createIntegrator();
  let first: number | undefined;
  return {
    filtered,
    slope,
    integrated,
    push(value) {
      first ??= value;
      input.push(value - first);
      smooth.push(lowPass(input.values, input.end - 1 - input.origin));
      filtered.push(highPass(smooth.values, smooth.end - 1 - smooth.origin));
      slope.push(derivative(filtered.values, filtered.end - 1 - filtered.origin));
      squared.push(square(slope.values, slope.end - 1 - slope.origin));
      integrated.push(integrate(squared.values, squared.end - 1 - squared.origin));
    },
    forget: (start) => all.forEach((history) => history.forget(start - LEAD)),
  };
}
