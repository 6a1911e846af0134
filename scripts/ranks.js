/*
 * Writes the lint's import rules from ranks.json: a package imports lower ranks only, through `@saliogram/x` or
 * `@saliogram/x/node`. `node scripts/ranks.js` rewrites the overrides of .oxlintrc.json, `--check` exits 1 where they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = (name) => new URL(`../${name}`, import.meta.url);
const ranks = JSON.parse(readFileSync(file('ranks.json'), 'utf8'));
const lint = JSON.parse(readFileSync(file('.oxlintrc.json'), 'utf8'));

const apps = ['viewer', 'cli'];

const overrides = Object.entries(ranks).map(([name, rank]) => {
  const forbidden = Object.keys(ranks).filter((other) => ranks[other] >= rank);
  const patterns = [
    {
      regex: `^@saliogram/(${forbidden.join('|')})(/|$)`,
      message: `${name} has rank ${rank}: it imports lower ranks only (ranks.json)`,
    },
    {
      group: ['@saliogram/*/**', '!@saliogram/*/node'],
      message: 'Import the package, not a file inside it',
    },
  ];
  return {
    files: [apps.includes(name) ? `apps/${name}/**` : `packages/${name}/**`],
    rules: { 'no-console': 'error', 'no-restricted-imports': ['error', { patterns }] },
  };
});
const text = `${JSON.stringify({ ...lint, overrides }, null, 2)}\n`;

if (process.argv.includes('--check')) {
  const same = JSON.stringify(lint.overrides) === JSON.stringify(overrides);
  if (!same) console.error('.oxlintrc.json differs from ranks.json: run `node scripts/ranks.js`');
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(file('.oxlintrc.json'), text);
}
