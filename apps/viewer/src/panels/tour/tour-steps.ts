import { keyFor } from '../../lib/shortcuts.ts';

/** A stop of the tour: a part of the page and what is said of it. */
export interface TourStep {
  /** Of the part, as in `#recording`. */
  readonly selector: string;
  readonly title: string;
  readonly text: string;
}

/** The tour of the page, in order. */
const BEATS_TOUR: readonly TourStep[] = [
  {
    selector: '#recording',
    title: 'The recording, on ECG paper',
    text: `One large square is 0.2 s and 0.5 mV. Every beat carries its labels. Drag to move the paper, or press ${keyFor('paper-back')} and ${keyFor('paper-on')}; click a beat to ask about it, or press ${keyFor('previous-beat')} and ${keyFor('next-beat')}.`,
  },
  {
    selector: '#overview',
    title: 'The whole recording',
    text: `Where each class lies, where the model is in doubt, and the rhythm. Click to go there; ${keyFor('next-disagreement')} jumps to the next beat whose label differs from the reference.`,
  },
  {
    selector: '#work',
    title: 'What the model looked for',
    text: 'The beat you chose with the places that mattered coloured under its trace, by several methods side by side. Where they disagree, trust none of them.',
  },
  {
    selector: '.reading-bar',
    title: 'Your word counts',
    text: `Accept a label, change it or flag the beat: ${keyFor('accept')}, ${keyFor('change')}, ${keyFor('flag')}. The original is kept, everything can be undone, and your labels can be exported. In blind mode you read first.`,
  },
  {
    selector: '.page-header',
    title: 'Your own files',
    text: 'Open a WFDB or CSV recording or a model, or drop it anywhere on the page. Everything is computed here: nothing leaves this computer.',
  },
];

/** The tour of the page while images are open. */
const IMAGES_TOUR: readonly TourStep[] = [
  {
    selector: '#recording',
    title: 'The images, sheet by sheet',
    text: `Below each image stands the model’s label with its probability; those on the sheet are classified first. Click one to ask about it, or press ${keyFor('previous-beat')} and ${keyFor('next-beat')}; ${keyFor('next-disagreement')} jumps to the next whose label differs from the reference.`,
  },
  {
    selector: '#work',
    title: 'What the model looked for',
    text: 'The image you chose with the places that mattered coloured under its strokes, by several methods side by side. Where they disagree, trust none of them.',
  },
  {
    selector: '.reading-bar',
    title: 'Your word counts',
    text: `Accept a label, change it or flag the image: ${keyFor('accept')}, ${keyFor('change')}, ${keyFor('flag')}. Everything can be undone, and your labels can be exported. In blind mode you read first.`,
  },
  {
    selector: '.page-header',
    title: 'Your own files',
    text: 'Open images in IDX files, a recording or a model, or drop them anywhere on the page. Everything is computed here: nothing leaves this computer.',
  },
];

/** The tour of the page with what is open. */
export function tourOf(cases: 'beats' | 'images'): readonly TourStep[] {
  return cases === 'images' ? IMAGES_TOUR : BEATS_TOUR;
}
