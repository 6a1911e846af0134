import { UNCLEAR_BELOW } from '../interval-readings.ts';
import { RHYTHM_CHANNELS } from '@saliogram/signal';
import type { DelineatedWave } from '@saliogram/signal';
import { channelsOf } from './what-if-beat.ts';
import type { WhatIfBeat, WhatIfChange } from './what-if-beat.ts';

/** What can be changed of a beat. */
export type KnobId = 'qrs' | 'st' | 't' | 'p' | 'rr';

/** A knob: its places are whole numbers, and place 0 is the beat as it was recorded. */
export interface Knob {
  readonly id: KnobId;
  readonly label: string;
  /** Of the doses. */
  readonly unit: 'ms' | 'mV' | '%';
  /** First and last place. */
  readonly from: number;
  readonly to: number;
  /** The dose at place 0, and what a place adds, in the unit. */
  readonly own: number;
  readonly step: number;
  /** Height of the wave as recorded, mV; null where the dose is no share of one. */
  readonly waveMv: number | null;
  /** Why it can't be turned; null where it can. */
  readonly reason: string | null;
  /** What is not clear about the wave that is changed; empty where nothing is. */
  readonly doubt: string;
}

/** The place of each knob. */
export type Places = Readonly<Record<KnobId, number>>;

/** The beat as it was recorded. */
export const OWN_PLACES: Places = { qrs: 0, st: 0, t: 0, p: 0, rr: 0 };

/** How wide a complex can be made, ms. */
const QRS_MS = { least: 40, most: 240, step: 2 };
/** How near to a neighbour a beat can come, ms. */
const RR_MS = { least: 200, step: 10 };
/** A wide complex can be made wider by this. */
const QRS_MOST_SCALE = 1.5;
const NO_PLACES = { from: 0, to: 0 };

/** The knobs of a beat; those of waves that it does not have say so. */
export function knobsOf(beat: WhatIfBeat): readonly Knob[] {
  const { p, qrs, t } = beat.waves;
  const noQrs = qrs ? null : 'No QRS complex is found in this beat.';
  const qrsMs = qrs ? (1000 * (qrs.offset - qrs.onset)) / beat.samplingFrequency : 0;
  const most = Math.max(QRS_MS.most, QRS_MOST_SCALE * qrsMs);
  const qrsPlaces = {
    from: Math.min(0, Math.ceil((QRS_MS.least - qrsMs) / QRS_MS.step)),
    to: Math.floor((most - qrsMs) / QRS_MS.step),
  };
  const wave = (own: DelineatedWave | null, places: { from: number; to: number }, name: string) => ({
    unit: '%' as const,
    own: 100,
    step: 5,
    ...(own ? places : NO_PLACES),
    waveMv: own && waveHeightMv(beat, own),
    doubt: doubtOf(own, name),
    reason: own ? null : `No ${name} is found in this beat: there is nothing to change.`,
  });
  return [
    {
      id: 'qrs',
      label: 'QRS width',
      unit: 'ms',
      own: qrsMs,
      step: QRS_MS.step,
      ...(qrs ? qrsPlaces : NO_PLACES),
      waveMv: null,
      reason: noQrs,
      doubt: doubtOf(qrs, 'QRS complex'),
    },
    {
      id: 'st',
      label: 'ST shift',
      unit: 'mV',
      own: 0,
      step: 0.01,
      ...(qrs ? { from: -40, to: 40 } : NO_PLACES),
      waveMv: null,
      reason: noQrs,
      doubt: doubtOf(qrs, 'QRS complex'),
    },
    { id: 't', label: 'T amplitude', ...wave(t, { from: -40, to: 40 }, 'T wave') },
    { id: 'p', label: 'P amplitude', ...wave(p, { from: -20, to: 40 }, 'P wave') },
    { id: 'rr', label: 'RR interval', unit: 'ms', step: RR_MS.step, waveMv: null, doubt: '', ...rrOf(beat) },
  ];
}

