import { SaliogramError, createRandom, differenceOf, drawGroups, intervalOf, mean } from '@saliogram/core';
import type { Interval, PassCount, Replicated, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince, scoresInBatches } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger, checkNumber } from '../attribution/check-argument.ts';
import { replicate } from './group-bootstrap.ts';
import type { Membership, Weighted } from './group-bootstrap.ts';
import { heatOf } from '../attribution/heat.ts';
import { cellsOf } from '../attribution/sequence-end.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { NORMALISERS, everyReading } from './readings.ts';
import type { EveryReading } from './readings.ts';
import { scoreReductions } from './score-reduction.ts';
import { entriesOf } from './table-one-entries.ts';
import type { Entry, TechniqueHeat } from './table-one-entries.ts';

/** Options of {@link tableOne}; what hides is the baseline, 0 in the paper. */
export interface TableOneOptions extends RunOptions, BaselineOptions {
  /** Inputs with heat above it are hidden; default 0.7, the paper's. */
  readonly threshold?: number;
  /** Group (patient) of each sequence, which the bootstrap draws whole; default each sequence by itself. */
  readonly groups?: ArrayLike<number>;
  /** Default 0. */
  readonly seed?: number;
  /** Bootstrap draws; default 2000. */
  readonly draws?: number;
  /** Of the intervals; default 0.95. */
  readonly coverage?: number;
  /** Random controls averaged per sequence; default 5, and 0 leaves all control rows out. */
  readonly controlDraws?: number;
}

/** The defaults of {@link tableOne}. */
export const TABLE_ONE_DEFAULTS = {
  threshold: 0.7,
  ...BASELINE_DEFAULTS,
  seed: 0,
  draws: 2000,
  coverage: 0.95,
  controlDraws: 5,
} as const;

/** Means with intervals under each weighting; classes by their symbol, absent ones left out. */
export interface WeightedIntervals {
  readonly byPrevalence: Interval;
  readonly byClass: Interval;
  readonly perClass: Readonly<Record<string, Interval>>;
}

/** One technique or control of the table. */
export interface TableOneRow {
  readonly technique: string;
  readonly kind: 'technique' | 'control';
  /** For a block control, the technique whose mask sizes it copies. */
  readonly sizedAs?: string;
  /** Mean fall under every reading; higher is better. */
  readonly reductions: EveryReading<WeightedIntervals>;
  /** Mean share of inputs hidden. */
  readonly maskedFraction: number;
  readonly maskedFractionPerClass: Readonly<Record<string, number>>;
  /** Sequences. */
  readonly n: number;
  /** Sequences of which nothing was hidden (in no draw). */
  readonly untouched: number;
}

/** The first row less the second, on the same sequences and the same bootstrap draws. */
export interface TableOnePair {
  readonly technique: string;
  readonly versus: string;
  readonly differences: EveryReading<WeightedIntervals>;
}

