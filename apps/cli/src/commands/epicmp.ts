import type { Command } from 'commander';
import * as v from 'valibot';
import { compareEpisodes, summarizeEpisodes } from '@saliogram/signal';
import type { EpisodeComparisons, EpisodeKind } from '@saliogram/signal';
import { oneOf, parseOptions, withCommonOptions } from '../options.ts';
import { eachRecord, requireAll } from '../scoring/each-record.ts';
import { episodeLine, episodeLineHeads, episodeReport } from '../scoring/episode-report.ts';
import { findRecords } from '../scoring/find-records.ts';
import { requireTestAnnotator, scoringOptions } from '../scoring/options.ts';
import { readAnnotators } from '../scoring/read-annotators.ts';
import type { TestAnnotator } from '../scoring/read-annotators.ts';
import { createTerminal } from '../terminal.ts';

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

/** The comparison of one record, and its name. */
interface Scored {
  readonly record: string;
  readonly comparison: EpisodeComparisons;
}

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
    await scoreRecords(settings, requireTestAnnotator(settings.annotators, undefined), signal);
  });
}

async function scoreRecords(settings: Settings, test: TestAnnotator, signal: AbortSignal): Promise<void> {
  const terminal = createTerminal(settings.json);
  const places = await findRecords(settings.records);
  const names = { reference: settings.annotators[0], test: settings.annotators[1] };
  const { done, failures } = await eachRecord(
    places,
    'compare episodes',
    async (place): Promise<Scored> => {
      const annotated = await readAnnotators(place, names.reference, test);
      const { samplingFrequency, sampleCount } = annotated;
      const comparison = compareEpisodes(annotated.reference, annotated.test, {
        samplingFrequency,
        sampleCount,
        from: settings.from,
        to: settings.to,
      });
      return { record: place.name, comparison };
    },
    { signal, terminal },
  );
  const kinds: EpisodeKind[] = settings.kind ? [settings.kind] : ['af', 'vf'];
  const summary = Object.fromEntries(
    kinds.map((kind) => [kind, summarizeEpisodes(done.map(({ comparison }) => comparison[kind]))]),
  );
  terminal.result(
    {
      ...names,
      settings: { from: settings.from ?? 300, to: settings.to ?? null },
      records: done.map(({ record, comparison }) => ({
        record,
        ...Object.fromEntries(kinds.map((kind) => [kind, comparison[kind]])),
      })),
      summary,
      failures,
    },
    [
      ...reportLines(done, kinds, settings, names),
      ...failures.map(({ record, message }) => `${record}: not compared: ${message}`),
    ],
  );
  requireAll(failures, places.length);
}

function reportLines(
  done: readonly Scored[],
  kinds: readonly EpisodeKind[],
  settings: Settings,
  names: { reference: string; test: string },
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
