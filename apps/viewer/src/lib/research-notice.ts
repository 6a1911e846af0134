/** What stands on every screen and every sheet of paper that leaves it. */
export const RESEARCH_NOTICE = 'For research use only. Not a medical device.';

/** What a model of single beats, or of single images, cannot see, in one sentence. */
export function modelBlindness(classes: number, readsImages = false): string {
  if (readsImages) {
    return `The model reads one image at a time, pixel after pixel, and knows ${classes} classes: anything else that it is shown is forced into one of them.`;
  }
  return `The model sees one beat of one lead at a time and knows ${classes} classes: any other rhythm or disease is forced into one of them.`;
}