/** Where a wave begins or ends less clearly than can be relied on, so does its change. */
function doubtOf(wave: DelineatedWave | null, name: string): string {
  if (!wave) return '';
  const ends = (['onset', 'offset'] as const).filter((end) => wave.confidence[end] < UNCLEAR_BELOW);
  return ends.length === 0
    ? ''
    : `The ${ends.join(' and ')} of the ${name} ${ends.length > 1 ? 'are' : 'is'} not clear.`;
}

/** The interval before the beat, which comes earlier or later between its neighbours. */
function rrOf(beat: WhatIfBeat): Pick<Knob, 'own' | 'from' | 'to' | 'reason'> {
  const { peaks, peakIndex, samplingFrequency, preprocessing } = beat;
  const none = { own: 0, ...NO_PLACES };
  if (!RHYTHM_CHANNELS.some((name) => channelsOf(preprocessing).includes(name))) {
    const reason = `This model reads no RR interval: it is given ${windowMs(preprocessing)} ms around the R peak and nothing of the beats before and after.`;
    return { ...none, reason };
  }
  if (peakIndex === 0 || peakIndex === peaks.length - 1) {
    return { ...none, reason: 'The beat has no neighbour on one side to come nearer to.' };
  }
  const ms = (from: number, to: number): number => (1000 * (peaks[to] - peaks[from])) / samplingFrequency;
  const [before, after] = [ms(peakIndex - 1, peakIndex), ms(peakIndex, peakIndex + 1)];
  const most = (room: number): number => Math.max(0, Math.floor((room - RR_MS.least) / RR_MS.step));
  return { own: before, from: 0 - most(before), to: most(after), reason: null };
}

/** The height of a wave's peak above the line between its ends: what its knob scales. */
function waveHeightMv({ signal, mvPerUnit }: WhatIfBeat, { onset, peak, offset }: DelineatedWave): number {
  const share = (peak - onset) / (offset - onset);
  return mvPerUnit * (signal[peak] - signal[onset] - share * (signal[offset] - signal[onset]));
}

function windowMs({ window, samplingFrequency }: WhatIfBeat['preprocessing']): number {
  return Math.round((1000 * (window.before + window.after)) / samplingFrequency);
}

/** The dose at a place, in the knob's unit. */
export function doseAt({ own, step }: Knob, place: number): number {
  return own + place * step;
}

/** The change of the beat with every knob in its place. */
export function changeAt(knobs: readonly Knob[], places: Places): WhatIfChange {
  const changes = knobs.map((knob): WhatIfChange => {
    const place = places[knob.id];
    if (place === 0) return {};
    const dose = doseAt(knob, place);
    switch (knob.id) {
      case 'qrs':
        return { qrsScale: dose / knob.own };
      case 'st':
        return { stShiftMv: dose };
      case 't':
        return { tScale: dose / 100 };
      case 'p':
        return { pScale: dose / 100 };
      case 'rr':
        return { delayMs: dose - knob.own };
    }
  });
  return Object.assign({}, ...changes) as WhatIfChange;
}

/** Whether every knob stands where the beat was recorded. */
export function isOwn(places: Places): boolean {
  return Object.values(places).every((place) => place === 0);
}

/** A dose in words: `96 ms`, `+0.10 mV`, `150 %, 0.18 mV`; `removed` for none of a wave. */
export function doseText(knob: Knob, place: number): string {
  const dose = doseAt(knob, place);
  if (knob.unit === 'ms') return `${Math.round(dose)} ms`;
  if (knob.unit === 'mV') return `${signed(dose, 2)} mV`;
  if (Math.round(dose) === 0) return knob.id === 'p' ? 'removed' : 'flat';
  const height = knob.waveMv === null ? '' : `, ${minus(((knob.waveMv * dose) / 100).toFixed(2))} mV`;
  return `${minus(String(Math.round(dose)))} %${height}`;
}

/** A dose as a number beside an axis. */
export function doseNumber({ unit }: Knob, dose: number): string {
  return unit === 'mV' ? signed(dose, 1) : minus(String(Math.round(dose)));
}

function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return value > 0 && Number(text) !== 0
    ? `+${text}`
    : minus(Number(text) === 0 ? text.replace('-', '') : text);
}

function minus(text: string): string {
  return text.replace('-', '−');
}
