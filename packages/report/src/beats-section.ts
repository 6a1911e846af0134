import type { ClassInfo } from '@saliogram/core';
import { PAPER_BEATS } from './paper-numbers.ts';
import { className, thousands } from './number-text.ts';
import type { Section } from './report-data.ts';

/** Beats per class and record, dropped and why; the beat table of the data set, as plain JSON. */
export interface BeatCounts {
  readonly total: number;
  /** By class symbol. */
  readonly perClass: Readonly<Record<string, number>>;
  readonly perRecord: readonly {
    readonly record: string;
    readonly lead: string;
    readonly total: number;
    readonly perClass: Readonly<Record<string, number>>;
    readonly dropped: Readonly<Record<string, number>>;
    readonly missed: number;
  }[];
  readonly dropped: Readonly<Record<string, number>>;
  readonly missed: number;
  readonly notes: readonly string[];
}

/** The beats as a section: how many, which were lost, and how that compares with the paper's 106,484. */
export function beatsSection(beats: BeatCounts, classes: readonly ClassInfo[]): Section {
  const difference = beats.total - PAPER_BEATS;
  const less = difference < 0 ? 'fewer' : 'more';
  const compared =
    difference === 0
      ? `exactly the paper's ${thousands(PAPER_BEATS)}`
      : `${thousands(Math.abs(difference))} ${less} than the paper's ${thousands(PAPER_BEATS)}`;
  const lost = Object.entries(beats.dropped).map(([reason, count]) => `${thousands(count)} ${reason}`);
  return {
    title: 'Heartbeats',
    blocks: [
      {
        type: 'paragraph',
        text: `${thousands(beats.total)} beats of ${beats.perRecord.length} records were cut, ${compared}. ${thousands(beats.missed)} annotated beats were not detected.${lost.length > 0 ? ` Detected but not kept: ${lost.join(', ')}.` : ''}`,
      },
      ...(beats.notes.length > 0 ? [{ type: 'list', items: beats.notes } as const] : []),
      {
        type: 'table',
        caption: 'Beats per class.',
        columns: [{ title: 'Class' }, { title: 'Beats', align: 'right' }, { title: 'Share', align: 'right' }],
        rows: classes.map((info) => [
          className(info),
          thousands(beats.perClass[info.symbol] ?? 0),
          `${((100 * (beats.perClass[info.symbol] ?? 0)) / Math.max(1, beats.total)).toFixed(1)} %`,
        ]),
      },
      {
        type: 'table',
        caption: `Beats per record (${beats.perRecord.length} records).`,
        collapsed: true,
        columns: [
          { title: 'Record' },
          { title: 'Lead' },
          ...classes.map(({ symbol }) => ({ title: symbol, align: 'right' }) as const),
          { title: 'Total', align: 'right' },
          { title: 'Dropped', align: 'right' },
          { title: 'Missed', align: 'right' },
        ],
        rows: beats.perRecord.map((row) => [
          row.record,
          row.lead,
          ...classes.map(({ symbol }) => thousands(row.perClass[symbol] ?? 0)),
          thousands(row.total),
          thousands(Object.values(row.dropped).reduce((sum, count) => sum + count, 0)),
          thousands(row.missed),
        ]),
      },
    ],
  };
}
