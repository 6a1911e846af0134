import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { saliogram } from './saliogram-process.ts';
import { root } from './sources.ts';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The contents of the code blocks of a language. */
function codeBlocks(page: string, language: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1] ?? '',
  );
}

describe('commands in the documentation', () => {
  const lines = pages
    .flatMap((page) => codeBlocks(page, 'sh'))
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/\s+#.*/, '').trim())
    .filter((line) => line.startsWith('npx saliogram '));
  const byCommand = new Map<string, string[]>();
  for (const line of lines) byCommand.set(commandOf(line), [...(byCommand.get(commandOf(line)) ?? []), line]);

  it.each([...byCommand])('%s knows the options it is shown with', async (command, shown) => {
    const { status, stdout } = await saliogram([...command.split(' '), '--help']);
    expect(status).toBe(0);
    const options = new Set(
      shown.flatMap((line) => [...line.matchAll(/ (--[a-z-]+)/g)].map((match) => match[1])),
    );
    for (const option of options) expect(stdout).toMatch(new RegExp(`^ {2}${option}[ \n]`, 'm'));
  });
});

function commandOf(line: string): string {
  const [, , name = '', sub = ''] = line.split(' ');
  return name === 'data' || name === 'bench' ? `${name} ${sub}` : name;
}

describe('links in the documentation', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const targets = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map((match) => match[1] ?? '');
    const missing = targets.filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(missing).toEqual([]);
  });

  it('of docs/paper.md name files that are there', () => {
    const text = readFileSync(join(root, 'docs/paper.md'), 'utf8');
    const named = [...text.matchAll(/`((?:packages|apps)\/[^`]+)`/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

const data = process.env.SALIOGRAM_DATA ?? join(root, '../shared/data');
const model = join(root, 'models/mitdb-lstm.safetensors');
const ready = existsSync(join(data, 'mitdb/119.hea')) && existsSync(model);

describe.skipIf(!ready)('programs in the documentation (needs MIT-BIH and a model)', () => {
  // Inside the project, so that `saliogram/...` resolves as it does for a user.
  const folder = mkdtempSync(join(root, 'apps/cli/dist/example-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const programs = pages.flatMap((page) =>
    codeBlocks(page, 'js').map((code): [string, string] => [page, code]),
  );
  it.each(programs)('of %s run', async (_page, code) => {
    const file = join(folder, 'example.mjs');
    const here = code
      .replace(/'data\/mitdb'/g, JSON.stringify(join(data, 'mitdb')))
      .replace(/'models\/([^']+)'/g, (_path, name: string) => JSON.stringify(join(root, 'models', name)));
    writeFileSync(file, here);
    const { stderr } = await promisify(execFile)(process.execPath, [file]);
    expect(stderr).toBe('');
  });
});
