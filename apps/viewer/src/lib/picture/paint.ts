import { heatColour } from '@saliogram/figures';
import type { Ink, Style } from '../display-list.ts';
import { INKS } from './inks.ts';
import type { Theme } from './inks.ts';

/** The colour of a stroke or a fill under a theme; undefined where nothing is drawn. */
export function paint(colour: Style['fill'], theme: Theme): string | undefined {
  if (colour === undefined || colour === 'none') return undefined;
  if (typeof colour === 'string') return inkColour(colour, theme);
  if ('colour' in colour) return colour.colour;
  return heatColour(colour.heat, theme === 'dark' ? 'dark' : 'light');
}

/** The colour of an ink under a theme. */
export function inkColour(ink: Exclude<Ink, 'none'>, theme: Theme): string {
  return INKS[theme][ink];
}
