import { SaliogramError } from '@saliogram/core';

/** The part of a record that is compared. EC57 wants the defaults; others are for developers. */
export interface TestPeriodOptions {
  /** Hz. */
  readonly samplingFrequency: number;
  /** Samples of the record; without it, the comparison ends with the reference annotations. */
  readonly sampleCount?: number | undefined;
  /** Seconds; default 300: the learning period of five minutes is not compared. */
  readonly from?: number | undefined;
  /** Seconds, the end being compared too; default: the end of the record; 0: until either annotator ends. */
  readonly to?: number | undefined;
  /** Largest distance of matching annotations, s; default 0.15. */
  readonly window?: number | undefined;
}

/** The same in samples. */
export interface TestPeriod {
  readonly start: number;
  readonly end: number | 'reference' | 'either';
  readonly window: number;
}

/** @throws `argument-invalid` for a frequency, time or window that is none */
export function testPeriod(options: TestPeriodOptions): TestPeriod {
  const { samplingFrequency, sampleCount, from = 300, to, window = 0.15 } = options;
  check('sampling frequency', 'Hz', samplingFrequency, samplingFrequency > 0);
  check('start', 's', from, from >= 0);
  check('end', 's', to ?? 0, (to ?? 0) >= 0);
  check('window', 's', window, window >= 0);
  const samples = (seconds: number): number => Math.round(seconds * samplingFrequency);
  return {
    start: samples(from),
    end: endOf(to === undefined ? undefined : samples(to), sampleCount),
    window: samples(window),
  };
}

function endOf(to: number | undefined, sampleCount: number | undefined): TestPeriod['end'] {
  if (to !== undefined) return to === 0 ? 'either' : to;
  return sampleCount ? sampleCount : 'reference';
}

function check(what: string, unit: string, value: number, isRight: boolean): void {
  if (isRight && Number.isFinite(value)) return;
  throw new SaliogramError(
    'argument-invalid',
    `comparison of annotations: ${what}: got ${value} ${unit}, expected a ${what === 'sampling frequency' ? 'positive' : 'non-negative'} number`,
    { details: { what, value } },
  );
}
