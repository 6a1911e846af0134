import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Theme } from '../lib/picture/inks.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');
const paper = matchMedia('print');
let printing = false;

function themeNow(): Theme {
  if (printing) return 'print';
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return dark.matches ? 'dark' : 'light';
}

const theme = signal<Theme>(themeNow());
const ratio = signal(devicePixelRatio);
const height = signal(innerHeight);

/** What the page is drawn for now; pictures that read it follow it, to paper as well. */
export const screenTheme: ReadonlySignal<Theme> = theme;

/** Device pixels per CSS pixel, which changes when the window goes to another screen or is zoomed. */
export const screenRatio: ReadonlySignal<number> = ratio;

/** Height of the window in CSS pixels. */
export const screenHeight: ReadonlySignal<number> = height;

/** Puts the page into the theme the reader set; `system` follows the device. */
export function applyTheme(setting: 'system' | 'light' | 'dark'): void {
  if (setting === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = setting;
  theme.value = themeNow();
}

function setPrinting(now: boolean): void {
  printing = now;
  theme.value = themeNow();
}

function watchRatio(): void {
  ratio.value = devicePixelRatio;
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', watchRatio, { once: true });
}

dark.addEventListener('change', () => (theme.value = themeNow()));
addEventListener('resize', () => (height.value = innerHeight));
paper.addEventListener('change', () => setPrinting(paper.matches));
addEventListener('beforeprint', () => setPrinting(true));
addEventListener('afterprint', () => setPrinting(false));
watchRatio();
