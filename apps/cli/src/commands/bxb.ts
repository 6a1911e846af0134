import type { Command } from 'commander';
import * as v from 'valibot';
import { encodeAnnotations } from '@saliogram/records';
import { beatStatistics, compareBeats, summarizeBeats } from '@saliogram/signal';
import type { BeatComparison } from '@saliogram/signal';
import { oneOf, parseOptions, text, withCommonOptions } from '../options.ts';
import { beatTable } from '../scoring/beat-table.ts';
import { comparisonAnnotations, disagreementText, disagreements } from '../scoring/disagreements.ts';
import type { Disagreement } from '../scoring/disagreements.ts';
import { fileOf } from '../scoring/find-records.ts';
import { lineHeads, lineReport } from '../scoring/line-report.ts';
import { matrixReport } from '../scoring/matrix-report.ts';
import {
  periodOf,
  requireTestAnnotator,
  scoringOptions,
  settingsInForce,
  withScoringOptions,
} from '../scoring/options.ts';
import { scoreRecords } from '../scoring/score-records.ts';
import type { AnnotatorNames, Scored } from '../scoring/score-records.ts';
import { writeWhole } from '../whole-file.ts';

const options = v.object({
  ...scoringOptions,
  form: v.optional(oneOf(['standard', 'condensed', 'lines', 'table'])),
  list: v.optional(v.boolean(), false),
  out: v.optional(v.pipe(text, v.regex(/^[\w-]+$/, 'expected the name of an annotator, such as bxb'))),
});
type Settings = v.InferOutput<typeof options>;

/** The comparison of one record, and what its annotators do not agree on. */
interface ComparedBeats extends BeatComparison {
  readonly disagreements: readonly Disagreement[];
}

export function define(command: Command, signal: AbortSignal): void {
  withScoringOptions(command)
    .option(
      '--form <name>',
      'standard or condensed matrix, lines (the three as WFDB prints them), or table (default: standard for one record, table for several)',
    )
    .option('--list', 'list every beat that was missed, invented or labelled otherwise')
    .option('--out <annotator>', 'write beats and disagreements as annotations beside each record');
  withCommonOptions(
    command,
    'saliogram bxb data/mitdb/100 -a atr qrs\nsaliogram bxb data/mitdb --detector improved',
  );
  command.action(async (records: string[]) => {
    const settings = parseOptions(options, { ...command.opts(), records });
    const test = requireTestAnnotator(settings.annotators, settings.detector);
    await scoreRecords<ComparedBeats>(settings, test, signal, {
      stage: 'compare beats',
      compare: async (annotated, place) => {
        const { sveb, out } = settings;
        const period = periodOf(annotated, settings);
        const comparison = compareBeats(annotated.reference, annotated.test, period);
        if (out !== undefined) {
          const annotations = comparisonAnnotations(comparison, annotated, sveb);
          await writeWhole(fileOf(place, out), encodeAnnotations(annotations));
        }
        return { ...comparison, disagreements: disagreements(comparison, annotated, sveb) };
      },
      report: (done, names) => ({
        json: jsonOf(done, settings),
        lines: reportLines(done, settings, names),
      }),
    });
  });
}

function jsonOf(done: readonly Scored<ComparedBeats>[], settings: Settings): object {
  const summary = summarizeBeats(done.map(({ comparison }) => comparison));
  return {
    settings: settingsInForce(settings),
    records: done.map(({ record, comparison }) => ({
      record,
      ...beatStatistics(comparison.counts),
      counts: comparison.counts,
      rrErrorMs: comparison.rrErrorMs,
      shutdownSeconds: comparison.shutdownSeconds,
      ...(settings.list ? { disagreements: comparison.disagreements } : {}),
    })),
    gross: { ...summary.gross, counts: summary.counts },
    average: summary.average,
  };
}

function reportLines(
  done: readonly Scored<ComparedBeats>[],
  settings: Settings,
  names: AnnotatorNames,
): string[] {
  const { sveb, escapeBeats } = settings;
  const form = settings.form ?? (done.length === 1 ? 'standard' : 'table');
  const lists = settings.list
    ? done.flatMap(({ record, comparison }) => [
        `${record}:`,
        ...comparison.disagreements.map((each) => `  ${disagreementText(each)}`),
      ])
    : [];
  if (form === 'standard' || form === 'condensed') {
    return done
      .flatMap(({ record, comparison }) => matrixReport({ record, ...names }, comparison, { form, sveb }))
      .concat(sveb ? [`Escape beats (e, j, n) count as ${escapeBeats}.`] : [], lists);
  }
  if (form === 'lines') {
    const heads = lineHeads(sveb);
    const lines = done.map(({ record, comparison }) => lineReport(record, comparison, sveb));
    return [
      ...heads.beats,
      ...lines.map((line) => line.beats),
      '',
      ...heads.shutdowns,
      ...lines.map((line) => line.shutdowns),
      ...lists,
    ];
  }
  const rows = done.map(({ record, comparison }) => ({
    record,
    statistics: beatStatistics(comparison.counts),
    rrErrorMs: comparison.rrErrorMs,
  }));
  return [
    ...beatTable(rows, summarizeBeats(done.map(({ comparison }) => comparison)), sveb),
    '',
    `Percentages of ${names.test} against ${names.reference}; Q DER = (missed + false) / beats; RR err in ms.`,
    `Not compared: the first ${settings.from ?? 300} s and ventricular flutter. Escape beats (e, j, n) count as ${escapeBeats}.`,
    ...lists,
  ];
}
