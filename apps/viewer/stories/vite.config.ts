import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Pages for looking at panels by themselves: `npx vite apps/viewer/stories`; no part of what is shipped. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { rolldownOptions: { input: 'recording.html' }, target: 'es2023' },
});
