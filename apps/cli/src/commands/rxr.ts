import type { Command } from 'commander';
import * as v from 'valibot';
import { compareRuns, runStatistics, summarizeRuns } from '@saliogram/signal';
import type { RunComparison, RunKind, RunTables } from '@saliogram/signal';
import { oneOf, parseOptions, withCommonOptions } from '../options.ts';
import {
  periodOf,
  requireTestAnnotator,
  scoringOptions,
  settingsInForce,
  withScoringOptions,
} from '../scoring/options.ts';
import { runLine, runLineHeads } from '../scoring/run-lines.ts';
import { runMatrixReport } from '../scoring/run-matrix.ts';
import { runTable } from '../scoring/run-table.ts';
import { scoreRecords } from '../scoring/score-records.ts';
import type { AnnotatorNames, Scored } from '../scoring/score-records.ts';

const options = v.object({
  ...scoringOptions,
  form: v.optional(oneOf(['standard', 'condensed', 'lines', 'table'])),
  list: v.optional(v.boolean(), false),
});
type Settings = v.InferOutput<typeof options>;

export function define(command: Command, signal: AbortSignal): void {
  withScoringOptions(command)
    .option(
      '--form <name>',
      'standard or condensed matrices, lines (the three as WFDB prints them), or table (default: standard for one record, table for several)',
    )
    .option('--list', 'list every run whose length differs');
  withCommonOptions(command, 'saliogram rxr data/mitdb/208 -a atr qrs');
  command.action(async (records: string[]) => {
    const settings = parseOptions(options, { ...command.opts(), records });
    const test = requireTestAnnotator(settings.annotators, settings.detector);
    await scoreRecords<RunComparison>(settings, test, signal, {
      stage: 'compare runs',
      compare: (annotated) => compareRuns(annotated.reference, annotated.test, periodOf(annotated, settings)),
      report: (done, names) => ({
        json: jsonOf(done, settings),
        lines: reportLines(done, settings, names),
      }),
    });
  });
}

function jsonOf(done: readonly Scored<RunComparison>[], settings: Settings): object {
  const comparisons = done.map(({ comparison }) => comparison);
  return {
    settings: settingsInForce(settings),
    records: done.map(({ record, comparison }) => ({
      record,
      ...Object.fromEntries(kindsOf(settings).map((kind) => [kind, resultOf(comparison[kind], settings)])),
    })),
    summary: Object.fromEntries(kindsOf(settings).map((kind) => [kind, summarizeRuns(comparisons, kind)])),
  };
}

/** What JSON says of one kind of runs of a record. */
function resultOf({ sensitivity, positivePredictivity }: RunTables, { list }: Settings): object {
  return {
    ...runStatistics({ sensitivity, positivePredictivity }),
    counts: { sensitivity: sensitivity.counts, positivePredictivity: positivePredictivity.counts },
    ...(list
      ? { runs: { sensitivity: sensitivity.runs, positivePredictivity: positivePredictivity.runs } }
      : {}),
  };
}

function kindsOf({ sveb }: Settings): RunKind[] {
  return sveb ? ['veb', 'sveb'] : ['veb'];
}

function reportLines(
  done: readonly Scored<RunComparison>[],
  settings: Settings,
  names: AnnotatorNames,
): string[] {
  const kinds = kindsOf(settings);
  const form = settings.form ?? (done.length === 1 ? 'standard' : 'table');
  const lists = settings.list ? done.flatMap((scored) => disagreementLines(scored, kinds)) : [];
  if (form === 'standard' || form === 'condensed') {
    return done
      .flatMap(({ record, comparison }) =>
        kinds.flatMap((kind) => runMatrixReport({ record, ...names }, kind, comparison[kind], form)),
      )
      .concat(settings.sveb ? [`Escape beats (e, j, n) count as ${settings.escapeBeats}.`] : [], lists);
  }
  if (form === 'lines') {
    return kinds
      .flatMap((kind) => [
        ...runLineHeads(kind),
        ...done.map(({ record, comparison }) => runLine(record, comparison[kind])),
      ])
      .concat(lists);
  }
  const comparisons = done.map(({ comparison }) => comparison);
  const tables = kinds.flatMap((kind) => [
    ...runTable(
      kind,
      done.map(({ record, comparison }) => ({ record, tables: comparison[kind] })),
      summarizeRuns(comparisons, kind),
    ),
    '',
  ]);
  return [
    ...tables,
    `Percentages of ${names.test} against ${names.reference}; short runs have 3 to 5 beats, long ones 6 or more.`,
    `Not compared: the first ${settings.from ?? 300} s. Escape beats (e, j, n) count as ${settings.escapeBeats}.`,
    ...lists,
  ];
}

/** Runs of either annotator whose length differs, as rxr's -v lists them: `3/5(120188-121065)`. */
function disagreementLines(
  { record, comparison }: Scored<RunComparison>,
  kinds: readonly RunKind[],
): string[] {
  return kinds.flatMap((kind) =>
    (['sensitivity', 'positivePredictivity'] as const).flatMap((side) => [
      `${record}, ${kind === 'veb' ? 'ventricular' : 'supraventricular'} runs of the ${side === 'sensitivity' ? 'reference' : 'test annotator'}:`,
      ...comparison[kind][side].runs
        .filter(({ reference, test }) => reference !== test)
        .map(({ reference, test, window }) => `  ${reference}/${test}(${window.from}-${window.to})`),
    ]),
  );
}
