import type { TextKeeper } from './persistence.ts';

const TOUR = 'saliogram:tour';

/** Whether the tour has not been shown in this browser yet; no where the browser would not remember that it was. */
export function isFirstVisit(keeper: TextKeeper | null): boolean {
  return keeper !== null && keeper.getItem(TOUR) === null;
}

/** Remembers that the tour was shown. */
export function rememberTour(keeper: TextKeeper | null): void {
  try {
    keeper?.setItem(TOUR, 'shown');
  } catch {
    // No room: the tour is offered once more, and can be left at once.
  }
}
