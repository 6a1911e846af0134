import type { Ink } from '../display-list.ts';

/** What a picture is drawn for. */
export type Theme = 'light' | 'dark' | 'print';

/** The colour of every ink; the page's style sheet holds the same values as `--ink-*`. */
export const INKS: Readonly<Record<Theme, Readonly<Record<Exclude<Ink, 'none'>, string>>>> = {
  light: {
    paper: '#fffdfb',
    'grid-fine': '#f6ddd8',
    'grid-coarse': '#e6a79d',
    trace: '#101828',
    text: '#1a1a1a',
    'text-weak': '#555555',
    accent: '#0b5cad',
    warning: '#a32a0c',
    mark: '#6b21a8',
  },
  dark: {
    paper: '#13171c',
    'grid-fine': '#2a2326',
    'grid-coarse': '#54373a',
    trace: '#f2f4f8',
    text: '#e9ebef',
    'text-weak': '#a9b2be',
    accent: '#7ab8ff',
    warning: '#ffae85',
    mark: '#d3b0ff',
  },
  print: {
    paper: '#ffffff',
    'grid-fine': '#e4e4e4',
    'grid-coarse': '#b4b4b4',
    trace: '#000000',
    text: '#000000',
    'text-weak': '#404040',
    accent: '#0b3f7a',
    warning: '#7a1f08',
    mark: '#4c1580',
  },
};
