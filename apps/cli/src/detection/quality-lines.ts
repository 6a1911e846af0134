import { alignColumns } from '../text-table.ts';
import type { LeadQuality } from './lead-quality.ts';

const KINDS = ['leadsOff', 'flat', 'noisy'] as const;

/** A line per lead: mean and lowest index, and how much is off, flat or noisy; with `list`, where. */
export function qualityLines(leads: readonly LeadQuality[], list: boolean): string[] {
  return alignColumns([
    ['record', 'lead', 'index', 'lowest', 'off s', 'flat s', 'noisy s', 'of s'],
    ...leads.map((each) => [each.record, each.lead, ...cells(each)]),
  ]).concat(list ? leads.flatMap(intervalLines) : []);
}

function cells({ windows, intervals, samplingFrequency, seconds }: LeadQuality): string[] {
  const indices = windows.map(({ index }) => index);
  const total = indices.reduce((sum, index) => sum + index, 0);
  const spent = KINDS.map((kind) =>
    intervals
      .filter((each) => each.kind === kind)
      .reduce((sum, { from, to }) => sum + (to - from) / samplingFrequency, 0),
  );
  return [
    windows.length === 0 ? '-' : (total / windows.length).toFixed(2),
    windows.length === 0 ? '-' : Math.min(...indices).toFixed(2),
    ...[...spent, seconds].map((each) => each.toFixed(1)),
  ];
}

function intervalLines({ record, lead, intervals, samplingFrequency }: LeadQuality): string[] {
  if (intervals.length === 0) return [];
  return [
    `${record}, ${lead}:`,
    ...intervals.map(({ kind, from, to }) => {
      const [start, end] = [from, to].map((sample) => clock(sample / samplingFrequency));
      return `  ${start} to ${end}  ${kind}`;
    }),
  ];
}

/** `1:02:03.4`, hours only where there are any. */
function clock(seconds: number): string {
  const tenths = Math.round(10 * seconds);
  const [hours, minutes] = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60];
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
