/** What stands on every screen and every sheet of paper that leaves it. */
export const RESEARCH_NOTICE = 'For research use only. Not a medical device.';

/** What a model of single beats cannot see, in one sentence. */
export function modelBlindness(classes: number): string {
  return `The model sees one beat of one lead at a time and knows ${classes} classes: any other rhythm or disease is forced into one of them.`;
}
