import { median } from '@saliogram/core';
import type { DelineatedWave } from '@saliogram/signal';
import type { BeatWaves } from './recording.ts';

/** A measurement of a beat as it is told: with its doubts, or why there is none. */
export interface IntervalReading {
  readonly name: 'QRS' | 'PR' | 'QT' | 'QTc' | 'ST';
  /** Rounded and with its unit, as `92 ms`; empty where there is none. */
  readonly text: string;
  /** How it is defined: points, formula. */
  readonly meaning: string;
  /** Why it is uncertain or not there; empty for what is clear. */
  readonly doubt: string;
}

/** A point that is trusted less than this is uncertain: noise can move it by 15 ms, or the wave hardly stands out of it. */
export const UNCLEAR_BELOW = 0.5;

/** The doubt of a QTc whose QT is in doubt. */
const OF_QT = 'QT is uncertain';
/** Beyond these the delineator fails more often than hearts are like that (ms; for adults at rest). */
const USUAL_MS = { QRS: [60, 220], PR: [80, 360], QT: [240, 560], QTc: [320, 520] } as const;
/** An RR interval this far from the median around it, as a part, says nothing of the rate that QT has followed. */
const IRREGULAR = 0.2;

/** A point of a wave that a measurement stands on. */
interface Point {
  readonly name: string;
  readonly wave: DelineatedWave | null;
  readonly at: 'onset' | 'offset';
}

/**
 * What is measured of a beat, each value with its doubt: a point of little confidence, a T wave of two lobes, a value out
 * of the usual, or for QTc an irregular rhythm.
 *
 * @param rrMs RR intervals around the beat, by which the one before it is judged
 * @param signal what is wrong with the lead there, as `noisy`; default nothing
 */
export function intervalReadings(
  { waves, measured }: BeatWaves,
  rrMs: readonly number[],
  signal = '',
): IntervalReading[] {
  const { p, qrs, t } = waves;
  const pOn: Point = { name: 'P onset', wave: p, at: 'onset' };
  const qrsOn: Point = { name: 'QRS onset', wave: qrs, at: 'onset' };
  const qrsOff: Point = { name: 'QRS offset', wave: qrs, at: 'offset' };
  const tOff: Point = { name: 'T offset', wave: t, at: 'offset' };
  const lobes = t?.morphology === 'biphasic' ? 'end of a T wave of two lobes' : '';
  const interval = (
    name: keyof typeof USUAL_MS,
    valueMs: number | null,
    points: readonly Point[],
    meaning: string,
    other = '',
  ): IntervalReading => {
    if (valueMs === null) return { name, text: '', meaning, doubt: missing(points) || other };
    const doubt = unclear(points) || other || unusual(name, valueMs);
    return { name, text: `${Math.round(valueMs)} ms`, meaning, doubt };
  };
  const qt = interval('QT', measured.qtMs, [qrsOn, tOff], 'QRS onset to T offset', lobes);
  const qtcMs = measured.qtcFridericiaMs;
  const corrected = `Fridericia: QT / cbrt(RR), RR before the beat in s${others(measured)}`;
  const rhythm = measured.rrMs === null ? 'no beat before it' : irregular(measured.rrMs, rrMs);
  const readings = [
    interval('QRS', measured.qrsDurationMs, [qrsOn, qrsOff], 'QRS onset to QRS offset'),
    interval('PR', measured.prMs, [pOn, qrsOn], 'P onset to QRS onset'),
    qt,
    qtcMs !== null && qt.doubt !== ''
      ? interval('QTc', qtcMs, [], corrected, OF_QT)
      : interval('QTc', qtcMs, [qrsOn, tOff], corrected, rhythm),
    stReading(measured.stJ60Mv, [qrsOn, qrsOff]),
  ];
  return readings.map((each) => ({ ...each, doubt: each.doubt || (signal && `signal ${signal}`) }));
}

/** All doubts, each once, with what it is about: `PR: no P wave found; QRS, ST: QRS offset not clear`. */
export function doubtsTold(readings: readonly IntervalReading[]): string {
  const names = new Map<string, string[]>();
  for (const { name, doubt } of readings) {
    if (doubt !== '' && doubt !== OF_QT) names.set(doubt, [...(names.get(doubt) ?? []), name]);
  }
  return Array.from(names, ([doubt, about]) => `${about.join(', ')}: ${doubt}`).join('; ');
}

function stReading(valueMv: number | null, points: readonly Point[]): IntervalReading {
  const meaning = 'level 60 ms after the QRS offset (J point) above the level just before the QRS onset';
  if (valueMv === null) {
    const doubt = missing(points) || 'samples missing, or next beat begun';
    return { name: 'ST', text: '', meaning, doubt };
  }
  const sign = Math.round(100 * valueMv) < 0 ? '−' : '+';
  return {
    name: 'ST',
    text: `${sign}${Math.abs(valueMv).toFixed(2)} mV`,
    meaning,
    doubt: unclear(points),
  };
}

function missing(points: readonly Point[]): string {
  const gone = points.find(({ wave }) => wave === null);
  if (!gone) return '';
  const [name] = gone.name.split(' ');
  return name === 'QRS' ? 'the QRS complex was not found' : `no ${name} wave found`;
}

function unclear(points: readonly Point[]): string {
  const doubtful = points.filter(({ wave, at }) => (wave?.confidence[at] ?? 0) < UNCLEAR_BELOW);
  return doubtful.length === 0 ? '' : `${doubtful.map(({ name }) => name).join(' and ')} not clear`;
}

function unusual(name: keyof typeof USUAL_MS, valueMs: number): string {
  const [low, high] = USUAL_MS[name];
  return valueMs >= low && valueMs <= high ? '' : `outside ${low} to ${high} ms`;
}

function irregular(rrMs: number, around: readonly number[]): string {
  const usual = median(around);
  return Math.abs(rrMs / usual - 1) > IRREGULAR
    ? `RR before it ${Math.round(rrMs)} ms, usually ${Math.round(usual)} ms`
    : '';
}

function others({ qtcBazettMs, qtcFraminghamMs }: BeatWaves['measured']): string {
  if (qtcBazettMs === null || qtcFraminghamMs === null) return '';
  return `; Bazett ${Math.round(qtcBazettMs)} ms, Framingham ${Math.round(qtcFraminghamMs)} ms`;
}
