import { SaliogramError } from '@saliogram/core';
import type { DelineatedBeat } from '../delineation/wave.ts';
import { scaleWave } from './scale-wave.ts';
import { shiftSt } from './shift-st.ts';
import { stretchTime } from './stretch-time.ts';

/** What is changed of one beat; what is left out stays as it was recorded. */
export interface BeatChange {
  /** QRS duration as a multiple of its own, more than 0; default 1. */
  readonly qrsScale?: number;
  /** Added to the ST segment, mV; default 0. */
  readonly stShiftMv?: number;
  /** P wave as a multiple of its own, 0 to remove it; default 1. */
  readonly pScale?: number;
  /** T wave as a multiple of its own, negative to turn it over; default 1. */
  readonly tScale?: number;
}

/** Around the QRS complex the time passes from its own pace to the stretched one, ms. */
const SEAM_MS = 20;

/**
 * One beat of a lead as another heart could have made it: its P and T waves scaled, its ST segment shifted, its QRS complex
 * wider or narrower around the R peak, which stays in its place. What lies before and after moves with the ends of the
 * complex. Changes have no step and no kink at their ends; without any, the samples are those given, exactly.
 *
 * @param signalMv the lead around the beat, mV, shape [samples], finite; what is to be cut after a narrowing has to be in it
 * @param beat of `delineateBeats`, in samples of `signalMv`
 * @param samplingFrequency Hz
 * @returns a changed copy, shape [samples]
 * @throws `argument-invalid` for a change that is no number or of a wave that the beat does not have
 */
export function changeBeat(
  signalMv: Float32Array,
  beat: DelineatedBeat,
  change: BeatChange,
  samplingFrequency: number,
): Float32Array {
  const { qrsScale = 1, stShiftMv = 0, pScale = 1, tScale = 1 } = change;
  const { p, qrs, t } = beat;
  const [hasP, hasQrs, hasT] = [p, qrs, t].map((wave) => wave !== null);
  check('P wave scale', pScale, Number.isFinite(pScale), pScale === 1 || hasP);
  check('T wave scale', tScale, Number.isFinite(tScale), tScale === 1 || hasT);
  check('ST shift', stShiftMv, Number.isFinite(stShiftMv), stShiftMv === 0 || hasQrs);
  check('QRS duration scale', qrsScale, qrsScale > 0 && qrsScale < Infinity, qrsScale === 1 || hasQrs);
  const changed = signalMv.slice();
  if (p) scaleWave(changed, p, pScale);
  if (t) scaleWave(changed, t, tScale);
  if (!qrs) return changed;
  shiftSt(changed, beat, qrs, stShiftMv, samplingFrequency);
  const fixed = Math.min(qrs.offset, Math.max(qrs.onset, beat.rPeak));
  const part = { from: qrs.onset, fixed, to: qrs.offset };
  return stretchTime(changed, part, qrsScale, (SEAM_MS / 1000) * samplingFrequency);
}

function check(what: string, value: number, isNumber: boolean, hasWave: boolean): void {
  if (isNumber && hasWave) return;
  const expected = isNumber ? 'no change of a wave that the beat does not have' : 'a number in its range';
  throw new SaliogramError(
    'argument-invalid',
    `changed beat: got ${value} as ${what}, expected ${expected}; leave it out`,
    { details: { what, value } },
  );
}
