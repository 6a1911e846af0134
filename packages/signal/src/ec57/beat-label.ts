/** The classes of beats of EC57: normal, supraventricular ectopic, ventricular ectopic, fusion, not classifiable. */
export type BeatLabel = 'N' | 'S' | 'V' | 'F' | 'Q';

export const BEAT_LABELS: readonly BeatLabel[] = ['N', 'S', 'V', 'F', 'Q'];

/**
 * The class that atrial, nodal and supraventricular escape beats (`e`, `j`, `n`) belong to.
 *
 * WFDB's bxb has them in S; the tables of de Chazal and others, which quote EC57, have them in N. In the MIT-BIH
 * Arrhythmia Database these are 245 beats.
 */
export type EscapeBeats = 'S' | 'N';

const MEMBERS: Readonly<Record<BeatLabel, string>> = {
  N: 'NLRB',
  S: 'aJAS',
  V: 'VEr',
  F: 'F',
  Q: '/fQ?',
};
const ESCAPES = 'ejn';

const labels = new Map(
  BEAT_LABELS.flatMap((label) =>
    MEMBERS[label].split('').map((symbol): [string, BeatLabel] => [symbol, label]),
  ),
);

/** The class of a symbol; undefined when it does not mark a beat. Flutter waves (`!`) do not. */
export function beatLabelOf(symbol: string, escapeBeats: EscapeBeats = 'S'): BeatLabel | undefined {
  return symbol.length === 1 && ESCAPES.includes(symbol) ? escapeBeats : labels.get(symbol);
}