/** Table I and everything that shaped it; plain JSON. */
export interface TableOne {
  readonly rows: readonly TableOneRow[];
  readonly paired: readonly TableOnePair[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cost: PassCount;
}

/** A row with the replicates that comparisons need. */
interface Measured {
  readonly entry: Entry;
  readonly row: TableOneRow;
  readonly replicates: EveryReading<Weighted<Replicated>>;
}

/** The heat of an attribution under its method's name, or another. */
export function techniqueHeat(attribution: Attribution, technique = attribution.method): TechniqueHeat {
  return { technique, heat: heatOf(attribution) };
}

/**
 * Table I: the average class-score reduction when inputs with heat above 0.7 are hidden, under every reading of score
 * and normaliser, with the share hidden, bootstrap intervals over groups, controls, and paired differences.
 *
 * Controls: `random heat` hides scattered inputs, 30 % at threshold 0.7; `magnitude |x|` knows no model; `random block
 * (T)` hides contiguous blocks as long as technique T's mask, sequence by sequence. Reductions of a control are averaged
 * over its draws within each sequence.
 * Cost: one forward pass per sequence for the clean scores, each technique and |x|, and each draw of a random control.
 * Source: the paper, section III-C and Table I, whose normaliser is ambiguous.
 *
 * @throws `argument-invalid` when heat, targets or groups do not fit the sequences
 */
export async function tableOne(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  heats: readonly TechniqueHeat[],
  options: TableOneOptions = {},
): Promise<TableOne> {
  const { signal: _signal, onEvent: _onEvent, batchSize: _batchSize, groups: _groups, ...own } = options;
  const settings = { ...TABLE_ONE_DEFAULTS, ...own };
  const { reference: _reference, snrDb: _snrDb, ...shown } = settings;
  check(x, heats, options, settings);
  const fill = baselineSequences('table one', x, options)[0].values;
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const members = membership(classOf, model.classes.length, options.groups);
  const cleanScores = await scoresInBatches(model, x, 'clean scores', options);
  const draws = drawGroups(members.groups, settings.draws, createRandom(settings.seed));
  const symbols = model.classes.map(({ symbol }) => symbol);
  const interval = (r: Replicated): Interval => intervalOf(r, settings.coverage);
  const measured: Measured[] = [];
  for (const entry of entriesOf(x, classOf, heats, settings)) {
    const perSequence = await measure(model, x, classOf, cleanScores, entry, fill, options);
    const replicates = everyReading((score, { name }) =>
      replicate(perSequence.reductions[score][name], members, draws),
    );
    const fraction = named(replicate(perSequence.masked, members, []), symbols, (r) => r.estimate);
    const row: TableOneRow = {
      technique: entry.technique,
      kind: entry.kind,
      ...(entry.sizedAs === undefined ? {} : { sizedAs: entry.sizedAs }),
      reductions: everyReading((score, { name }) => named(replicates[score][name], symbols, interval)),
      maskedFraction: mean(perSequence.masked),
      maskedFractionPerClass: fraction.perClass,
      n: x.batch,
      untouched: perSequence.masked.filter((share) => share === 0).length,
    };
    measured.push({ entry, row, replicates });
  }
  const paired = pairsOf(measured).map(([one, other]) => ({
    technique: one.row.technique,
    versus: other.row.technique,
    differences: everyReading((score, { name }) =>
      named(difference(one.replicates[score][name], other.replicates[score][name]), symbols, interval),
    ),
  }));
  return {
    rows: measured.map(({ row }) => row),
    paired,
    settings: {
      ...shown,
      ...baselineSettings(options),
      seed: settings.seed,
      groups: members.groups,
      grouped: options.groups !== undefined,
      intervals: 'percentile bootstrap; whole groups are drawn with replacement',
      normalisers: Object.fromEntries(NORMALISERS.map(({ name, formula }) => [name, formula])),
    },
    cost: passesSince(model, start),
  };
}

/** Turns every value, and names classes by their symbol. */
function named<V, W>(weighted: Weighted<V>, symbols: readonly string[], turn: (value: V) => W) {
  const present = weighted.perClass.flatMap((v, k) =>
    v === undefined ? [] : [[symbols[k], turn(v)] as const],
  );
  return {
    byPrevalence: turn(weighted.byPrevalence),
    byClass: turn(weighted.byClass),
    perClass: Object.fromEntries(present) as Record<string, W>,
  };
}

type Settings = Required<Omit<TableOneOptions, keyof RunOptions | 'groups'>>;

function check(
  x: SequenceBatch,
  heats: readonly TechniqueHeat[],
  options: TableOneOptions,
  settings: Settings,
): void {
  const where = 'table one';
  checkNumber(where, 'threshold', settings.threshold, 0, 1);
  checkNumber(where, 'coverage', settings.coverage, 0, 1);
  checkInteger(where, 'draws', settings.draws, 1);
  checkInteger(where, 'controlDraws', settings.controlDraws, 0);
  checkInteger(where, 'number of sequences', x.batch, 1);
  const fit = (what: string, got: number, expected: number): void => {
    if (got === expected) return;
    throw new SaliogramError('argument-invalid', `${where}: got ${got} ${what}, expected ${expected}`, {
      details: { got, expected },
    });
  };
  for (const { technique, heat } of heats) fit(`heat values of ${technique}`, heat.length, x.values.length);
  if (options.groups !== undefined) fit('groups', options.groups.length, x.batch);
}

/** Renumbers the groups present from 0, so that patients without a sequence here are not drawn. */
function membership(classOf: Int32Array, classes: number, groups: ArrayLike<number> | undefined): Membership {
  if (groups === undefined) {
    return { classOf, classes, groupOf: classOf.map((_, i) => i), groups: classOf.length };
  }
  const numberOf = new Map<number, number>();
  const groupOf = Int32Array.from(groups, (group) => {
    if (!numberOf.has(group)) numberOf.set(group, numberOf.size);
    return numberOf.get(group) as number;
  });
  return { classOf, classes, groupOf, groups: numberOf.size };
}

async function measure(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Int32Array,
  cleanScores: Float32Array,
  entry: Entry,
  fill: Float32Array,
  options: RunOptions,
): Promise<{ reductions: EveryReading<Float64Array>; masked: Float64Array }> {
  const reductions = everyReading(() => new Float64Array(x.batch));
  const masked = new Float64Array(x.batch);
  for (let draw = 0; draw < entry.draws; draw++) {
    const hidden = entry.hidden(draw);
    const stage = `table one: ${entry.technique}`;
    const result = await scoreReductions(model, x, targets, cleanScores, fill, hidden, stage, options);
    everyReading((score, { name, normalise }) => {
      for (let b = 0; b < x.batch; b++) {
        const reduction = normalise(result.falls[score][b], result.unmasked[b], cellsOf(x, b));
        reductions[score][name][b] += reduction / entry.draws;
      }
    });
    for (let b = 0; b < x.batch; b++) masked[b] += (1 - result.unmasked[b]) / entry.draws;
  }
  return { reductions, masked };
}

/** Every technique with every later technique, with the common controls, and with the block of its own size. */
function pairsOf(measured: readonly Measured[]): [Measured, Measured][] {
  return measured.flatMap((one, i) =>
    one.entry.kind === 'control'
      ? []
      : measured
          .slice(i + 1)
          .filter(({ entry }) => entry.sizedAs === undefined || entry.sizedAs === one.entry.technique)
          .map((other): [Measured, Measured] => [one, other]),
  );
}

function difference(one: Weighted<Replicated>, other: Weighted<Replicated>): Weighted<Replicated> {
  return {
    byPrevalence: differenceOf(one.byPrevalence, other.byPrevalence),
    byClass: differenceOf(one.byClass, other.byClass),
    perClass: one.perClass.map((r, k) => {
      const versus = other.perClass[k];
      return r === undefined || versus === undefined ? undefined : differenceOf(r, versus);
    }),
  };
}
