import { BEAT_CHANNELS } from '@saliogram/signal';
import type { BeatChannel, BeatInput } from '@saliogram/signal';

/** How a recording becomes sequences; plain JSON that travels inside a model file. */
export type Preprocessing = {
  /** The lead read where the record has it. */
  readonly lead: string;
  /** The lead read where it has not. */
  readonly fallbackLead: string;
  /** Hz. */
  readonly samplingFrequency: number;
  /** Samples taken before the R peak, and from the R peak on: T = before + after. */
  readonly window: { readonly before: number; readonly after: number };
  /**
   * `z-score`: each beat to mean 0 and standard deviation 1; `none`: mV as recorded; `dominant-beat`: each lead
   * less the patient's dominant beat, in standard deviations of that.
   */
  readonly scaling: BeatInput['scaling'];
  /** What the model reads at each step, C of them; absent for the lead alone. */
  readonly channels?: readonly BeatChannel[];
  /** R peak by the detector, or by the reference annotation. */
  readonly centring: 'detected' | 'annotated';
};

/**
 * The default preprocessing: lead MLII (V5 without it), 360 Hz, 216 samples R-72 .. R+143, z-scored, detected R peaks.
 *
 * 216 steps at 360 Hz are the paper's (section II). The paper gives no offset: 0.2 s before and 0.4 s from R on is the
 * window of BioSPPy's `extract_heartbeats`, and has the paper's length.
 */
export const MIT_BIH_PREPROCESSING: Preprocessing = {
  lead: 'MLII',
  fallbackLead: 'V5',
  samplingFrequency: 360,
  window: { before: 72, after: 144 },
  scaling: 'z-score',
  centring: 'detected',
};

/**
 * What a model of other patients may know of a beat beside its shape: both leads against the patient's dominant beat, and
 * the beat's place in the rhythm; C = 9. 180 Hz keep what a diagnostic ECG shows of P, QRS and T and halve the steps.
 */
export const RHYTHM_PREPROCESSING: Preprocessing = {
  ...MIT_BIH_PREPROCESSING,
  samplingFrequency: 180,
  window: { before: 36, after: 72 },
  scaling: 'dominant-beat',
  channels: BEAT_CHANNELS,
};
