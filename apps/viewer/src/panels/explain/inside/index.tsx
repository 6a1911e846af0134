import { lazy } from '../../../elements/lazy.tsx';

/** What the network does inside, loaded when it is first shown. */
export const InsideView = lazy('The view inside', async () => (await import('./inside-view.tsx')).InsideView);
