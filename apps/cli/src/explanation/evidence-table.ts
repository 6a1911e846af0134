import { channelText, measurementText } from '@saliogram/signal';
import type { WaveEvidence } from '@saliogram/signal';
import { alignColumns } from '../text-table.ts';
import type { BeatWaves } from './beat-waves.ts';
import type { ExplainedMap } from './explained-map.ts';

/** Where the evidence of several maps lies: a row for each, a column for each wave of each lead, in per cent. */
export function evidenceTable(maps: readonly ExplainedMap[], waves: BeatWaves): string[] {
  const salient = maps.flatMap(({ title, evidence }) => (evidence?.length ? [{ title, evidence }] : []));
  const parts = (salient[0]?.evidence ?? []).filter(isOfLead);
  const hasRhythm = waves.channels.length > waves.leads.length;
  const headOf = ({ channel, stretch }: WaveEvidence): string => {
    const lead = waves.leads[channel === 'lead' ? 0 : 1] ?? channelText(channel);
    return [stretch ?? 'lead', ...(waves.leads.length > 1 ? [lead] : [])].join(' ');
  };
  const row = (title: string, evidence: readonly WaveEvidence[]): string[] => {
    const inRhythm = evidence.filter((part) => !isOfLead(part)).reduce((sum, { share }) => sum + share, 0);
    const shares = evidence.filter(isOfLead).map(({ share }) => share);
    return [`  ${title}`, ...[...shares, ...(hasRhythm ? [inRhythm] : [])].map(perCent)];
  };
  return [
    `  the beat: ${measurementText(waves.measurements)}`,
    '  per cent of the evidence in each wave, and of the time that it takes',
    ...alignColumns([
      ['', ...parts.map(headOf), ...(hasRhythm ? ['rhythm'] : [])],
      ...salient.map(({ title, evidence }) => row(title, evidence)),
      ['  time', ...parts.map(({ timeShare }) => perCent(timeShare)), ...(hasRhythm ? ['-'] : [])],
    ]),
    ...maps
      .filter(({ evidence }) => evidence?.length === 0)
      .map(({ title }) => `  ${title}: nothing is salient`),
  ];
}

function isOfLead({ channel }: WaveEvidence): boolean {
  return channel === 'lead' || channel === 'second-lead';
}

function perCent(share: number): string {
  return String(Math.round(100 * share));
}
