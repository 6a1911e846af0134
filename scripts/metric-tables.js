/*
 * Writes the tables of docs/metrics.md from the table of measures of @saliogram/explain. `node scripts/metric-tables.js`
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { metrics } from '@saliogram/explain';
import { metricsMarkdown } from '@saliogram/report';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const page = path('docs/metrics.md');
const region = /(<!-- begin of the tables of measures -->)[^]*(<!-- end of the tables of measures -->)/;
const tables = metricsMarkdown(metrics);
writeFileSync(
  page,
  readFileSync(page, 'utf8').replace(region, (_, begin, end) => `${begin}\n\n${tables}\n\n${end}`),
);
execFileSync(process.execPath, [path('node_modules/oxfmt/bin/oxfmt'), page], { stdio: 'inherit' });
