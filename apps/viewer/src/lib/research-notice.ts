import { readsDigits, readsRhythm, readsTwoLeads } from './beat-preprocessing.ts';
import type { BeatPreprocessing } from './recording.ts';

/** What stands on every screen and every sheet of paper that leaves it. */
export const RESEARCH_NOTICE = 'For research use only. Not a medical device.';

/** What a model of single beats, or of single images, cannot see, in one sentence. */
export function modelBlindness(classes: number, preprocessing: BeatPreprocessing): string {
  if (readsDigits(preprocessing)) {
    return `The model reads one image at a time, pixel after pixel, and knows ${classes} classes: anything else that it is shown is forced into one of them.`;
  }
  const leads = readsTwoLeads(preprocessing) ? 'two leads' : 'one lead';
  const rhythm = readsRhythm(preprocessing) ? ', with the intervals around it,' : '';
  return `The model sees one beat of ${leads} at a time${rhythm} and knows ${classes} classes: any other rhythm or disease is forced into one of them.`;
}
