/** How far each point of a wave is to be trusted, in [0, 1]: 0 a guess, 1 a clear wave whose slopes noise cannot move. */
export interface WaveConfidence {
  readonly onset: number;
  readonly peak: number;
  readonly offset: number;
}

/** One wave of a beat: sample numbers with onset < peak < offset. */
export interface DelineatedWave {
  readonly onset: number;
  readonly peak: number;
  readonly offset: number;
  readonly confidence: WaveConfidence;
}

/** The T wave's shape: upright, upside down, or two lobes of opposite sign, of which `peak` is the larger one's. */
export type TMorphology = 'normal' | 'inverted' | 'biphasic';

/** A T wave. */
export interface DelineatedTWave extends DelineatedWave {
  readonly morphology: TMorphology;
}

/** The waves of one beat; null where a wave was not found. */
export interface DelineatedBeat {
  /** The R peak as it was given, sample number. */
  readonly rPeak: number;
  readonly p: DelineatedWave | null;
  /** `peak` is the largest deflection from the line between onset and offset, which need not be the R peak given. */
  readonly qrs: DelineatedWave | null;
  readonly t: DelineatedTWave | null;
}
