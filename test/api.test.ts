import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, ranks, root } from './sources.ts';

/** The names that a file of re-exports gives out, types marked, sorted. */
function exportedNames(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const names = [...text.matchAll(/export (type )?\{([^}]*)\}/g)].flatMap((match) =>
    (match[2] ?? '')
      .split(',')
      .map((name) => name.trim().replace(/^.* as /, ''))
      .filter((name) => name !== '')
      .map((name) =>
        match[1] === undefined && !name.startsWith('type ') ? name : `type ${name.replace('type ', '')}`,
      ),
  );
  return names.sort();
}

describe('public API', () => {
  const packages = Object.keys(ranks).filter((name) => folderOf(name).startsWith('packages/'));

  it.each(packages)('of %s is what the snapshot says', async (name) => {
    const entries = ['index', 'node'].filter((entry) =>
      existsSync(join(root, folderOf(name), `src/${entry}.ts`)),
    );
    const lines = entries.flatMap((entry) =>
      exportedNames(join(root, folderOf(name), `src/${entry}.ts`)).map(
        (exported) => `${entry}: ${exported}\n`,
      ),
    );
    await expect(lines.join('')).toMatchFileSnapshot(`api/${name}.txt`);
  });

  it.each(packages)('of %s is there at run time, and under the roof of saliogram', async (name) => {
    const own = (await import(join(root, folderOf(name), 'dist/index.js'))) as Record<string, unknown>;
    const roof = (await import(join(root, `apps/cli/dist/umbrella/${name}.js`))) as Record<string, unknown>;
    const values = exportedNames(join(root, folderOf(name), 'src/index.ts')).filter(
      (each) => !each.startsWith('type '),
    );
    expect(Object.keys(own).sort()).toEqual(values);
    expect(Object.keys(roof).sort()).toEqual(values);
    for (const value of values) expect(roof[value]).toBe(own[value]);
  });
});
