import type { EpisodeComparison, EpisodeKind, Proportion } from '@saliogram/signal';
import type { ReportNames } from './matrix-report.ts';
import { wholePercent } from './run-matrix.ts';

/** The comparison of one kind of episodes of one record as epicmp prints it with -A or -V. */
export function episodeReport(
  names: ReportNames,
  kind: EpisodeKind,
  { episodes, duration }: EpisodeComparison,
): string[] {
  const line = (name: string, value: Proportion, text: (part: number) => string): string =>
    `${name.padStart(30)}: ${percentOf(value)} (${text(value.count)}/${text(value.of)})`;
  const total = (name: string, { of }: Proportion): string =>
    `${name.padStart(30)}:${durationText(of).padStart(14)}`;
  return [
    `${kind.toUpperCase()} episode-by-episode comparison results for record ${names.record}`,
    `Reference annotator: ${names.reference}`,
    `     Test annotator: ${names.test}`,
    '',
    line('Episode sensitivity', episodes.sensitivity, String),
    line('Episode positive predictivity', episodes.positivePredictivity, String),
    line('Duration sensitivity', duration.sensitivity, durationText),
    line('Duration positive predictivity', duration.positivePredictivity, durationText),
    total('Duration of reference episodes', duration.sensitivity),
    total('Duration of test episodes', duration.positivePredictivity),
    '',
  ];
}

/** Heads of the table that epicmp writes with -l. */
export function episodeLineHeads(kind: EpisodeKind): string[] {
  return [
    `(${kind.toUpperCase()} detection)`,
    'Record  TPs   FN  TPp   FP  ESe E+P DSe D+P  Ref duration  Test duration ',
  ];
}

/** The line of a record: found and missed, right and false episodes; percentages; durations. */
export function episodeLine(
  record: string,
  { episodes, duration }: Pick<EpisodeComparison, 'episodes' | 'duration'>,
): string {
  const both = [episodes.sensitivity, episodes.positivePredictivity];
  const durations = [duration.sensitivity, duration.positivePredictivity];
  const counts = both.flatMap(({ count, of }) => [count, of - count]);
  return [
    record.padStart(6),
    ...counts.map((value) => ` ${String(value).padStart(4)}`),
    ' ',
    ...[...both, ...durations].map((value) => ` ${wholePercent(value).padStart(3)}`),
    durationText(durations[0].of).padStart(14),
    durationText(durations[1].of).padStart(15),
  ].join('');
}

function percentOf({ value }: Proportion): string {
  return value === null ? '  - ' : `${wholePercent({ value }).padStart(3)}%`;
}

/** Seconds as `3:05:08.333` or `0:14.000`; nothing as `0.000`. */
function durationText(seconds: number): string {
  const milliseconds = Math.round(1000 * seconds);
  if (milliseconds === 0) return '0.000';
  const minutes = Math.floor(milliseconds / 60_000);
  const rest = (milliseconds / 1000 - 60 * minutes).toFixed(3).padStart(6, '0');
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}
