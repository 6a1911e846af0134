import type { RecordingFacts } from './recording.ts';

/** What a case is called: a beat of a recording, or a digit of a set of images. */
export interface CaseWords {
  readonly one: string;
  /** At the beginning of a sentence. */
  readonly One: string;
  readonly many: string;
}

const BEAT: CaseWords = { one: 'beat', One: 'Beat', many: 'beats' };
const DIGIT: CaseWords = { one: 'digit', One: 'Digit', many: 'digits' };

/** The words for the cases of what is open; for beats where nothing is. */
export function caseWords(recording: Pick<RecordingFacts, 'images'> | null): CaseWords {
  return recording?.images ? DIGIT : BEAT;
}
