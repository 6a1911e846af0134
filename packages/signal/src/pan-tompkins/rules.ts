/** In what the published, the improved and the guarded detector differ. */
export interface Rules {
  /** The average RR interval that says when a beat is missing. */
  readonly searchBackAverage: 'latest' | 'regular';
  /** Apply the T-wave rule to peaks taken back as well. */
  readonly tWaveInSearchBack: boolean;
  /** Learn the thresholds anew after eight seconds without a QRS complex. */
  readonly relearn: boolean;
  /** Take no step of the level between two beats of a steady rhythm for a beat. */
  readonly jerks: boolean;
}

/** As Pan and Tompkins published it in 1985. */
export const PUBLISHED: Rules = {
  searchBackAverage: 'regular',
  tWaveInSearchBack: false,
  relearn: false,
  jerks: false,
};

/**
 * RR AVERAGE1 follows a change of rate that leaves AVERAGE2 behind; a T wave in a long pause is no missed beat; and an
 * artefact that has raised the thresholds out of reach does not end the detection.
 */
export const IMPROVED: Rules = {
  searchBackAverage: 'latest',
  tWaveInSearchBack: true,
  relearn: true,
  jerks: false,
};

/** Where electrodes move, what is found too much is mostly their jerks. */
export const GUARDED: Rules = { ...IMPROVED, jerks: true };
