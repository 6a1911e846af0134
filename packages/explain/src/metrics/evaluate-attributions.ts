import { SaliogramError, throwIfAborted } from '@saliogram/core';
import type { Objective, PassCount, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import { baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { magnitude } from '../controls/magnitude.ts';
import { randomHeat } from '../controls/random-heat.ts';
import { checkShares } from './faithfulness/removal.ts';
import type { Unit } from './faithfulness/unit.ts';
import { additiveScores, cumulativeScores, removalScores, shapeScores, truthScores } from './map-scores.ts';
import type { MapScores, MapScoreSettings } from './map-scores.ts';
import { measuredMap } from './measured-map.ts';
import { metric } from './registry.ts';
import { storedScores } from './score-store.ts';
import type { EvaluationPart, ScoreStore } from './score-store.ts';
import { sequenceIntervals } from './sequence-intervals.ts';
import type { SequenceIntervalOptions, SequenceMeans } from './sequence-intervals.ts';

/** Options of {@link evaluateAttributions}. */
export interface EvaluateOptions
  extends RunOptions, BaselineOptions, Omit<SequenceIntervalOptions, 'classOf'> {
  /** Which measures; default all. */
  readonly parts?: readonly EvaluationPart[];
  /** Known truth, [B, T, C], for the measures against it; true where not 0. */
  readonly truth?: ArrayLike<number>;
  /** What is removed at once; default `cell`. */
  readonly unit?: Unit;
  /** Steps of deletion and insertion; default 20. */
  readonly steps?: number;
  /** Shares of the measures of top shares; default 0.05, 0.1, 0.2, 0.3, 0.5. */
  readonly shares?: readonly number[];
  /** Orders drawn for values that tie; default 1. */
  readonly tieDraws?: number;
  /** Random subsets and blocks per sequence; default 50. */
  readonly subsets?: number;
  /** Random maps whose mean is the control; default 3. */
  readonly randomMaps?: number;
  /** What the model is asked; default `probability`. */
  readonly objective?: Objective;
  /** Keeps what was measured of each map, so that an evaluation that was stopped goes on; default keeps nothing. */
  readonly store?: ScoreStore;
}

/** The defaults of {@link EvaluateOptions}. */
export const EVALUATE_DEFAULTS = {
  parts: ['removal', 'cumulative', 'additive', 'shape'],
  unit: 'cell',
  steps: 20,
  shares: [0.05, 0.1, 0.2, 0.3, 0.5],
  tieDraws: 1,
  subsets: 50,
  randomMaps: 3,
  objective: 'probability',
  draws: 1000,
  seed: 0,
  coverage: 0.95,
} as const;

/** One measure of one method. */
export interface ExplanationScore extends SequenceMeans {
  /** [B]; NaN where it is not defined. */
  readonly perSequence: Float64Array;
  /** How much better than random maps on the same sequences (above 0 is better); not for measures that only describe. */
  readonly overRandom?: SequenceMeans;
  /** How much better than |x| on the same sequences; not for measures that only describe. */
  readonly overMagnitude?: SequenceMeans;
}

/** One method, measured in every way. */
export interface ExplanationRow {
  readonly method: string;
  readonly kind: 'method' | 'control';
  /** Passes the maps took. */
  readonly cost: PassCount;
  /** By the names of the metrics' registry. */
  readonly scores: Readonly<Record<string, ExplanationScore>>;
}

/** Methods by measures. */
export interface ExplanationTable {
  /** The methods as given, then the controls `random-heat` and `magnitude`. */
  readonly rows: readonly ExplanationRow[];
  readonly settings: Readonly<Record<string, unknown>>;
  /** Passes of the measuring itself. */
  readonly cost: PassCount;
}

/**
 * Measures maps of the same sequences in every way that needs no more than them and the model, each beside random maps
 * and |x|, with paired bootstrap intervals over groups.
 *
 * The order of removal is that of the values with their sign, so that what speaks for the class goes first and what
 * speaks against it last (of signed slopes, which say neither, that of the magnitudes); equal values go by lot. Truth is
 * compared with magnitudes where a method's heat is made of them, as in the literature. A method that does not beat `random-heat` has shown nothing of the model, one that does not beat
 * `magnitude` little.
 * Cost per sequence and map, those of the controls included: about 2 forward passes per step, and 0.2 per cell for the
 * cumulative measures; once for all maps 2 per subset. Less with resumed states.
 *
 * @throws `argument-invalid` for no maps, maps of other sequences or classes, or options that do not fit
 */
export async function evaluateAttributions(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  attributions: readonly Attribution[],
  options: EvaluateOptions = {},
): Promise<ExplanationTable> {
  const settings = { ...EVALUATE_DEFAULTS, ...options };
  const start = model.passes();
  const { onEvent, ...quiet } = settings;
  const classOf = await resolveTargets(model, x, targets, quiet);
  check(x, classOf, attributions, settings);
  const controls = [
    ...Array.from({ length: settings.randomMaps }, (_, i) => randomHeat(x, classOf, settings.seed + 1 + i)),
    magnitude(x, classOf),
  ];
  const scores = await scoresOf(model, x, classOf, [...attributions, ...controls], quiet, onEvent);
  const own = scores.slice(0, attributions.length);
  const random = meanScores(scores.slice(attributions.length, -1));
  const still = scores[scores.length - 1];
  const means = sequenceIntervals(x.batch, { ...quiet, classOf });
  const judged = (all: MapScores) =>
    Object.fromEntries(
      Object.entries(all).map(([name, values]) => [name, scoreOf(name, values, random, still, means)]),
    );
  const control = { kind: 'control', cost: { forward: 0, backward: 0 } } as const;
  return {
    rows: [
      ...attributions.map(({ method, cost }, i) => ({
        method,
        kind: 'method' as const,
        cost,
        scores: judged(own[i]),
      })),
      { ...control, method: 'random-heat', scores: judged(random) },
      { ...control, method: 'magnitude', scores: judged(still) },
    ],
    settings: settingsOf(settings),
    cost: passesSince(model, start),
  };
}

type Settings = MapScoreSettings &
  Pick<EvaluateOptions, 'truth' | 'store'> & {
    readonly parts: readonly EvaluationPart[];
    readonly subsets: number;
  };

async function scoresOf(
  model: ScoresModel,
  x: SequenceBatch,
  classOf: Int32Array,
  attributions: readonly Attribution[],
  settings: Settings,
  onEvent: RunOptions['onEvent'],
): Promise<MapScores[]> {
  const stage = 'evaluation of explanations';
  const maps = attributions.map(measuredMap);
  const wants = (part: EvaluationPart): boolean => settings.parts.includes(part);
  const stored = storedScores(attributions, settings.store);
  const all: MapScores[] = [];
  for (const [m, map] of maps.entries()) {
    throwIfAborted(settings.signal, stage);
    const gap = attributions[m].completenessGap;
    all.push({
      ...(wants('removal') &&
        (await stored(m, 'removal', () => removalScores(model, x, classOf, map, settings)))),
      ...(wants('cumulative') &&
        (await stored(m, 'cumulative', () => cumulativeScores(model, x, map, settings)))),
      ...(gap && { 'completeness-error': Float64Array.from(gap, Math.abs) }),
      ...(settings.truth && truthScores(x, map, settings.truth)),
      ...(wants('shape') && shapeScores(x, map)),
    });
    onEvent?.({ type: 'progress', stage, done: m + 1, total: maps.length });
  }
  if (!wants('additive')) return all;
  const additive = await stored.together('additive', (missing) =>
    additiveScores(
      model,
      x,
      classOf,
      missing.map((m) => maps[m]),
      { ...settings, ...(onEvent && { onEvent }) },
    ),
  );
  return all.map((scores, m) => ({ ...scores, ...additive[m] }));
}

/** The mean of several maps' scores, sequence by sequence. */
function meanScores(all: readonly MapScores[]): MapScores {
  const names = Object.keys(all[0]);
  const meanOf = (name: string): Float64Array =>
    all[0][name].map((_, b) => all.reduce((sum, scores) => sum + scores[name][b], 0) / all.length);
  return Object.fromEntries(names.map((name) => [name, meanOf(name)]));
}

function scoreOf(
  name: string,
  values: Float64Array,
  random: MapScores,
  still: MapScores,
  means: (values: ArrayLike<number>) => SequenceMeans,
): ExplanationScore {
  const { better } = metric(name);
  const gain = (control: Float64Array | undefined): SequenceMeans | undefined => {
    if (control === undefined || control === values || better === 'neither') return undefined;
    return means(values.map((v, b) => (better === 'higher' ? v - control[b] : control[b] - v)));
  };
  const [overRandom, overMagnitude] = [gain(random[name]), gain(still[name])];
  return {
    perSequence: values,
    ...means(values),
    ...(overRandom && { overRandom }),
    ...(overMagnitude && { overMagnitude }),
  };
}

function check(
  x: SequenceBatch,
  classOf: Int32Array,
  attributions: readonly Attribution[],
  {
    steps,
    shares,
    subsets,
    randomMaps,
  }: { steps: number; shares: readonly number[] } & Record<'subsets' | 'randomMaps', number>,
): void {
  const where = 'evaluation of explanations';
  const refuse = (got: string, expected: string): never => {
    throw new SaliogramError('argument-invalid', `${where}: got ${got}, expected ${expected}`);
  };
  if (attributions.length === 0) refuse('no maps', 'at least one');
  checkInteger(where, 'steps', steps, 1);
  checkInteger(where, 'subsets', subsets, 2);
  checkInteger(where, 'randomMaps', randomMaps, 1);
  checkShares(where, shares);
  for (const { method, shape, targets } of attributions) {
    const { batch, steps: T, channels } = shape;
    if (batch !== x.batch || T !== x.steps || channels !== x.channels) {
      refuse(
        `a map ${method} of ${batch} x ${T} x ${channels}`,
        `${x.batch} x ${x.steps} x ${x.channels} (sequences x steps x channels)`,
      );
    }
    const other = classOf.findIndex((c, b) => c !== targets[b]);
    if (other >= 0) {
      refuse(
        `a map ${method} of class ${targets[other]} for sequence ${other}`,
        `class ${classOf[other]}, as in targets; explain the same classes`,
      );
    }
  }
}

function settingsOf(settings: EvaluateOptions): Record<string, unknown> {
  const names = Object.keys(EVALUATE_DEFAULTS) as (keyof typeof EVALUATE_DEFAULTS)[];
  return {
    ...Object.fromEntries(names.map((name) => [name, settings[name]])),
    ...baselineSettings(settings),
    grouped: settings.groups !== undefined,
    truth: settings.truth !== undefined,
    intervals: 'percentile bootstrap; whole groups are drawn with replacement; differences are paired',
  };
}
