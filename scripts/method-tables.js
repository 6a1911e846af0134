/*
 * Writes the tables of docs/methods.md from the table of techniques of @saliogram/explain, as `saliogram methods
 * --markdown` prints it. `node scripts/method-tables.js`
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const run = (name, ...args) =>
  execFileSync(process.execPath, [path(name), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const page = path('docs/methods.md');
const tables = run('apps/cli/bin/saliogram.js', 'methods', '--markdown').trim();
const region = /(<!-- begin of the tables of techniques -->)[^]*(<!-- end of the tables of techniques -->)/;
writeFileSync(
  page,
  readFileSync(page, 'utf8').replace(region, (_, begin, end) => `${begin}\n\n${tables}\n\n${end}`),
);
run('node_modules/oxfmt/bin/oxfmt', page);
