import { channelText } from '../beats/channel-text.ts';
import type { BeatMeasurements } from '../delineation/measure-beats.ts';
import type { WaveEvidence } from './evidence-per-wave.ts';
import type { BeatStretch } from './stretches.ts';

/** Shares below this are not put into words. */
const LEAST_SHARE = 0.05;
const MOST_PARTS = 4;

const PLACES: Readonly<Record<BeatStretch, string>> = {
  before: 'before the beat',
  P: 'in the P wave',
  PR: 'in the PR segment',
  QRS: 'in the QRS',
  ST: 'in the ST segment',
  T: 'in the T wave',
  after: 'after the beat',
};

/**
 * Evidence per wave in words, largest share first: `62 % in the QRS (17 % of the time), 148 ms wide, R 1.21 mV; 21 % in
 * the T wave (20 % of the time), 0.31 mV`. Shares below 5 % are left out.
 *
 * @param measurements of the beat; without them no ms and mV
 * @param leads names of the leads, in the order of the model's channels; needed where it reads two
 */
export function evidenceText(
  evidence: readonly WaveEvidence[],
  measurements?: BeatMeasurements,
  leads: readonly string[] = [],
): string {
  const told = evidence
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_PARTS);
  if (told.length === 0) return 'nothing is salient';
  const hasTwoLeads = evidence.some(({ channel }) => channel === 'second-lead');
  return told.map((part) => partText(part, measurements, hasTwoLeads ? leads : [])).join('; ');
}

function partText(
  { channel, stretch, share, timeShare }: WaveEvidence,
  measurements: BeatMeasurements | undefined,
  leads: readonly string[],
): string {
  const isSecond = channel === 'second-lead';
  const name = leads[isSecond ? 1 : 0] ?? channelText(channel);
  if (channel !== 'lead' && !isSecond) return `${percent(share)} in the rhythm (${channelText(channel)})`;
  if (stretch === null) return `${percent(share)} in ${name}, whose waves were not found`;
  const of = leads.length > 0 ? ` of ${name}` : '';
  // Intervals and levels were read off the first lead.
  const facts = measurements && !isSecond ? factsOf(stretch, measurements) : [];
  return [`${percent(share)} ${PLACES[stretch]}${of} (${percent(timeShare)} of the time)`, ...facts].join(
    ', ',
  );
}

/** What was measured of a beat's waves in words, as far as they were found: `P 0.10 mV; PR interval 160 ms; QRS 148 ms wide, ...`. */
export function measurementText(measurements: BeatMeasurements): string {
  const parts = (['P', 'PR', 'QRS', 'ST', 'T'] as const).flatMap((stretch) => {
    const facts = factsOf(stretch, measurements).join(', ');
    return facts === '' ? [] : [stretch === 'PR' ? facts : `${stretch} ${facts}`];
  });
  return parts.length === 0 ? 'no waves were found' : parts.join('; ');
}

/** What was measured of a wave, in ms and mV. */
function factsOf(stretch: BeatStretch, measured: BeatMeasurements): string[] {
  const { qrsDurationMs, prMs, stJ60Mv, pAmplitudeMv, rAmplitudeMv, sAmplitudeMv, tAmplitudeMv } = measured;
  const fact = (value: number | null, text: (value: number) => string): string[] =>
    value === null ? [] : [text(value)];
  switch (stretch) {
    case 'P':
      return fact(pAmplitudeMv, mv);
    case 'PR':
      return fact(prMs, (value) => `PR interval ${Math.round(value)} ms`);
    case 'QRS': {
      const isUpright = (rAmplitudeMv ?? 0) >= -(sAmplitudeMv ?? 0);
      return [
        ...fact(qrsDurationMs, (value) => `${Math.round(value)} ms wide`),
        ...(isUpright
          ? fact(rAmplitudeMv, (value) => `R ${mv(value)}`)
          : fact(sAmplitudeMv, (value) => `S ${mv(value)}`)),
      ];
    }
    case 'ST':
      return fact(stJ60Mv, (value) => `${mv(value)} at J + 60 ms`);
    case 'T':
      return fact(tAmplitudeMv, mv);
    default:
      return [];
  }
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** With a true minus sign, and none before a zero. */
function mv(value: number): string {
  return `${value
    .toFixed(2)
    .replace(/^-(0\.00)$/, '$1')
    .replace('-', '−')} mV`;
}
