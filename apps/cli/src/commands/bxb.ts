import type { Command } from 'commander';
import * as v from 'valibot';
import { encodeAnnotations } from '@saliogram/records';
import { beatStatistics, compareBeats, summarizeBeats } from '@saliogram/signal';
import type { BeatComparison } from '@saliogram/signal';
import { oneOf, parseOptions, text, withCommonOptions } from '../options.ts';
import { beatTable } from '../scoring/beat-table.ts';
import { comparisonAnnotations, disagreementText, disagreements } from '../scoring/disagreements.ts';
import type { Disagreement } from '../scoring/disagreements.ts';
import { eachRecord, requireAll } from '../scoring/each-record.ts';
import { fileOf, findRecords } from '../scoring/find-records.ts';
import { lineHeads, lineReport } from '../scoring/line-report.ts';
import { matrixReport } from '../scoring/matrix-report.ts';
import { requireTestAnnotator, scoringOptions, withScoringOptions } from '../scoring/options.ts';
import { readAnnotators } from '../scoring/read-annotators.ts';
import type { TestAnnotator } from '../scoring/read-annotators.ts';
import { createTerminal } from '../terminal.ts';
import { writeWhole } from '../whole-file.ts';

const options = v.object({
  ...scoringOptions,
  form: v.optional(oneOf(['standard', 'condensed', 'lines', 'table'])),
  list: v.optional(v.boolean(), false),
  out: v.optional(v.pipe(text, v.regex(/^[\w-]+$/, 'expected the name of an annotator, such as bxb'))),
});
type Settings = v.InferOutput<typeof options>;

/** The comparison of one record, and its name. */
interface Scored {
  readonly record: string;
  readonly comparison: BeatComparison;
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
    await scoreRecords(settings, test, signal);
  });
}

async function scoreRecords(settings: Settings, test: TestAnnotator, signal: AbortSignal): Promise<void> {
  const terminal = createTerminal(settings.json);
  const places = await findRecords(settings.records);
  const { from, to, window, escapeBeats, sveb, out } = settings;
  const [reference] = settings.annotators;
  const { done, failures } = await eachRecord(
    places,
    'compare beats',
    async (place): Promise<Scored> => {
      const annotated = await readAnnotators(place, reference, test);
      const { samplingFrequency, sampleCount } = annotated;
      const comparison = compareBeats(annotated.reference, annotated.test, {
        samplingFrequency,
        sampleCount,
        from,
        to,
        window,
        escapeBeats,
      });
      if (out !== undefined) {
        const annotations = comparisonAnnotations(comparison, annotated, sveb);
        await writeWhole(fileOf(place, out), encodeAnnotations(annotations));
      }
      return { record: place.name, comparison, disagreements: disagreements(comparison, annotated, sveb) };
    },
    { signal, terminal },
  );
  const summary = summarizeBeats(done.map(({ comparison }) => comparison));
  const names = { reference, test: 'file' in test ? test.file : `detectQrs, ${test.detector}` };
  terminal.result(
    {
      ...names,
      settings: { from: from ?? 300, to: to ?? null, window: window ?? 0.15, escapeBeats },
      records: done.map((scored) => ({
        record: scored.record,
        ...beatStatistics(scored.comparison.counts),
        counts: scored.comparison.counts,
        rrErrorMs: scored.comparison.rrErrorMs,
        shutdownSeconds: scored.comparison.shutdownSeconds,
        ...(settings.list ? { disagreements: scored.disagreements } : {}),
      })),
      gross: { ...summary.gross, counts: summary.counts },
      average: summary.average,
      failures,
    },
    [
      ...reportLines(done, settings, names),
      ...failures.map(({ record, message }) => `${record}: not compared: ${message}`),
    ],
  );
  requireAll(failures, places.length);
}

function reportLines(
  done: readonly Scored[],
  settings: Settings,
  names: { reference: string; test: string },
): string[] {
  const { sveb, escapeBeats } = settings;
  const form = settings.form ?? (done.length === 1 ? 'standard' : 'table');
  const lists = settings.list
    ? done.flatMap((scored) => [
        `${scored.record}:`,
        ...scored.disagreements.map((each) => `  ${disagreementText(each)}`),
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
