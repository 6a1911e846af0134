/*
 * Writes the results of an evaluation of explanations into docs/which-explanation.md and its figure:
 *   npx saliogram evaluate-explanations --data data/mitdb --limit 50 --out explanations
 *   node scripts/which-explanation.js explanations/results.json
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { explanationEvaluationMarkdown, placesFigure } from '@saliogram/report';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const [, , from = 'explanations/results.json'] = process.argv;
const results = JSON.parse(readFileSync(from, 'utf8'));
const page = path('docs/which-explanation.md');
const region = /(<!-- begin of the results -->)[^]*(<!-- end of the results -->)/;
const text = `![Places of the methods by each measure](images/which-explanation.svg)\n\n${explanationEvaluationMarkdown(results)}`;
writeFileSync(path('docs/images/which-explanation.svg'), placesFigure(results));
writeFileSync(
  page,
  readFileSync(page, 'utf8').replace(region, (_, begin, end) => `${begin}\n\n${text}\n\n${end}`),
);
execFileSync(process.execPath, [path('node_modules/oxfmt/bin/oxfmt'), page], { stdio: 'inherit' });
