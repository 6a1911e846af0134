/** What a case is called: a beat of a recording, or an image of a set. */
export interface CaseWords {
  readonly one: string;
  /** At the beginning of a sentence. */
  readonly One: string;
  readonly many: string;
}

const BEAT: CaseWords = { one: 'beat', One: 'Beat', many: 'beats' };
const IMAGE: CaseWords = { one: 'image', One: 'Image', many: 'images' };

/** The words for the cases of what is open; for beats where nothing is. */
export function caseWords(recording: { readonly images?: unknown } | null): CaseWords {
  return recording?.images ? IMAGE : BEAT;
}
