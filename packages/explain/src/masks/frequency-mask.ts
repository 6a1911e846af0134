import type { ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { checkInteger, checkNumber } from '../attribution/check-argument.ts';
import { describeRule } from '../attribution/convergence.ts';
import { BASELINE_DEFAULTS } from '../baselines/baseline.ts';
import { bandDescent } from './band-descent.ts';
import { checkedEdges, octaveEdges } from './band-parts.ts';
import { soughtAttribution } from './sought-attribution.ts';
import type { SoughtOptions } from './sought-attribution.ts';

/** Options of {@link frequencyMask}; the baseline is what stands where every band is hidden. */
export interface FrequencyMaskOptions extends SoughtOptions {
  /** In Hz; null where it is not known, and frequencies are in cycles per step. */
  readonly samplingFrequency?: number | null;
  /** Edges between bands, in Hz or cycles per step; default about two bands an octave. */
  readonly edges?: readonly number[] | null;
  /** Share of the bands that costs nothing; default 0.1. */
  readonly keep?: number;
  /** Weight of the share beyond; default 1. */
  readonly sizeWeight?: number;
  /** Of Adam; default 0.05. */
  readonly learningRate?: number;
  readonly window?: number;
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/** The defaults of {@link frequencyMask}. */
export const FREQUENCY_MASK_DEFAULTS = {
  ...BASELINE_DEFAULTS,
  samplingFrequency: null,
  edges: null,
  keep: 0.1,
  sizeWeight: 1,
  learningRate: 0.05,
  window: 25,
  tolerance: 1e-3,
  maxIterations: 150,
} as const;

/**
 * Frequency mask: the mask over bands that keeps the class with few of them, m = argmin
 * -log p_c(b + sum_i m_i (x - b)_i) + sizeWeight max(0, mean m - keep); (x - b)_i is the part of x - b in band i, by the
 * orthonormal cosine transform. `bands` of the result holds m; the values are the size of what m keeps, |sum_i m_i
 * (x - b)_i|, at each step.
 *
 * Parts have no phase shift, unlike those of a filter bank, and reach over the whole sequence.
 * Cost: one forward and one backward pass per iteration, and one of each.
 * Source: after Brüsch et al. 2024 (FLEXtime), whose bands are those of a bank of FIR filters.
 *
 * @throws `model-mismatch` when the model has no gradient; `argument-invalid` for edges that do not ascend
 */
export async function frequencyMask(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: FrequencyMaskOptions = {},
): Promise<Attribution> {
  const { samplingFrequency, edges, ...settings } = settingsOf(options);
  const unit = samplingFrequency ?? 1;
  const within = edges === null ? octaveEdges(x.steps) : checkedEdges('frequency mask', edges, 1 / unit);
  const bands = within.length - 1;
  const values = new Float32Array(x.batch * bands * x.channels);
  const attribution = await soughtAttribution(
    model,
    x,
    targets,
    {
      method: 'frequency-mask',
      stage: 'frequency mask',
      settings: { ...settings, samplingFrequency, bands },
      objective: 'log-probability',
      heat: { scaling: 'zero-max', floor: 1e-6 },
      rule: describeRule(settings),
      maxIterations: settings.maxIterations,
      begin: (sequence, found) =>
        bandDescent(sequence, within, settings, found, (mask) =>
          values.set(mask, sequence.row * bands * x.channels),
        ),
      notes: () => ['The map shows where the kept bands are large, not which steps matter: see the bands.'],
    },
    options,
  );
  return {
    ...attribution,
    bands: {
      edges: within.map((edge) => edge * unit),
      unit: samplingFrequency === null ? 'cycles per step' : 'Hz',
      values,
    },
  };
}

function settingsOf(options: FrequencyMaskOptions) {
  const given = { ...FREQUENCY_MASK_DEFAULTS, ...options };
  const { samplingFrequency, edges, keep, sizeWeight, learningRate, window, tolerance, maxIterations } =
    given;
  const where = 'frequency mask';
  if (samplingFrequency !== null) {
    checkNumber(where, 'samplingFrequency', samplingFrequency, Number.MIN_VALUE);
  }
  checkNumber(where, 'keep', keep, 0, 1);
  checkNumber(where, 'sizeWeight', sizeWeight, 0);
  checkNumber(where, 'learningRate', learningRate, 0);
  checkInteger(where, 'window', window, 1);
  checkNumber(where, 'tolerance', tolerance, 0);
  checkInteger(where, 'maxIterations', maxIterations, 1);
  return { samplingFrequency, edges, keep, sizeWeight, learningRate, window, tolerance, maxIterations };
}
