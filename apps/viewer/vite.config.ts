import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const models = fileURLToPath(new URL('../../models/', import.meta.url));

/** Puts the committed models of heartbeats and of digits, their cards and their training examples beside the page. */
function committedModels(): Plugin {
  return {
    name: 'committed-models',
    generateBundle() {
      const endings = ['.safetensors', '.md', '.examples.safetensors'];
      const names = ['mitdb-lstm', 'mnist-lstm'].flatMap((name) => endings.map((ending) => name + ending));
      for (const name of names.filter((each) => existsSync(`${models}${each}`))) {
        this.emitFile({
          type: 'asset',
          fileName: `models/${name}`,
          source: readFileSync(`${models}${name}`),
        });
      }
    },
  };
}

/** Says that nothing is served beside the page; a server that has files for it answers in its place. */
function noServedFiles(): Plugin {
  return {
    name: 'no-served-files',
    generateBundle() {
      const source = `${JSON.stringify({ recording: null, model: null })}\n`;
      this.emitFile({ type: 'asset', fileName: 'files.json', source });
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative addresses: the page is served from any folder.
  base: './',
  plugins: [committedModels(), noServedFiles()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    // What the PDF library would load to draw HTML and SVG, which the page never asks of it.
    rolldownOptions: { external: ['canvg', 'dompurify', 'html2canvas'] },
  },
  worker: { format: 'es' },
});
