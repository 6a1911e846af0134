import type { QualityInterval } from '@saliogram/signal';
import { Button } from '../../elements/button.tsx';
import { Picture } from '../../elements/picture.tsx';
import { Table } from '../../elements/table.tsx';
import { hatched } from '../../lib/paper/quality-bands.ts';
import { clockTime } from '../../lib/paper/time-marks.ts';
import { withCentre } from '../../lib/paper/window.ts';
import { QUALITY_WORDS, intervalsOf, isAssessedWhole, summariseQuality } from '../../lib/quality.ts';
import type { QualitySummary } from '../../lib/quality.ts';
import type { LeadFacts } from '../../lib/recording.ts';
import type { Store } from '../../services/store.ts';
import { useParts } from '../../services/use-parts.ts';

/** Intervals that are listed. */
const MOST_LISTED = 100;
const KINDS = ['leadsOff', 'flat', 'noisy'] as const;
const MEANINGS: Readonly<Record<QualityInterval['kind'], string>> = {
  leadsOff: 'without values, or held at the largest or smallest, for a second or longer',
  flat: 'held at another value for a second or longer',
  noisy: 'ten seconds of a clarity below 0.5, for unlike beats, a wandering baseline or high frequencies',
};

interface LeadRow extends QualitySummary {
  readonly lead: LeadFacts;
  readonly intervals: readonly QualityInterval[];
}

/** How well each lead can be read: in numbers as the quality command prints them, and where it can't. */
export function QualityDetails({ store }: { store: Store }) {
  const { recording, quality } = useParts(store, 'recording', 'quality');
  if (recording === null || quality.length === 0) return null;
  const { samplingFrequency } = recording;
  const rows: LeadRow[] = recording.leads.map((lead, index) => ({
    lead,
    intervals: intervalsOf(quality, index),
    ...summariseQuality(quality, index, samplingFrequency),
  }));
  const found = rows.flatMap(({ lead, intervals }) => intervals.map((interval) => ({ lead, interval })));
  found.sort((a, b) => a.interval.from - b.interval.from);
  const go =
    ({ from }: QualityInterval) =>
    (): void =>
      store.change((state) => withCentre(state, from / samplingFrequency));
  return (
    <details class="quality">
      <summary>Signal quality{found.length > 0 && ` (${found.length})`}</summary>
      <Summary rows={rows} />
      {!isAssessedWhole(recording) && (
        <p>So far: the ten minutes around each place you have looked at, each judged by itself.</p>
      )}
      <ul aria-label="stretches that are off, flat or noisy">
        {found.slice(0, MOST_LISTED).map(({ lead, interval }) => (
          <li key={`${lead.name}${interval.from}`}>
            <Button kind="quiet" onClick={go(interval)}>
              {clockTime(interval.from / samplingFrequency, 1)} to{' '}
              {clockTime(interval.to / samplingFrequency, 1)} {lead.name} {QUALITY_WORDS[interval.kind]}
            </Button>
          </li>
        ))}
      </ul>
      {found.length > MOST_LISTED && <p>and {found.length - MOST_LISTED} more</p>}
    </details>
  );
}

function Summary({ rows }: { rows: readonly LeadRow[] }) {
  const number = (value: number, digits: number): string =>
    Number.isNaN(value) ? '–' : value.toFixed(digits);
  return (
    <Table
      caption="Quality of each lead; index 0 useless to 1 clean, of windows of ten seconds"
      rows={rows}
      keyOf={({ lead }) => lead.name}
      columns={[
        { head: 'lead', cell: ({ lead }) => lead.name },
        { head: 'index', numeric: true, cell: ({ index }) => number(index, 2) },
        { head: 'lowest', numeric: true, cell: ({ lowest }) => number(lowest, 2) },
        ...KINDS.map((kind) => ({
          head: `${QUALITY_WORDS[kind].replace('lead ', '')} s`,
          numeric: true,
          cell: ({ secondsOf }: LeadRow) => secondsOf[kind].toFixed(1),
        })),
        { head: 'of s', numeric: true, cell: ({ seconds }) => seconds.toFixed(1) },
      ]}
    />
  );
}

/** The hatching of the strip in words. */
export function QualityLegend() {
  return (
    <ul class="quality-legend" aria-label="hatched stretches">
      {KINDS.map((kind) => (
        <li key={kind}>
          <Picture
            decorative
            list={{
              width: 36,
              height: 16,
              description: '',
              items: hatched({ x: 0, y: 0, width: 36, height: 16 }, kind, 8),
            }}
          />{' '}
          {QUALITY_WORDS[kind]}: {MEANINGS[kind]}
        </li>
      ))}
    </ul>
  );
}
