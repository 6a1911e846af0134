import type { Command } from 'commander';
import * as v from 'valibot';
import { compareEpisodes, summarizeEpisodes } from '@saliogram/signal';
import type { EpisodeComparisons, EpisodeKind } from '@saliogram/signal';
import { oneOf, parseOptions, withCommonOptions } from '../options.ts';
import { episodeLine, episodeLineHeads, episodeReport } from '../scoring/episode-report.ts';
import { requireTestAnnotator, scoringOptions } from '../scoring/options.ts';
import { scoreRecords } from '../scoring/score-records.ts';
import type { AnnotatorNames, Scored } from '../scoring/score-records.ts';

const { json, seed, records, annotators, from, to } = scoringOptions;
const options = v.object({
  json,
  seed,
  records,
  annotators,
  from,
  to,
  kind: v.optional(oneOf(['af', 'vf'])),
  form: v.optional(oneOf(['standard', 'lines'])),
});
type Settings = v.InferOutput<typeof options>;

export function define(command: Command, signal: AbortSignal): void {
  command
    .argument('<records...>', 'paths of WFDB records without .hea, or folders of records')
    .option(
      '-a, --annotators <names...>',
      'extensions of the annotation files: the reference and the test annotator, as atr qrs',
    )
    .option('-f, --from <time>', 'begin there: seconds or 5:00 (default: 5:00, the learning period)')
    .option('-t, --to <time>', 'end there; 0: where each annotator ends (default: end of the record)')
    .option(
      '--kind <name>',
      'af: atrial fibrillation, or vf: ventricular flutter and fibrillation (default: both)',
    )
    .option('--form <name>', 'standard or lines (default: standard for one record, lines for several)');
  withCommonOptions(command, 'saliogram epicmp data/mitdb/201 -a atr rhythm');
  command.action(async (paths: string[]) => {
    const settings = parseOptions(options, { ...command.opts(), records: paths });
    const test = requireTestAnnotator(settings.annotators, undefined);
    const kinds: EpisodeKind[] = settings.kind ? [settings.kind] : ['af', 'vf'];
    await scoreRecords<EpisodeComparisons>(settings, test, signal, {
      stage: 'compare episodes',
      compare: (annotated) =>
        compareEpisodes(annotated.reference, annotated.test, {
          samplingFrequency: annotated.samplingFrequency,
          sampleCount: annotated.sampleCount,
          from: settings.from,
          to: settings.to,
        }),
      report: (done, names) => ({
        json: jsonOf(done, kinds, settings),
        lines: reportLines(done, kinds, settings, names),
      }),
    });
  });
}

function jsonOf(
  done: readonly Scored<EpisodeComparisons>[],
  kinds: readonly EpisodeKind[],
  { from, to }: Settings,
): object {
  return {
    settings: { from: from ?? 300, to: to ?? null },
    records: done.map(({ record, comparison }) => ({
      record,
      ...Object.fromEntries(kinds.map((kind) => [kind, comparison[kind]])),
    })),
    summary: Object.fromEntries(
      kinds.map((kind) => [kind, summarizeEpisodes(done.map(({ comparison }) => comparison[kind]))]),
    ),
  };
}

function reportLines(
  done: readonly Scored<EpisodeComparisons>[],
  kinds: readonly EpisodeKind[],
  settings: Settings,
  names: AnnotatorNames,
): string[] {
  const form = settings.form ?? (done.length === 1 ? 'standard' : 'lines');
  if (form === 'standard')
    return done.flatMap(({ record, comparison }) =>
      kinds.flatMap((kind) => episodeReport({ record, ...names }, kind, comparison[kind])),
    );
  return kinds.flatMap((kind) => [
    ...episodeLineHeads(kind),
    ...done.map(({ record, comparison }) => episodeLine(record, comparison[kind])),
    episodeLine('gross', summarizeEpisodes(done.map(({ comparison }) => comparison[kind])).gross),
    '',
  ]);
}
